"""The real PC/SC daemon with the virtual reader, in namespaces of its own: no port and no state outside."""
