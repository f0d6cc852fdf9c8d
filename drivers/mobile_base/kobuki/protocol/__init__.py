"""Bytes of the Kobuki protocol: frames, commands, feedback."""
