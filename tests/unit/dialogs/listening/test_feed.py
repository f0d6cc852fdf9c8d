from dialogs.listening.feed import PIECE_BYTES, Feed

SECOND = 32_000


def drain(feed: Feed) -> bytes:
    """All of it, as a child that is quick takes it."""
    out = b""
    while (piece := feed.next()) is not None:
        out += piece
        feed.taken(len(piece))
    return out


def numbered(seconds: float) -> bytes:
    count = int(seconds * 16_000)
    return b"".join((number % 65_536).to_bytes(2, "little") for number in range(count))


def test_all_comes_out_as_it_went_in() -> None:
    feed, sound = Feed(), numbered(30)
    for start in range(0, len(sound), 7777):
        feed.add(sound[start : start + 7777])
    assert drain(feed) == sound
    assert feed.is_empty and feed.dropped_bytes == 0


def test_pieces_are_small_and_whole_samples() -> None:
    feed = Feed()
    feed.add(numbered(1) + b"\x07")
    assert {len(piece) % 2 for piece in iter(feed.next, None)} == {0}
    feed.add(b"\x08")
    feed.taken(SECOND)
    assert feed.next() == b"\x07\x08"
    assert PIECE_BYTES <= SECOND // 4


def test_nothing_is_no_sound() -> None:
    feed = Feed()
    feed.add(b"")
    feed.add(b"\x01")
    assert feed.next() is None and feed.is_empty


def test_only_so_much_is_under_way() -> None:
    feed = Feed(under_way_s=1.0)
    feed.add(numbered(5))
    given = list(iter(feed.next, None))
    assert SECOND <= sum(map(len, given)) < SECOND + PIECE_BYTES
    feed.taken(len(given[0]))
    assert feed.next() is not None


def test_of_too_much_the_oldest_is_dropped_and_counted() -> None:
    feed, sound = Feed(), numbered(40)
    for start in range(0, len(sound), SECOND):
        feed.add(sound[start : start + SECOND])
    assert feed.dropped_bytes == 10 * SECOND
    assert drain(feed) == sound[10 * SECOND :]


def test_of_ten_minutes_at_once_the_last_half_minute_is_kept() -> None:
    feed, sound = Feed(), bytes(599 * SECOND) + numbered(1)
    feed.add(sound)
    assert feed.dropped_bytes == 570 * SECOND
    kept = drain(feed)
    assert len(kept) == 30 * SECOND and kept.endswith(numbered(1))


def test_another_child_hears_what_the_first_one_had() -> None:
    feed, sound = Feed(), numbered(3)
    feed.add(sound)
    first, second = feed.next(), feed.next()
    feed.taken(len(first or b""))
    feed.begin_again()
    assert drain(feed) == sound
    assert second in sound


def test_a_third_child_hears_only_what_is_new() -> None:
    feed = Feed()
    feed.add(numbered(1))
    drain(feed)
    feed.begin_again()
    assert drain(feed) == numbered(1)
    feed.begin_again()
    feed.add(b"\x01\x02")
    assert drain(feed) == b"\x01\x02"


def test_what_is_kept_for_another_child_is_bounded() -> None:
    feed = Feed()
    for _ in range(120):
        feed.add(numbered(1))
        drain(feed)
    feed.begin_again()
    assert 29 * SECOND <= len(drain(feed)) <= 30 * SECOND
    assert feed.dropped_bytes == 0
