"""The paper ticket: layout and picture."""
