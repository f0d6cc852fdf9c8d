"""What the files of the chip say: raw bytes in, values out. Who asks keeps the raw bytes, for the hashes."""
