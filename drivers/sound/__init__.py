"""What microphones and loudspeakers have in common."""
