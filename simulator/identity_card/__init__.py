"""A card with a chip, written from ICAO Doc 9303 parts 3 to 12: synthetic citizens, own signers, own chip."""
