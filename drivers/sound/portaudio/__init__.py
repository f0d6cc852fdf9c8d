"""The sound devices of this machine, through PortAudio."""
