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
SOUND_SAYINGS: Mapping[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "microphone": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("switch", "muted", TROUBLE, "Đã tắt tiếng", "Muted"),
        ("capsule", "broken", TROUBLE, "Đầu thu hỏng", "Capsule is broken"),
        ("at_right_rate", "False", TROUBLE, "Sai tần số", "Wrong rate"),
        ("noisy", "True", NOTE, "Phòng ồn", "Room is noisy"),
    ),
    "loudspeaker": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("power", "off", TROUBLE, "Loa tắt", "Switched off"),
        ("volume", "0.0", TROUBLE, "Âm lượng bằng không", "Volume is zero"),
    ),
}
BUSY_WITH_SOUND = {
    "microphone": ("citizens", "Có người đang nói", "Somebody speaks"),
    "loudspeaker": ("speaking", "Robot đang nói", "The robot speaks"),
}
CARD_SAYINGS: Mapping[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "code_scanner": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("baud_mismatch", "True", NOTE, "Hai bên khác tốc độ", "Speeds differ"),
        ("charset", "1258", NOTE, "Sai bảng mã", "Wrong charset"),
        ("charset", "ascii", NOTE, "Sai bảng mã", "Wrong charset"),
        ("charset", "twice", NOTE, "Sai bảng mã", "Wrong charset"),
    ),
    "camera": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("picture", "stalled", TROUBLE, "Không gửi hình", "Sends no picture"),
        ("picture", "black", TROUBLE, "Hình đen", "Picture is black"),
        ("picture", "frozen", TROUBLE, "Hình đứng", "Picture is frozen"),
        ("lens", "covered", TROUBLE, "Ống kính bị che", "Lens is covered"),
    ),
    "card_reader": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("daemon", "absent", TROUBLE, "Không có pcscd", "No pcscd here"),
        ("daemon", "stopped", TROUBLE, "Dịch vụ không chạy", "Daemon is not running"),
        ("wrong_side", "True", NOTE, "Thẻ để ngược", "Wrong side down"),
    ),
}
BUSY_WITH_CARDS = {
    "code_scanner": ("held", "Có mã ở cửa quét", "A code is held to it"),
    "camera": ("held", "Có vật trước máy", "Something is held to it"),
    "card_reader": ("cards", "Có thẻ", "A card lies on it"),
}
HALL_SAYINGS: Mapping[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "mobile_base": (
        ("power", "off", TROUBLE, "Đế tắt", "Base is off"),
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("emergency_stop", "pressed", TROUBLE, "Dừng khẩn đang bấm", "Emergency stop is pressed"),
        ("lifted", "True", TROUBLE, "Bị nhấc lên", "Lifted off the floor"),
        ("baud_mismatch", "True", NOTE, "Hai bên khác tốc độ", "Speeds differ"),
    ),
    "range_scanner": (
        ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
        ("turns_per_s", "0.0", TROUBLE, "Không quay", "Does not turn"),
        ("healthy", "False", TROUBLE, "Báo lỗi", "Says it is ill"),
        ("window", "dirty", NOTE, "Kính bẩn", "Window is dirty"),
        ("baud_mismatch", "True", NOTE, "Hai bên khác tốc độ", "Speeds differ"),
    ),
}
TREAT_SAYINGS: tuple[tuple[str, str, str, str, str], ...] = (
    ("power", "off", TROUBLE, "Máy mất điện", "No power"),
    ("power", "starting", NOTE, "Máy đang khởi động", "It is starting"),
    ("cable", "out", TROUBLE, "Cáp bị rút", "Cable is out"),
    ("board", "silent", TROUBLE, "Mạch không trả lời", "Board is silent"),
    ("drop_sensor", "covered", TROUBLE, "Mắt rơi bị che", "Drop sensor is covered"),
    ("drop_sensor", "blind", TROUBLE, "Mắt rơi hỏng", "Drop sensor is blind"),
    ("door", "open", TROUBLE, "Cửa đang mở", "Door is open"),
    ("jams", "True", TROUBLE, "Có ngăn bị kẹt", "A slot is jammed"),
    ("ill_motors", "True", TROUBLE, "Có động cơ hỏng", "A motor is faulty"),
    ("gaps", "True", NOTE, "Có ngăn hết hàng", "A slot is empty"),
    ("baud_mismatch", "True", NOTE, "Hai bên khác tốc độ", "Speeds differ"),
)
BUSY_WITH_TREATS = ("waiting", "Có món trong khay", "Items wait in the tray")
FAULTY = ("Đường dây có lỗi", "Wire is faulty")
SPOILT = ("Cảm biến có lỗi", "A sensor is faulty")
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


def sound_words(device: str, state: Mapping[str, object]) -> list[dict[str, str]]:
    """Sentences about the microphone or the loudspeaker, the worst first; never empty."""
    seen = {
        **state,
        "noisy": bool(state.get("room")),
        "at_right_rate": state.get("rate_hz") == state.get("right_rate_hz", state.get("rate_hz")),
    }
    return _words(seen, SOUND_SAYINGS[device], BUSY_WITH_SOUND[device])


def card_words(device: str, state: Mapping[str, object]) -> list[dict[str, str]]:
    """Sentences about a device that citizens show their cards to, the worst first; never empty."""
    return _words(state, CARD_SAYINGS.get(device, ()), BUSY_WITH_CARDS.get(device, ("", *WELL)))


def _words(
    state: Mapping[str, object], table: tuple[tuple[str, str, str, str, str], ...], busy: tuple[str, str, str]
) -> list[dict[str, str]]:
    said = [_saying(level, vi, en) for key, value, level, vi, en in table if str(state.get(key)) == value]
    if state.get("faults"):
        said.append(_saying(NOTE, *FAULTY))
    key, vi, en = busy
    return said or [_saying(GOOD, *((vi, en) if state.get(key) else WELL))]


def treat_words(state: Mapping[str, object]) -> list[dict[str, str]]:
    """Sentences about the dispenser, the worst first; never empty."""
    seen = {
        **state,
        "jams": bool(state.get("jammed")),
        "ill_motors": bool(state.get("motors_faulty")),
        "gaps": bool(state.get("empty")),
        "waiting": state.get("tray"),
    }
    return _words(seen, TREAT_SAYINGS, BUSY_WITH_TREATS)


def hall_words(device: str, state: Mapping[str, object]) -> list[dict[str, str]]:
    """Sentences about the base or the range scanner, the worst first; never empty."""
    said = [
        _saying(level, vi, en)
        for key, value, level, vi, en in HALL_SAYINGS[device]
        if str(state.get(key)) == value
    ]
    spoilt = state.get("sensors") or state.get("sensor") not in (None, ["ok"])
    if state.get("faults") or spoilt:
        said.append(_saying(NOTE, *(SPOILT if spoilt else FAULTY)))
    return said or [_saying(GOOD, *WELL)]


def _saying(level: str, vi: str, en: str) -> dict[str, str]:
    return {"level": level, "vi": vi, "en": en}
