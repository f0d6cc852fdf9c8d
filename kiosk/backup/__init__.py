"""Copies of the database: every night by itself, and when somebody asks for one."""
