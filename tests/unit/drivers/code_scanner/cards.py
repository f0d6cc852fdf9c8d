"""Texts of invented cards: their numbers begin with codes that were never given to a province."""

import random

CARD_2021 = "099304005678||Trần Thị Ngọc Ánh|15081904|Nữ|Ấp Mẫu, Xã Đồng Thử, Huyện Giả Định|01072021"
CARD_2024 = "003201000123|012345678|Đặng Hữu Vượng|02031901|Nam|Số 5 Phố Ví Dụ, Phường Ảo|05082024||||"

# fmt: off
_NAMES = (
    "Nguyễn", "Trần", "Đặng", "Vũ", "Phạm", "Hoàng", "Ngô", "Đỗ", "Văn", "Thị", "Hữu", "Ngọc", "Ánh", "Dũng",
    "Đức", "Thuỷ", "Quỳnh", "Ỷ", "Lan",
)
_PLACES = (
    "Ấp", "Mẫu", "Xã", "Đồng", "Thử", "Huyện", "Giả", "Định", "Phường", "Số", "Phố", "Thôn", "Bản", "Đường",
    "Tổ", "Khu", "Ô", "Ở", "Ẩn",
)
# fmt: on


def some_card(chance: random.Random) -> str:
    """A card of either layout."""
    number = chance.choice(("003", "005", "099")) + f"{chance.randrange(10**9):09}"
    old = chance.choice(("", f"{chance.randrange(10**9):09}"))
    name = " ".join(chance.choices(_NAMES, k=chance.randint(2, 5)))
    place = ", ".join(" ".join(chance.choices(_PLACES, k=3)) for _ in range(chance.randint(1, 3)))
    fields = [number, old, name, "01021903", chance.choice(("Nam", "Nữ")), place, "03042022"]
    return "|".join(fields + chance.choice(([], ["", "", "", ""])))
