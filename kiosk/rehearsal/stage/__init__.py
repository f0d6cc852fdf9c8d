"""What a rehearsed robot stands on: time that jumps, a disk and a printer in memory, and its lives."""
