from kiosk.announcing.calls import STALE_S, Call
from kiosk.announcing.recent import KEPT, Announcement, Recent, Withdrawal
from tests.unit.announcing.hall import NOW


class Clock:
    s = 100.0

    def __call__(self) -> float:
        return self.s


def call(number: str) -> Call:
    return Call(number, "3", 1, NOW)


def test_news_come_in_their_order_after_what_is_known() -> None:
    recent = Recent(Clock(), first=1000)
    for number in ("A001", "A002"):
        recent.add(call(number), number.encode(), 100)
    recent.withdraw("A001")
    assert [(type(news), news.order) for news in recent.after(0)] == [
        (Announcement, 1002),
        (Withdrawal, 1003),
    ]
    assert [news.order for news in recent.after(1002)] == [1003] and recent.after(1003) == []
    assert recent.latest == 1003


def test_an_id_cannot_be_guessed_and_says_nothing_of_the_call() -> None:
    recent = Recent(Clock(), first=0)
    for _ in range(20):
        recent.add(call("A001"), b"", 100)
    ids = {news.id for news in recent.after(0)}
    assert len(ids) == 20 and all(len(name) >= 16 and "A001" not in name for name in ids)


def test_a_sound_is_there_until_its_call_is_stale_however_long_it_took_to_make() -> None:
    clock = Clock()
    recent = Recent(clock, first=0)
    recent.add(call("A001"), b"wav", called_s=clock.s - 2)
    (news,) = recent.after(0)
    clock.s += STALE_S - 2.1
    assert recent.wav(news.id) == b"wav" and recent.wav("another") is None
    clock.s += 0.2
    assert recent.wav(news.id) is None and recent.after(0) == []


def test_a_withdrawal_is_told_for_as_long_as_its_sound_may_wait_in_a_board() -> None:
    clock = Clock()
    recent = Recent(clock, first=0)
    recent.add(call("A001"), b"", clock.s)
    clock.s += STALE_S - 1
    recent.withdraw("A001")
    clock.s += STALE_S - 1
    assert [type(news) for news in recent.after(0)] == [Withdrawal]


def test_what_is_kept_is_bounded() -> None:
    recent = Recent(Clock(), first=0)
    for n in range(KEPT + 3):
        recent.add(call(f"A{n:03}"), b"", 100)
    assert [news.order for news in recent.after(0)] == list(range(4, KEPT + 4))
