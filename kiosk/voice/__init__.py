"""The robot's voice: what is said of a screen, how, and with which devices."""
