"""The base is driven in a process of its own (docs/decisions/2026-11-30-motion-in-a-child.md)."""
