"""Scenarios: what hands do, when, as YAML. The files beside this module are shipped with the bench."""
