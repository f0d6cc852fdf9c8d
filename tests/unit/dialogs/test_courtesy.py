from dialogs.courtesy import Courtesy
from dialogs.languages import language_of
from dialogs.material import Manners

MANNERS = Manners(
    openings=("dạ", "cho em hỏi", "cho em hỏi là", "tôi muốn"),
    closings=("ạ", "với ạ", "được không"),
    fillers=("thì", "kiểu như là"),
    same={"khai sanh": "khai sinh", "cccd": "căn cước công dân", "hông": "không"},
)
COURTESY = Courtesy(MANNERS, language_of("vi"))


def core(text: str) -> str:
    return " ".join(COURTESY.core(COURTESY.words(text)))


def test_other_words_become_the_usual_ones_the_longest_row_first() -> None:
    assert COURTESY.words("Làm khai sanh, CCCD hông?") == [
        "làm",
        "khai",
        "sinh",
        "căn",
        "cước",
        "công",
        "dân",
        "không",
    ]


def test_openings_closings_and_fillers_are_left_out() -> None:
    assert (
        core("dạ cho em hỏi là đăng ký kết hôn thì kiểu như là làm ở đâu với ạ")
        == "đăng ký kết hôn làm ở đâu"
    )


def test_they_are_left_in_where_they_belong_to_the_sentence() -> None:
    assert core("làm được không lâu") == "làm được không lâu"


def test_a_sentence_of_courtesy_alone_stays_and_is_known_as_such() -> None:
    assert core("dạ ạ") == "dạ ạ"
    assert COURTESY.is_all(["dạ", "ạ"])
    assert not COURTESY.is_all(["dạ", "có"])


def test_numbers_are_figures() -> None:
    assert COURTESY.words("con mười bốn tuổi") == ["con", "14", "tuổi"]
