"""Sound as numbers: levels, rates, noises. Pure; mono float32, full scale is ±1."""
