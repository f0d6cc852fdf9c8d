from dialogs.index.coverage import Coverage

PHRASES = [("dang", "ky", "khai", "sinh"), ("so", "goc", "chay"), ("khai", "sinh", "mat")]
COVERAGE = Coverage(
    PHRASES,
    [("dang", "ky", "khai", "sinh"), (), ("khai", "sinh", "mat")],
    [0, 0, 1],
    lambda words: float(len(set(words))),
)


def row(words: str) -> list[str]:
    return words.split()


def test_foreign_counts_words_that_others_use_and_the_target_does_not() -> None:
    words = row("khai sinh mat so tinh")
    assert COVERAGE.foreign(words, 0, [0, 1]) == 1
    assert COVERAGE.foreign(words, 1, [0, 1]) == 1
    assert COVERAGE.foreign(words, 1, [1]) == 0
    assert COVERAGE.foreign(words, 7, [0, 1]) == 4


def test_whole_wordings_stand_in_their_order_and_others_may_stand_between() -> None:
    assert COVERAGE.whole(row("dang ky viec khai sinh"), range(3)) == {0: 0.8}
    assert COVERAGE.whole(row("khai sinh mat"), range(3)) == {1: 1.0}
    assert COVERAGE.whole(row("sinh khai mat"), range(3)) == {}
