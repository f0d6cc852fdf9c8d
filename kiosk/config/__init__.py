"""Configuration: YAML files with positions, and the schema they must satisfy."""
