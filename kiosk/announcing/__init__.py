"""Calls made heard in the hall: what is said, when, and for how long a board may fetch it."""
