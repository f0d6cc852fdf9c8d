"""What a run tells technicians: on the terminal, for programs, and as one page to look at and to print."""
