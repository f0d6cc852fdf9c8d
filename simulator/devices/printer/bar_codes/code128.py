"""CODE128 (ISO/IEC 15417), code sets A, B and C chosen with `{A`, `{B`, `{C` as GS k wants; no shift."""

import re

WIDTHS = (
    *("212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213"),
    *("221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132"),
    *("221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211"),
    *("212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313"),
    *("231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331"),
    *("231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111"),
    *("314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214"),
    *("112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111"),
    *("111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141"),
    *("214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141"),
    *("114131", "311141", "411131", "211412", "211214", "211232"),
)
STOP = "2331112"
STARTS = {b"{A": 103, b"{B": 104, b"{C": 105}
SWITCHES = {b"{A": 101, b"{B": 100, b"{C": 99}
FUNCTIONS = {b"{1": 102, b"{2": 97, b"{3": 96}
PIECE = re.compile(rb"\{.|.", re.DOTALL)


def code128(data: bytes) -> str | None:
    """None when the data do not begin with a code set, or hold what is not in it."""
    values: list[int] = []
    code_set = b""
    for piece in PIECE.findall(data):
        if piece in STARTS:
            values.append(SWITCHES[piece] if values else STARTS[piece])
            code_set = piece
        elif (value := _value(piece, code_set)) is not None:
            values.append(value)
        else:
            return None
    return _elements(values) if len(values) > 1 else None


def code128_words(data: bytes) -> str:
    """What people read: pairs of digits of code set C, characters of the others."""
    words, code_set = "", b""
    for piece in PIECE.findall(data):
        if piece in STARTS:
            code_set = piece
        elif piece not in FUNCTIONS:
            words += f"{piece[-1]:02d}" if code_set == b"{C" else chr(piece[-1])
    return words


def _elements(values: list[int]) -> str:
    check = (values[0] + sum(i * value for i, value in enumerate(values))) % 103
    return "".join(WIDTHS[value] for value in (*values, check)) + STOP


def _value(piece: bytes, code_set: bytes) -> int | None:
    if not code_set or piece in FUNCTIONS:
        return FUNCTIONS.get(piece) if code_set else None
    if len(piece) > 1 and piece != b"{{":
        return None
    code = piece[-1]
    if code_set == b"{C":
        return code if code < 100 else None
    if code_set == b"{A" and code < 0x20:
        return code + 64
    return code - 32 if 0x20 <= code < (0x60 if code_set == b"{A" else 0x80) else None
