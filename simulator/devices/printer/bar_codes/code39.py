"""CODE39 (ISO/IEC 16388): the bars name the column, the wide space names the row."""

from collections.abc import Mapping

BARS = ("wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn", "nnwwn")
ROWS = {"nwnn": "1234567890", "nnwn": "ABCDEFGHIJ", "nnnw": "KLMNOPQRST", "wnnn": "UVWXYZ-. *"}
SPACES_ONLY = {"$": "wwwn", "/": "wwnw", "+": "wnww", "%": "nwww"}
GAP = "n"


def interleaved(bars: str, spaces: str) -> str:
    """Bars and spaces in turn, beginning and ending with a bar when there is one more of them."""
    pairs = zip(bars, spaces.ljust(len(bars)), strict=True)
    return "".join(bar + space for bar, space in pairs).rstrip()


def _table() -> Mapping[str, str]:
    table = {character: interleaved("nnnnn", spaces) for character, spaces in SPACES_ONLY.items()}
    for spaces, characters in ROWS.items():
        table |= {
            character: interleaved(bars, spaces) for character, bars in zip(characters, BARS, strict=True)
        }
    return table


TABLE = _table()


def code39(data: bytes) -> str | None:
    """Start and stop are added; None when a character is not in the code."""
    text = f"*{data.decode('latin-1').strip('*')}*"
    if text == "**" or any(character not in TABLE for character in text):
        return None
    return GAP.join(TABLE[character] for character in text)
