"""A Kobuki base on a serial line: two driven wheels, bumpers, cliff sensors, gyro, battery, dock eyes."""
