"""What belongs to a person is never said, however it is written."""

import unicodedata
from collections.abc import Callable
from itertools import product

import pytest

FIGURES = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
GROUPED = (
    "001203004567",
    "001 203 004 567",
    "001.203.004.567",
    "001-203-004-567",
    "0012 0300 4567",
    "001203 004567",
    "012345678",
    "012 345 678",
    "012.345.678",
    "123456789",
    "123 456 789",
    "1234567890123",
    "4111 1111 1111 1111",
    "001203****67",
    "B1234567",
    "HN4010123456789",
    "GD 4 79 1234567890",
)
AROUND = (
    "{}",
    "CCCD {}",
    "Số CCCD: {}",
    "số định danh cá nhân là {}.",
    "Căn cước công dân số {}, cấp ngày 12/05/2021",
    "Ông Nam ({}) đã nộp",
    "CMND của tôi: {}",
    "Hộ chiếu {}",
    "tài khoản ngân hàng {}",
    "Identity card {}",
    "ID number: {}",
    "my passport is {}",
)


def figures_in(words: str, language: str) -> list[str]:
    return [word for word in words.lower().replace(",", "").split() if word in FIGURES[language]]


@pytest.mark.parametrize("language", FIGURES)
@pytest.mark.parametrize("number", GROUPED)
def test_no_number_of_a_person_is_said(number: str, language: str, said: Callable[..., str]) -> None:
    wide = number.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    split = "\u200b".join(number)
    for written, around in product((number, wide, split), AROUND):
        words = said(around.format(written), language)
        words = words.replace("ngày mười hai tháng năm năm hai nghìn không trăm hai mươi mốt", "")
        assert figures_in(words, language) == [], around.format(written)
        assert {"vi": "trên màn hình", "en": "on the screen"}[language] in words


DAYS = ("05/09/1990", "5-9-1990", "5.9.1990", "1990-09-05", "5 tháng 9 năm 1990")
BIRTHS = (
    "Ngày sinh: {}",
    "ngày sinh {}",
    "Ngày, tháng, năm sinh: {}",
    "sinh ngày {}",
    "Ông Nam, sinh {}, thường trú",
    "(sinh ngày {})",
    "ngày sinh của tôi là {}",
    "Ngày sinh của cháu: {}",
    "Date of birth: {}",
    "born on {}",
    "DOB {}",
)


@pytest.mark.parametrize("birth", BIRTHS)
def test_no_day_of_birth_is_said(birth: str, said: Callable[..., str]) -> None:
    for day in (*DAYS, "5 September 1990", "September 5, 1990"):
        text = unicodedata.normalize("NFD", birth.format(day))
        assert "ngày trên màn hình" in said(text) or "ngày trên màn hình" in said(text), text
        assert "the day on the screen" in said(text, "en"), text
        assert "chín" not in said(text) and "ninety" not in said(text, "en")


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("0912 345 678", True),
        ("Hotline 0912 345 678", True),
        ("Gọi 0912345678 để được hướng dẫn", True),
        ("Liên hệ: +84 912 345 678", True),
        ("Zalo 0912.345.678", True),
        ("Gọi 024 3825 1234", True),
        ("Văn phòng: 024 3825 1234", True),
        ("Hỗ trợ định danh cá nhân: 0243 456 789", True),
        ("Người nộp hồ sơ gọi 0243 456 789", True),
        ("Call your ward office at 024 3825 1234", True),
        ("Mã số thuế: 0201 234 567", False),
        ("Anh Nam, 0912 345 678", False),
        ("Đã gửi tin nhắn tới 0912345678", False),
        ("Số điện thoại của Ông/Bà: 0912 345 678", False),
        ("SĐT của tôi 0912345678", False),
        ("điện thoại 0912345678 (chính chủ)", False),
        ("Số nhà riêng của bà là 024 3825 1234", False),
        ("My phone number is +84 912 345 678", False),
    ],
)
def test_numbers_to_call_are_said_and_numbers_of_people_are_not(
    text: str, is_said: bool, said: Callable[..., str]
) -> None:
    words = said(text)
    assert ("số trên màn hình" not in words) == is_said
    assert (len(figures_in(words, "vi")) >= 9) == is_said


@pytest.mark.parametrize(
    "text",
    [
        "Lệ phí 123.456.789 đồng",
        "123456789 đồng",
        "100 000 000 đồng",
        "100.000.000",
        "123.456.789.012",
        "100 000 000",
        "Đăng ký khai sinh ngày 12/05/2025",
        "Khai sinh quá hạn 60 ngày",
        "Lệ phí cấp CCCD 50.000 - 70.000 đồng",
        "CCCD có giá trị đến 12/05/2035",
        "Tuyển sinh từ 01/06/2026 đến 30/06/2026",
        "học sinh sinh năm 2014",
    ],
)
def test_what_is_of_nobody_is_said(text: str, said: Callable[..., str]) -> None:
    assert "màn hình" not in said(text)


@pytest.mark.parametrize(
    "address", ["an.nguyen@example.com", "www.example.vn/a?b=1", "https://x.vn/0912345678"]
)
def test_addresses_are_named_and_not_spelled(address: str, said: Callable[..., str]) -> None:
    assert said(f"Gửi tới {address}.") == "Gửi tới địa chỉ trên màn hình."
    assert said(f"địa chỉ {address}, hoặc tại quầy") == "địa chỉ trên màn hình, hoặc tại quầy"
