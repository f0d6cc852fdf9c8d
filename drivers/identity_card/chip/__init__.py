"""The chip of an identity card: getting in, reading, judging (ICAO 9303-10 and -11, BSI TR-03110)."""
