"""The score counts right; it is tried on an understanding that knows every sentence."""

import pytest

from dialogs.understood import Candidate, Understood
from tests.understanding import score
from tests.understanding.judging import Judged, figures
from tests.understanding.sentences import KINDS, LANGUAGES, NAMES, Sentence, load

BOTH = [(name, language) for name in NAMES for language in LANGUAGES]


def answer(sentence: Sentence, got: Understood) -> Judged:
    return Judged(sentence, sentence.text, got, 1.0)


BIRTH = Sentence("x", "…", procedure="a")
NEAR = Sentence("x", "…", clarify=("a", "b", "c"))
AB = (Candidate("a", 0.5), Candidate("b", 0.4))


def test_a_question_about_a_clear_sentence_is_needless_and_yet_among_three() -> None:
    found = figures(
        [answer(BIRTH, Understood("procedure", "a")), answer(BIRTH, Understood("clarify", candidates=AB))]
    )
    assert (found["first"], found["three"], found["asked"], found["wrong_refusals"]) == (50, 100, 50, 0)


def test_a_fourth_candidate_is_not_among_three() -> None:
    late = (*(Candidate(other, 0.5) for other in "bcd"), Candidate("a", 0.1))
    found = figures([answer(BIRTH, Understood("no_match", candidates=late))])
    assert (found["first"], found["three"], found["asked"], found["wrong_refusals"]) == (0, 0, 0, 100)


def test_a_near_sentence_wants_all_its_procedures_asked_between() -> None:
    found = figures(
        [answer(NEAR, Understood("clarify", candidates=AB)), answer(NEAR, Understood("procedure", "a"))]
    )
    assert (found["clarify"], found["clarify_two"], found["wrong"]) == (0, 50, 2)


def test_out_of_scope_is_refused_or_handed_to_staff() -> None:
    want = Sentence("x", "…", no_match=True)
    kinds = (
        Understood("no_match"),
        Understood("command", "call_staff"),
        Understood("clarify"),
        Understood("topic"),
    )
    assert figures([answer(want, got) for got in kinds])["refused"] == 50


def test_a_topic_is_right_only_with_its_procedure() -> None:
    want = Sentence("x", "…", procedure="a", topic="fee", about="a")
    assert answer(want, Understood("procedure", "a", "fee")).right
    assert not answer(want, Understood("procedure", "a", "documents")).right
    assert not answer(want, Understood("procedure", "b", "fee")).right
    assert not answer(want, Understood("topic", topic="fee")).right


class Knowing:
    """Understands every sentence as it is meant, as long as nothing distorts it."""

    def __init__(self, name: str, language: str) -> None:
        self.known = {one.text: one for kind in load(name, language).values() for one in kind}

    def understand(
        self, text: str, *, subject: str | None = None, expecting: frozenset[str] = frozenset()
    ) -> Understood:
        one = self.known.get(text)
        if one is None or one.no_match or one.about != subject or one.expecting != expecting:
            return Understood("no_match")
        if one.clarify:
            return Understood("clarify", candidates=tuple(Candidate(which, 0.5) for which in one.clarify))
        return (
            Understood("command", one.command)
            if one.command
            else Understood("procedure", one.procedure, one.topic)
        )


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_who_knows_the_sentences_gets_full_marks_on_them_and_not_on_distorted_ones(
    name: str, language: str
) -> None:
    results = {
        kind: figures(found) for kind, found in score.measure(Knowing(name, language), name, language).items()
    }
    assert {kind: results[kind]["wrong"] for kind in KINDS} == dict.fromkeys(KINDS, 0)
    assert results["polite"]["first"] == 0
    assert results["noise_20"]["first"] < results["noise_10"]["first"] < 60
    printed = score.table(results)
    assert all(kind in printed for kind in results)


def test_errors_of_the_report_set_stay_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        score.arguments(["--set", "report", "--errors", "formal"])
    assert "nobody tunes on it" in capsys.readouterr().err


def test_an_error_says_what_was_wanted_and_what_came() -> None:
    assert (
        score.errors([answer(NEAR, Understood("clarify", candidates=AB))])
        == "x  …\n    a | b | c  <-  clarify (a | b)"
    )


def test_every_kind_that_is_measured_can_be_listed() -> None:
    assert tuple(score.spoken("develop", "vi")) == score.LISTED
