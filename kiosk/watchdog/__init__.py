"""The robot watches itself: the service manager is told that it is well only while it is."""
