"""The whole desk against a naive judge: plain lists, and rules typed from docs/reference/desk.md."""
