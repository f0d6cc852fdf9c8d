"""The upper-computer protocol of a vending controller: frames, commands, answers, codes. Pure."""
