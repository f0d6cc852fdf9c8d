"""Mutation check: small wrong changes to the core, each of which some unit test must notice."""
