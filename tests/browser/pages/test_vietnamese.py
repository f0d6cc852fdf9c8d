"""The keys people press and the words they mean, run in the browser on the page's own module."""

import unicodedata

import pytest
from playwright.sync_api import Page

from tests.unit.web.serve import ServedRooms

pytestmark = pytest.mark.browser

WORDS = """
đăng ký khai sinh kết hôn khai tử chứng thực hộ tịch căn cước cư trú tạm vắng thường giấy tờ lệ phí
hòa hoàn quý giá thuở khuỷu gì gìn giếng giữa giường giỏi quốc quyền quả quở quyết thuế nguyễn ngoằn
ngoèo huơ rượu hươu bưởi chuối chuyện tuyết xoáy loài ngoài thủy tùy xóa hủy khỏe múa của rửa mía
chìa loét toán hoặc xoăn uống ước yếu yêu ỷ oản được người trường nghiệp tiếng việt bảo trợ xã hội
đất đai xây dựng kinh doanh nhà ở bệnh viện hưởng chế độ mẫu giáo phường huyện lý lịch tư pháp Đăng
Hà NỘI ĐẮK
""".split()  # noqa: SIM905
LETTERS = {
    "telex": {"đ": "dd", "â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw"},
    "vni": {"đ": "d9", "â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7"},
}
TONES = {
    "telex": {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"},
    "vni": {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"},
}
TYPE = """async ([all, file]) => {
  const { typed, marked } = await import(file);
  const next = { marks: (text, key) => (/[0-9]/.test(key) ? marked(text, key) : typed(text, key, "plain")) };
  const press = (method) => next[method] ?? ((text, key) => typed(text, key, method));
  return all.map(([keys, method]) => [...keys].reduce(press(method), ""));
}"""


def keys_of(word: str, method: str, *, tone_last: bool) -> str:
    """The keys for `word`: each mark after its letter, the tone there too or at the end of the word."""
    keys, end = "", ""
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tones = TONES[method]
        tone_key = "".join(tones[part] for part in parts if part in tones)
        plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pressed = LETTERS[method].get(plain.lower(), plain.lower())
        keys += pressed.upper() if plain != plain.lower() else pressed
        if tone_last:
            end += tone_key
        else:
            keys += tone_key
    return keys + end


def typed(
    page: Page, robot: ServedRooms, wanted: list[tuple[str, str, str]]
) -> list[tuple[str, str, str, str]]:
    """Of (keys, method, word), those that give another word, with what they give."""
    page.goto(f"{robot.url}/")
    pairs = [[keys, method] for keys, method, _ in wanted]
    given = page.evaluate(TYPE, [pairs, f"{robot.url}/static/js/vietnamese.js"])
    return [
        (keys, method, word, got)
        for (keys, method, word), got in zip(wanted, given, strict=True)
        if unicodedata.normalize("NFC", word) != got
    ]


@pytest.mark.parametrize("method", ["telex", "vni"])
def test_words_are_written_whether_the_tone_is_typed_at_its_vowel_or_at_the_end(
    page: Page, robot: ServedRooms, method: str
) -> None:
    assert len(WORDS) > 100
    wanted = [
        (keys_of(word, method, tone_last=last), method, word) for word in WORDS for last in (False, True)
    ]
    assert typed(page, robot, wanted) == []


@pytest.mark.parametrize(
    ("method", "keys", "word"),
    [
        ("telex", "nguoiwf", "người"),  # one w for both horns
        ("telex", "truongwf", "trường"),
        ("telex", "ddawng kys", "đăng ký"),
        ("telex", "tuana", "tuân"),
        ("telex", "nghiepje", "nghiệp"),
        ("telex", "hoafn", "hoàn"),  # the tone moves on
        ("telex", "ngoafi", "ngoài"),
        ("telex", "thuowng", "thương"),
        ("vni", "nguoi72", "người"),
        ("vni", "duong9 72", "đuong 72"),
        ("vni", "duong972", "đường"),
        ("vni", "can8 cuoc71", "căn cước"),
        ("vni", "Hoang2", "Hoàng"),
        ("vni", "so61 12", "số 12"),
        ("vni", "12", "12"),
        ("marks", "khai tu31", "khai tú"),  # the mark keys ả, á: the last tone counts
        ("marks", "b1da11", "bdá"),  # where no letter can bear it, and pressed again, nothing happens
    ],
)
def test_marks_may_come_late(page: Page, robot: ServedRooms, method: str, keys: str, word: str) -> None:
    assert typed(page, robot, [(keys, method, word)]) == []


def test_the_same_key_again_takes_the_mark_back(page: Page, robot: ServedRooms) -> None:
    wanted = [
        ("ass", "telex", "as"),
        ("aaa", "telex", "aa"),
        ("eee", "telex", "ee"),
        ("ooo", "telex", "oo"),
        ("ddd", "telex", "dd"),
        ("aww", "telex", "aw"),
        ("uww", "telex", "uw"),
        ("bass", "telex", "bas"),
        ("asz", "telex", "a"),
        ("a11", "vni", "a1"),
        ("a66", "vni", "a6"),
        ("d99", "vni", "d9"),
        ("o77", "vni", "o7"),
        ("a10", "vni", "a"),
        ("asf", "telex", "à"),
    ]
    assert typed(page, robot, wanted) == []


def test_other_words_stay_as_they_are_typed(page: Page, robot: ServedRooms) -> None:
    words = ("wifi", "facebook", "web", "zalo", "internet", "email", "online", "VNeID", "fax", "jpg", "b12x")
    assert typed(page, robot, [(word, "telex", word) for word in words]) == []
    assert typed(page, robot, [("birth certificate 2", "plain", "birth certificate 2")]) == []
