"""Cameras that OpenCV opens: a device of this machine, the network or a file."""
