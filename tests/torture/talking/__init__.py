"""A day of talking: no child lost, no sentence twice, nothing grown."""
