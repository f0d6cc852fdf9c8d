"""What is kept is bounded, the oldest use goes first."""

from random import Random

from dialogs.interfaces import Speech
from dialogs.speaking.cache import ENTRY_BYTES, SpeechCache


def sound(size: int) -> Speech:
    return Speech(22050, bytes(size - ENTRY_BYTES))


def test_what_was_used_last_stays() -> None:
    cache = SpeechCache(3000)
    for key in "abc":
        cache.keep(key, sound(1000))
    assert cache.find("a") == sound(1000)
    cache.keep("d", sound(1000))
    assert [key for key in "abcd" if cache.find(key)] == ["a", "c", "d"]
    assert (cache.hits, cache.misses, len(cache), cache.bytes) == (4, 1, 3, 3000)


def test_one_larger_than_all_the_room_is_not_kept_and_drives_nothing_out() -> None:
    cache = SpeechCache(3000)
    cache.keep("a", sound(1000))
    cache.keep("b", sound(3001))
    assert (cache.find("b"), cache.find("a")) == (None, sound(1000))


def test_keeping_again_replaces() -> None:
    cache = SpeechCache(3000)
    cache.keep("a", sound(2000))
    cache.keep("a", sound(2500))
    assert (len(cache), cache.bytes, cache.find("a")) == (1, 2500, sound(2500))


def test_everything_is_forgotten() -> None:
    cache = SpeechCache(3000)
    cache.keep("a", sound(1000))
    cache.forget()
    assert (cache.find("a"), cache.bytes, len(cache)) == (None, 0, 0)


def test_the_bound_holds_whatever_comes() -> None:
    chance, cache = Random(4), SpeechCache(20_000)
    for _ in range(5000):
        cache.keep(chance.randrange(60), sound(chance.randrange(ENTRY_BYTES, 9000)))
        cache.find(chance.randrange(60))
        assert cache.bytes <= 20_000
    assert cache.bytes > 10_000
