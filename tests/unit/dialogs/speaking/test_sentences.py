"""Where a text is cut into pieces, and where it is not."""

from random import Random

import pytest

from dialogs.speaking.sentences import LONGEST, SENTENCE_PAUSE_S, Piece, sentences

SPLIT = [
    ("Xin chào Ông/Bà. Xin mời lấy số.", ["Xin chào Ông/Bà.", "Xin mời lấy số."]),
    ("Cần gì? Giấy tờ! Xong.", ["Cần gì?", "Giấy tờ!", "Xong."]),
    (
        "Mời đến P. 3, Q. 1 TP. Hồ Chí Minh. Xin cảm ơn.",
        ["Mời đến P. 3, Q. 1 TP. Hồ Chí Minh.", "Xin cảm ơn."],
    ),
    ("Gặp ThS. Lan hoặc BS. Hùng.", ["Gặp ThS. Lan hoặc BS. Hùng."]),
    ("Lệ phí 8.000 đồng, 1.5 trang. Hết.", ["Lệ phí 8.000 đồng, 1.5 trang.", "Hết."]),
    ("1. Tờ khai. 2. Căn cước.", ["1. Tờ khai.", "2. Căn cước."]),
    ("Sinh năm 2025. Hạn nộp 60 ngày.", ["Sinh năm 2025.", "Hạn nộp 60 ngày."]),
    ("Chờ một chút... rồi đến quầy.", ["Chờ một chút... rồi đến quầy."]),
    ("Chờ một chút… Xin mời.", ["Chờ một chút…", "Xin mời."]),
    ("Ông nói: “Xin chào.” Bà đáp lại.", ["Ông nói: “Xin chào.”", "Bà đáp lại."]),
    ("Giấy tờ, bút, v.v. được để ở quầy. Hết.", ["Giấy tờ, bút, v.v. được để ở quầy.", "Hết."]),
    ("Giấy tờ, bút, v.v. Xin mời.", ["Giấy tờ, bút, v.v.", "Xin mời."]),
    ("Ông V. A. đã đến. Số A. Xin mời.", ["Ông V. A. đã đến.", "Số A.", "Xin mời."]),
    ("xin chào. xin mời đến quầy số ba.", ["xin chào.", "xin mời đến quầy số ba."]),
    ("xin chờ... xin mời.", ["xin chờ...", "xin mời."]),
    ("mời đến p. 3. xin cảm ơn.", ["mời đến p. 3.", "xin cảm ơn."]),
    ("Dòng một\nDòng hai\n\nDòng ba", ["Dòng một", "Dòng hai", "Dòng ba"]),
    ("Dòng một.\nDòng hai", ["Dòng một.", "Dòng hai"]),
    ("Please see Dr. Smith at No. 3. Thank you!", ["Please see Dr. Smith at No. 3.", "Thank you!"]),
    ("Bring a form, e.g. a birth form. Done.", ["Bring a form, e.g. a birth form.", "Done."]),
    ("Thật sao?! Vâng.", ["Thật sao?!", "Vâng."]),
    ("dichvucong.gov.vn là trang web. Xin mời.", ["dichvucong.gov.vn là trang web.", "Xin mời."]),
    ("  Thừa   khoảng trắng .  Hết ", ["Thừa khoảng trắng .", "Hết"]),
]


@pytest.mark.parametrize(("text", "pieces"), SPLIT)
def test_where_sentences_end(text: str, pieces: list[str]) -> None:
    assert [piece.words for piece in sentences(text)] == pieces
    assert {piece.pause_s for piece in sentences(text)} == {SENTENCE_PAUSE_S}


@pytest.mark.parametrize("text", ["", "   ", "...", "“”", "— . ? !", "\n\n"])
def test_what_cannot_be_heard_is_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_a_long_sentence_is_cut_after_its_last_comma() -> None:
    listed = "giấy chứng sinh, căn cước công dân của cha và mẹ, giấy đăng ký kết hôn; " * 3
    pieces = sentences(listed.strip() + " xong.")
    assert len(pieces) == 2
    assert pieces[0].words.endswith((",", ";"))
    assert pieces[0].pause_s < SENTENCE_PAUSE_S == pieces[1].pause_s
    assert 150 < len(pieces[0].words) <= LONGEST


def test_a_decimal_comma_is_no_place_to_cut() -> None:
    pieces = sentences("một hai " * 23 + "12,5 " + "ba bốn " * 10)
    assert len(pieces) == 2
    assert any("12,5" in piece.words for piece in pieces)


def test_words_without_marks_are_cut_at_a_blank_and_without_blanks_anywhere() -> None:
    blank, *_ = sentences("thủ tục " * 60)
    assert blank == Piece(("thủ tục " * 25).strip(), 0.0)
    assert [len(piece.words) for piece in sentences("a" * 450)] == [LONGEST, LONGEST, 50]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_or_too_long_whatever_the_text(seed: int) -> None:
    chance = Random(seed)
    letters = 'ab ếP3. .,;:?!…\n\t"“”()1 TP. v.v. ... 2.5'
    for _ in range(50):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(600)))
        pieces = sentences(text)
        assert all(0 < len(piece.words) <= LONGEST and piece.words == piece.words.strip() for piece in pieces)
        assert _heard("".join(piece.words for piece in pieces)) == _heard(text)


def _heard(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
