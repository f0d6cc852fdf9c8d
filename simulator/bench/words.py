"""The state in plain words, both languages: what is wrong with the machine, and who would put it right."""

from collections.abc import Mapping

GOOD, NOTE, TROUBLE = "good", "note", "trouble"

SAYINGS: tuple[tuple[str, str, str, str, str], ...] = (
    ("power", "off", TROUBLE, "Máy in tắt", "Printer is off"),
    ("power", "starting", NOTE, "Máy in đang khởi động", "Printer is starting"),
    ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
    ("cover", "open", TROUBLE, "Nắp đang mở", "Cover is open"),
    ("roll", "absent", TROUBLE, "Không có cuộn giấy", "No roll in it"),
    ("paper", "out", TROUBLE, "Hết giấy", "Paper has run out"),
    ("paper", "low", NOTE, "Giấy sắp hết", "Paper nearly used up"),
    ("cutter", "jammed", TROUBLE, "Dao cắt bị kẹt", "Cutter is jammed"),
    ("head", "hot", TROUBLE, "Đầu in quá nóng", "Print head too hot"),
    (
        "baud_mismatch",
        "True",
        NOTE,
        "Hai bên khác tốc độ",
        "Speeds differ",
    ),
)
FAULTY = ("Đường dây có lỗi", "Wire is faulty")
WELL = ("Mọi thứ đều tốt", "All is well")
PRINTING = ("Đang in", "Printing")


def plain_words(state: Mapping[str, object]) -> list[dict[str, str]]:
    """Sentences about `state`, the worst first; never empty."""
    said = [_saying(level, vi, en) for key, value, level, vi, en in SAYINGS if str(state.get(key)) == value]
    if state.get("roll") == "absent":
        said = [saying for saying in said if saying["en"] != "Paper has run out"]
    if state.get("faults"):
        said.append(_saying(NOTE, *FAULTY))
    said.sort(key=lambda saying: saying["level"] != TROUBLE)
    return said or [_saying(GOOD, *(PRINTING if state.get("printing") else WELL))]


def _saying(level: str, vi: str, en: str) -> dict[str, str]:
    return {"level": level, "vi": vi, "en": en}
