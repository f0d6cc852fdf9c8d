"""A dispenser of water and sweets on a serial line: a vending controller, or a board of relays and inputs."""
