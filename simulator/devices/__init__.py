"""Device models: pure, with time as an argument and chance from a seed."""
