"""What a person can do to a dispenser, and how its board can be made to behave badly."""

from simulator.devices.interfaces import Act, Parameter

SLOT = Parameter("slot", 1, 1, 1000, "")
ITEMS = Parameter("items", 0, 0, 250, "")
TAKEN = Parameter("items", 1, 1, 250, "")
MORE = Parameter("items", 2, 1, 5, "")
LATE, MOTOR = Parameter("seconds", 3, 0.1, 600, "s"), Parameter("seconds", 2.5, 0.1, 60, "s")
OUTAGE = Parameter("seconds", 3, 0, 3600, "s")
SHARE = Parameter("share", 0.9, 0.01, 0.99, "")
COUNT = Parameter("count", 1, 1, 100, "")
REPORTS = Parameter("reports", 3, 1, 6, "")


def _act(name: str, part: str, vi: str, en: str, *parameters: Parameter, key: str = "") -> Act:
    return Act(name, part, {"vi": vi, "en": en}, parameters, key)


OF_THE_MACHINE = (
    _act("take_item", "tray", "Lấy món", "Take item", TAKEN, key="t"),
    _act("take_all", "tray", "Lấy hết", "Take all", key="a"),
    _act("open_door", "door", "Mở cửa", "Open door", key="o"),
    _act("close_door", "door", "Đóng cửa", "Close door", key="c"),
    _act("fill_slot", "slot", "Nạp ngăn (0: đầy)", "Fill slot (0: full)", SLOT, ITEMS, key="f"),
    _act("empty_slot", "slot", "Lấy hết khỏi ngăn", "Empty slot", SLOT),
    _act("jam_slot", "slot", "Làm kẹt ngăn", "Jam slot", SLOT, key="j"),
    _act("unjam_slot", "slot", "Gỡ kẹt ngăn", "Unjam slot", SLOT, key="e"),
    _act("fall_late", "slot", "Món sau rơi muộn", "Next falls late", SLOT, LATE),
    _act("stall_motor", "motor", "Giữ chặt động cơ", "Hold motor", SLOT),
    _act("remove_motor", "motor", "Rút động cơ", "Unplug motor", SLOT),
    _act("run_on", "motor", "Lần sau quay quá", "Next runs on", SLOT, MORE),
    _act("mend_motor", "motor", "Động cơ tốt", "Motor well", SLOT),
    _act("motor_time", "motor", "Thời gian quay", "Turning time", SLOT, MOTOR),
    _act("cover_sensor", "sensor", "Che mắt rơi", "Cover drop sensor", key="b"),
    _act("blind_sensor", "sensor", "Mắt rơi hỏng", "Blind drop sensor"),
    _act("clear_sensor", "sensor", "Lau mắt rơi", "Clear drop sensor", key="s"),
    _act("cut_power", "power", "Mất điện (0: lâu dài)", "Cut power (0: for good)", OUTAGE, key="x"),
    _act("cut_in_drive", "power", "Mất điện lúc quay", "Cut power in next turn", SHARE),
    _act("power_on", "power", "Có điện lại", "Power on", key="l"),
    _act("stop_talking", "board", "Mạch im lặng", "Board falls silent"),
    _act("talk_again", "board", "Mạch trả lời lại", "Board talks again"),
    _act("lose_answers", "board", "Mất câu trả lời", "Lose answers", COUNT),
)
OF_THE_CONTROLLER = (
    _act("repeat_reports", "board", "Báo lặp lại", "Tell results often", REPORTS),
    _act("hold_pack", "numbers", "Số gói đứng yên", "PackNO stands still"),
    _act("count_pack", "numbers", "Số gói tăng", "PackNO counts"),
    _act("notice_repeats", "numbers", "Bỏ lệnh lặp", "Ignore repeated commands"),
    _act("obey_repeats", "numbers", "Làm lệnh lặp", "Obey repeated commands"),
    _act("big_endian", "numbers", "Byte lớn trước", "Big-endian"),
    _act("little_endian", "numbers", "Byte nhỏ trước", "Little-endian"),
    _act("short_reports", "numbers", "Báo 4 byte", "4-byte results"),
    _act("long_reports", "numbers", "Báo 5 byte", "5-byte results"),
    _act("press_loaded", "menu", "Bấm đã nạp đầy", "Press fully loaded"),
    _act("recount", "menu", "Sửa số đếm", "Set count", SLOT, ITEMS),
)
