"""The microphone: what is to be heard in front of the robot, as sound on a wire."""
