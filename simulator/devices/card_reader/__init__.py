"""The card reader: slots with synthetic cards behind the PC/SC daemon."""
