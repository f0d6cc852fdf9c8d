"""Identity cards: what the QR, the MRZ and the chip say, and what is proved. Pure: no I/O, no clock."""
