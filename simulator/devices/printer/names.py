"""What commands are called in the manual, for people who read the trace."""

from collections.abc import Callable, Mapping

from simulator.devices.printer.tokens import Kind, Token

NAMES = {
    b"\x10\x04": "DLE EOT · status now",
    b"\x10\x05": "DLE ENQ · recover",
    b"\x10\x14": "DLE DC4 · real-time action",
    b"\x1b@": "ESC @ · initialise",
    b"\x1b!": "ESC ! · print mode",
    b"\x1b ": "ESC SP · character spacing",
    b"\x1b$": "ESC $ · position",
    b"\x1b\\": "ESC \\ · relative position",
    b"\x1b-": "ESC - · underline",
    b"\x1b2": "ESC 2 · default line spacing",
    b"\x1b3": "ESC 3 · line spacing",
    b"\x1b=": "ESC = · select device",
    b"\x1b*": "ESC * · bit image",
    b"\x1bD": "ESC D · tab stops",
    b"\x1bE": "ESC E · bold",
    b"\x1bG": "ESC G · double strike",
    b"\x1bJ": "ESC J · feed dots",
    b"\x1bM": "ESC M · font",
    b"\x1bR": "ESC R · national characters",
    b"\x1bS": "ESC S · standard mode",
    b"\x1bT": "ESC T · page direction",
    b"\x1bV": "ESC V · rotate",
    b"\x1ba": "ESC a · align",
    b"\x1bc": "ESC c · sensors and buttons",
    b"\x1bd": "ESC d · feed lines",
    b"\x1bi": "ESC i · cut",
    b"\x1bm": "ESC m · cut",
    b"\x1bp": "ESC p · drawer",
    b"\x1bt": "ESC t · code page",
    b"\x1b{": "ESC { · upside down",
    b"\x1b\x06": "ESC ACK (Star) · ignored",
    b"\x1c.": "FS . · leave Kanji",
    b"\x1c&": "FS & · Kanji",
    b"\x1cS": "FS S · Kanji spacing",
    b"\x1c-": "FS - · Kanji underline",
    b"\x1cC": "FS C · Kanji code",
    b"\x1c!": "FS ! · Kanji mode",
    b"\x1c(A": "FS ( A · Kanji style",
    b"\x1d!": "GS ! · size",
    b"\x1d$": "GS $ · position",
    b"\x1dB": "GS B · white on black",
    b"\x1dH": "GS H · bar code text",
    b"\x1dI": "GS I · identity",
    b"\x1dL": "GS L · left margin",
    b"\x1dV": "GS V · cut",
    b"\x1dW": "GS W · print width",
    b"\x1da": "GS a · automatic status",
    b"\x1db": "GS b · smoothing",
    b"\x1df": "GS f · bar code font",
    b"\x1dk": "GS k · bar code",
    b"\x1dh": "GS h · bar code height",
    b"\x1dw": "GS w · bar code width",
    b"\x1dr": "GS r · status in turn",
    b"\x1dP": "GS P · motion units",
    b"\x1dv": "GS v 0 · raster image",
    b"\x1d(D": "GS ( D · real-time commands on or off",
    b"\x1d(H": "GS ( H · job number",
    b"\x1d(k": "GS ( k · QR code",
    b"\x1d(L": "GS ( L · graphics",
    b"\x1d8L": "GS 8 L · graphics",
    b"\x1d(A": "GS ( A · test print",
    b"\x1d(E": "GS ( E · settings",
}
CONTROLS = {0x00: "NUL", 0x09: "HT · tab", 0x0A: "LF · print line", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}
SHOWN_PARAMETERS = 12
DETAILS: Mapping[bytes, Callable[[bytes], str]] = {
    b"\x1bJ": lambda data: str(data[2]),
    b"\x1bd": lambda data: str(data[2]),
    b"\x1dV": lambda data: f"after feeding {data[3]}" if len(data) > 3 else "here",
    b"\x1d(H": lambda data: repr(data[7:11].decode("latin-1")),
}


def name_of(token: Token) -> str | None:
    """The command's name, or None when this printer does not know it."""
    head = token.head or token.data
    return NAMES.get(head[:3]) or NAMES.get(head[:2])


def meaning_of(token: Token) -> str:
    """One line for the trace."""
    if token.kind is Kind.TEXT:
        return f"text {token.data[:40].decode('latin-1')!r}"
    if token.kind is Kind.CONTROL:
        name = CONTROLS.get(token.data[0], f"control {token.data[0]:02X}")
        return f"{name} × {token.length}" if token.length > 1 else name
    if token.kind is Kind.RASTER:
        x, y = token.head[4] + 256 * token.head[5], token.head[6] + 256 * token.head[7]
        return f"GS v 0 · image {x * 8} × {y}"
    if token.kind is Kind.TOO_LONG:
        return f"command too long to keep, {token.length} bytes dropped"
    return _command(token)


def _command(token: Token) -> str:
    name = name_of(token)
    if name is None:
        return f"unknown command {token.data[:SHOWN_PARAMETERS].hex(' ').upper()}"
    detail = DETAILS.get(token.data[:3]) or DETAILS.get(token.data[:2])
    if detail:
        return f"{name} {detail(token.data)}"
    parameters = token.data[3 if token.data[:3] in NAMES else 2 :]
    if len(parameters) > SHOWN_PARAMETERS:
        return f"{name} · {token.length} bytes"
    return f"{name} {parameters.hex(' ').upper()}".rstrip()
