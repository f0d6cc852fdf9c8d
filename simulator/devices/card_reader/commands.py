"""Command APDUs by name, for the trace: what is asked, never what it is about."""

# instruction bytes: ISO/IEC 7816-4 table 5
NAMES = {
    0x22: "MANAGE SECURITY ENVIRONMENT",
    0x82: "EXTERNAL or MUTUAL AUTHENTICATE",
    0x84: "GET CHALLENGE",
    0x86: "GENERAL AUTHENTICATE",
    0x88: "INTERNAL AUTHENTICATE",
    0xA4: "SELECT",
    0xB0: "READ BINARY",
    0xB1: "READ BINARY (odd)",
    0xC0: "GET RESPONSE",
    0xCA: "GET DATA",
}
SECURE = 0x0C  # class bits: secure messaging, header authenticated (ISO/IEC 7816-4, 5.4.1)
CHAINED = 0x10
SHOWN_BYTES = 16


def is_known(command: bytes) -> bool:
    """Whether its instruction has a name here."""
    return len(command) >= 4 and command[1] in NAMES


def name_of(command: bytes) -> str:
    """What the command asks for."""
    if len(command) < 4:
        return f"no command: {len(command)} bytes"
    words = [NAMES.get(command[1], f"INS {command[1]:02X}"), command[2:4].hex().upper()]
    words += ["secured"] * (command[0] & SECURE == SECURE) + ["chained"] * bool(command[0] & CHAINED)
    return " ".join(words)


def status_word(response: bytes) -> str:
    """SW1 SW2 as four digits; "" when there is none."""
    return response[-2:].hex().upper() if len(response) >= 2 else ""
