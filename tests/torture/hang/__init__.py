"""Robots that hang, one beside the other: each part of each is noticed, named, and cured by a restart."""
