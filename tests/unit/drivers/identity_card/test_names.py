"""Names as they are compared with names, and with what an MRZ leaves of them."""

import pytest

from drivers.identity_card.mangled import is_mangled
from drivers.identity_card.names import fits_mrz, folded, same_text


def test_folding_drops_marks_and_knows_the_letter_that_has_none() -> None:
    assert folded(" Đặng  thị Mỹ Duyên ") == "DANG THI MY DUYEN"


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Nguyễn Văn An", "NGUYỄN VĂN AN", True),
        ("Hoà Bình", "Hòa Bình", True),
        ("Số 1, Hà Nội", "số 1 ,Hà Nội", True),
        ("Nguyễn Văn An", "Nguyễn Vân An", False),
        ("Nguyễn Văn Hoa", "Nguyễn Văn Hoà", False),
        ("Đan", "Dan", False),
    ],
)
def test_marks_count_and_their_place_does_not(one: str, other: str, are_same: bool) -> None:
    assert same_text(one, other) is are_same


@pytest.mark.parametrize(
    ("name", "surname", "given", "fits"),
    [
        ("Đặng Hữu Đức", "DANG", "HUU DUC", True),
        ("H'Hen Niê", "HHEN", "NIE", True),
        ("Tôn-Nữ Thị Ninh", "TON", "NU THI NINH", True),
        ("Đặng Hữu Đức", "DANG", "HUU", False),
        ("Công Tằng Tôn Nữ Thị Hoàng Phương", "CONG", "TANG TON NU THI HOANG PH", True),
        ("Công Tằng Tôn Nữ Thị Hoàng Phương", "CONG", "TANG TON NU THI HOANG VI", False),
        ("", "DANG", "HUU DUC", False),
    ],
)
def test_a_name_fits_its_mrz_and_a_cut_one_only_where_the_line_is_full(
    name: str, surname: str, given: str, fits: bool
) -> None:
    assert fits_mrz(name, surname, given) is fits


@pytest.mark.parametrize(
    "encoding", ["latin-1", "cp1252", "cp1258", "shift_jis", "gbk", "big5", "euc_kr", "koi8-r"]
)
@pytest.mark.parametrize("name", ["Nguyễn", "Đặng", "Hồ", "Ư", "Phượng", "Trần Thị Mỹ", "Lê", "Võ", "Bùi"])
def test_a_wrong_character_set_shows(name: str, encoding: str) -> None:
    assert is_mangled(name.encode().decode(encoding, "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An, XÃ TÂN LẬP",
        "XÃ\u00a0TÂN HÀ\u00a0NỘI",
        "Tổ 5 – Thôn 3 (cũ), số nhà 12/34, Đắk Lắk",
        "Căn hộ “A”, Nº 5, 20°",
        "H’Hen Niê, K'Brôih, Čư M'gar",
    ],
)
def test_genuine_texts_show_nothing(text: str) -> None:
    assert not is_mangled(text)
