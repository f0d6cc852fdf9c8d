"""The dialogs at work in the robot: the set in use, its flows, and what they have done."""
