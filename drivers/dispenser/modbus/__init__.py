"""A Modbus RTU board of relays and inputs, with motors at the relays."""
