"""Readers that an identity card is laid on."""
