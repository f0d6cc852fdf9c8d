"""Every parser of a wire, file or input fed with what nobody meant: typed errors only, the same in pieces."""
