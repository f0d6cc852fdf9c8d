"""I/O errors: the n-th call to the disk fails, for every n; what is answered and what is kept is judged."""

from tests.torture.disk_faults.command import main as main
