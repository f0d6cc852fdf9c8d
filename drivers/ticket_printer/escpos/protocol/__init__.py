"""ESC/POS on the wire: bytes in, values out. No serial line, no event loop.

Sources named in these modules: "reference" is Epson's public ESC/POS command reference (one page a command);
"TM-L90" is Epson's TM-L90 technical reference guide. All byte values are hexadecimal unless said otherwise.
"""
