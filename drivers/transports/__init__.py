"""Transports carry bytes and nothing else."""
