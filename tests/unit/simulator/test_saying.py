"""What may be said, and how: checked once for YAML, for HTTP and for the command line."""

import pytest

from simulator.speech.saying import BadSaying, Saying, espeak_voice, saying_of


def test_only_the_text_is_needed():
    assert saying_of({"text": "  xin \n chào "}) == Saying("xin chào")


def test_numbers_and_answers_may_be_written_as_text():
    written = {"text": "a", "speed": "120", "snr_db": "15", "pitch": 40, "meanwhile": "yes", "seed": "7"}
    said = saying_of(written)
    assert (said.speed, said.snr_db, said.pitch, said.meanwhile, said.seed) == (120, 15.0, 40, True, 7)
    assert type(said.speed) is int


@pytest.mark.parametrize(
    ("written", "seconds"), [("yes", 2.0), (True, 2.0), ("no", 0.0), (False, 0.0), ("1.5", 1.5), (0.7, 0.7)]
)
def test_quiet_is_waited_for_as_long_as_it_says(written, seconds):
    assert saying_of({"text": "a", "wait_for_quiet": written}).wait_for_quiet == seconds


@pytest.mark.parametrize(
    ("voice", "name"),
    [
        ("vi", "vi"),
        ("vi-north+m3", "vi+m3"),
        ("vi-central", "vi-vn-x-central"),
        ("vi-south+f2", "vi-vn-x-south+f2"),
        ("en+f5", "en+f5"),
    ],
)
def test_voices_have_espeaks_names(voice, name):
    assert espeak_voice(saying_of({"text": "a", "voice": voice}).voice) == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("text", ""), ("text", " "), ("text", 7), ("text", "x" * 501)),
        *(("voice", "de"), ("voice", "vi+m9"), ("voice", "vi+"), ("voice", "vi+../x"), ("voice", 1)),
        *(("speed", 79), ("speed", "fast"), ("speed", True), ("speed", "nan"), ("pitch", 100)),
        *(("level_db", 1), ("snr_db", "inf"), ("seed", -1), ("seed", 1e300)),
        *(("noise", "rain"), ("meanwhile", "perhaps"), ("meanwhile", 1), ("wait_for_quiet", 61)),
        *(("wait_for_quiet", "soon"), ("loud", 1)),
    ],
)
def test_what_is_wrong_is_named(field, value):
    with pytest.raises(BadSaying) as caught:
        saying_of({"text": "a", field: value})
    assert caught.value.key == field and field in str(caught.value)


def test_a_saying_without_text_is_none():
    with pytest.raises(BadSaying, match="text is missing"):
        saying_of({"voice": "vi"})
