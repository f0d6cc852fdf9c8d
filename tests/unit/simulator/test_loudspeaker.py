"""The loudspeaker under a hand-driven clock: sound in step with time, utterances, silence, volume."""

import numpy as np
import pytest

from simulator.devices.events import Happened, SoundPlayed, Uttered
from simulator.devices.interfaces import NETWORK, PUBLIC, ROBOT, ActRefused
from simulator.devices.loudspeaker.ear import LONGEST_S, PAUSE_S
from simulator.devices.loudspeaker.loudspeaker import Loudspeaker
from simulator.devices.loudspeaker.options import LoudspeakerOptions
from simulator.heard import KEPT_S, KEPT_UTTERANCES, HeardShelf
from simulator.sound.samples import level_db, pcm_of, samples_of

RATE_HZ = 22_050


def tone(seconds: float, level: float = 0.1) -> bytes:
    at = np.arange(int(seconds * RATE_HZ))
    return pcm_of((level * np.sqrt(2) * np.sin(2 * np.pi * 441 * at / RATE_HZ)).astype(np.float32))


class Rig:
    """A host that is `ahead_s` ahead of what is heard, and what came of it."""

    def __init__(self, ahead_s: float = 0.06, **options: object) -> None:
        self.loudspeaker = Loudspeaker(LoudspeakerOptions(**{"volume": 100.0, **options}))
        self.shelf = HeardShelf()
        self.ahead_s = ahead_s
        self.now = 0.0
        self.events = []

    def play(self, pcm: bytes, connector: str = PUBLIC) -> None:
        began, sent = self.now, 0
        while sent < len(pcm):
            due = int((self.now - began + self.ahead_s) * RATE_HZ) * 2
            piece = pcm[sent : min(due, len(pcm))]
            self._keep(self.loudspeaker.feed(piece, self.now, connector))
            sent += len(piece)
            self.wait(0.02)

    def wait(self, seconds: float) -> None:
        until = self.now + seconds
        while (due := self.loudspeaker.next_due()) is not None and due <= until:
            self._keep(self.loudspeaker.advance(due))
        self.now = until
        self._keep(self.loudspeaker.advance(until))

    def hands(self, act: str, **parameters: float) -> None:
        self._keep(self.loudspeaker.act(act, parameters, self.now))

    def _keep(self, step) -> None:
        self.events += step.events
        for event in step.events:
            if isinstance(event, Uttered):
                self.shelf.add(event)

    @property
    def told(self) -> list[str]:
        return [event.what for event in self.events if isinstance(event, Happened)]

    @property
    def air(self) -> np.ndarray:
        pieces = [event.samples for event in self.events if isinstance(event, SoundPlayed)]
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_what_comes_in_goes_out_sample_by_sample(rig):
    pcm = tone(1.0)
    rig.play(pcm)
    rig.wait(0.5)
    assert pcm_of(rig.air) == pcm
    assert rig.loudspeaker.state()["gaps"] == 0 and not rig.loudspeaker.state()["playing"]


def test_it_plays_in_step_with_time_after_its_latency(rig):
    rig.play(tone(0.5))
    first = next(event for event in rig.events if isinstance(event, SoundPlayed))
    assert first.at == pytest.approx(0.02, abs=1e-4)
    rig.loudspeaker.advance(rig.now)
    assert rig.air.size == pytest.approx((rig.now - 0.02) * RATE_HZ, abs=RATE_HZ * 0.02)


def test_a_host_that_is_ahead_is_held_back(rig):
    room = rig.loudspeaker.room()
    assert room == 4410
    rig.loudspeaker.feed(tone(0.1), 0.0)
    assert rig.loudspeaker.room() == 0
    assert rig.loudspeaker.connector_state(PUBLIC) == {"buffer_bytes": 4410}
    rig.loudspeaker.advance(0.07)
    assert rig.loudspeaker.room() == pytest.approx(2205, abs=4)


def test_two_sounds_with_a_pause_between_are_two_utterances(rig):
    rig.play(tone(0.5))
    rig.wait(1.0)
    rig.play(tone(0.25))
    assert rig.told == ["speech_began", "speech_ended", "speech_began"]
    rig.wait(1.0)
    first, second = rig.shelf.kept()
    assert (first.n, second.n) == (1, 2)
    assert [round(each.length_s, 2) for each in (first, second)] == [0.5, 0.25]
    assert first.level_db == pytest.approx(-20, abs=0.1)
    assert first.began == pytest.approx(0.02, abs=0.001)
    assert rig.loudspeaker.quiet_since == pytest.approx(second.began + 0.25, abs=0.01)


def test_a_breath_between_sentences_does_not_end_an_utterance(rig):
    rig.play(tone(0.3) + bytes(int(0.4 * RATE_HZ) * 2) + tone(0.3))
    rig.wait(1.0)
    (said,) = rig.shelf.kept()
    assert said.length_s == pytest.approx(1.0, abs=0.01)


def test_the_end_is_told_when_the_pause_is_over_and_not_before(rig):
    rig.play(tone(0.2))
    rig.wait(0.02 + 0.2 + PAUSE_S - rig.now - 0.01)
    assert rig.told == ["speech_began"]
    assert rig.loudspeaker.state()["speaking"]
    rig.wait(0.02)
    assert rig.told == ["speech_began", "speech_ended"]


def test_silence_alone_is_nothing_said(rig):
    rig.play(bytes(RATE_HZ))
    rig.wait(2.0)
    assert rig.told == [] and rig.shelf.count == 0 and rig.loudspeaker.quiet_since == 0


def test_talk_without_end_is_cut_into_pieces(rig):
    ear_full = int(LONGEST_S) + 5
    for _ in range(ear_full):
        rig.play(tone(1.0))
    rig.wait(5.0)
    lengths = [said.length_s for said in rig.shelf.kept()]
    assert len(lengths) == 2 and lengths[0] == pytest.approx(LONGEST_S, abs=0.2)


def test_a_host_that_is_late_leaves_a_gap_and_a_little_late_none():
    rig = Rig(ahead_s=0.03)
    rig.play(tone(0.2))
    rig.wait(0.05)
    rig.play(tone(0.2))
    assert (rig.loudspeaker.state()["late"], rig.loudspeaker.state()["gaps"]) == (1, 0)
    rig.wait(0.2)
    rig.play(tone(0.2))
    rig.wait(1.0)
    assert (rig.loudspeaker.state()["late"], rig.loudspeaker.state()["gaps"]) == (2, 1)
    (said,) = rig.shelf.kept()
    assert 0.7 < said.length_s < 0.9


def test_hosts_at_the_same_time_are_heard_together(rig):
    rig.loudspeaker.feed(tone(0.1), 0.0, PUBLIC)
    rig.loudspeaker.feed(tone(0.1), 0.0, ROBOT)
    rig.wait(0.5)
    assert level_db(rig.air) == pytest.approx(-14, abs=0.1)


def test_volume_and_power_change_what_is_heard(rig):
    rig.hands("set_volume", percent=50)
    rig.play(tone(0.3))
    rig.wait(1.0)
    assert rig.shelf.kept()[0].level_db == pytest.approx(-26, abs=0.1)
    rig.hands("power_off")
    rig.play(tone(0.3))
    rig.wait(1.0)
    assert rig.shelf.count == 1 and rig.loudspeaker.state()["power"] == "off"
    rig.hands("power_on")
    rig.play(tone(0.3))
    rig.wait(1.0)
    assert rig.shelf.count == 2
    hands = [what for what in rig.told if "speech" not in what]
    assert hands == ["volume_turned", "powered_off", "powered_on"]
    with pytest.raises(ActRefused):
        rig.hands("kick")


def test_a_pulled_cable_takes_what_waited_and_a_gone_host_its_half_sample(rig):
    rig.loudspeaker.feed(tone(0.1), 0.0)
    rig.loudspeaker.cut_wire(0.0)
    assert rig.loudspeaker.connector_state(PUBLIC)["buffer_bytes"] == 0
    rig.loudspeaker.feed(b"\x01\x02\x03", 1.0, NETWORK)
    rig.loudspeaker.connect(False, 1.0, NETWORK)
    assert rig.loudspeaker.connector_state(NETWORK)["buffer_bytes"] == 2


def test_how_often_one_looks_changes_nothing():
    heard = []
    for step_s in (0.003, 0.05):
        loudspeaker, pieces = Loudspeaker(), []
        pieces += loudspeaker.feed(tone(0.09), 0.0).events
        for now in np.arange(step_s, 1.0, step_s):
            pieces += loudspeaker.advance(float(now)).events
        heard.append(next(event for event in pieces if isinstance(event, Uttered)).pcm)
    assert heard[0] == heard[1]


def test_the_shelf_finds_by_number_and_by_time_and_forgets_the_oldest():
    shelf = HeardShelf()
    minute = tone(60.0)
    for n in range(12):
        shelf.add(Uttered(n * 61.0 + 60, n * 61.0, RATE_HZ, minute))
    assert sum(kept.length_s for kept in shelf.kept()) <= KEPT_S
    assert shelf.count == 12 and [kept.n for kept in shelf.kept()] == list(range(3, 13))
    assert shelf.find(2) is None and shelf.find(12).pcm == minute
    assert [kept.n for kept in shelf.heard_since(10 * 61.0 + 5)] == [11, 12]
    assert [kept.n for kept in shelf.kept(after=11)] == [12]
    for _ in range(KEPT_UTTERANCES + 5):
        shelf.add(Uttered(0.0, 0.0, RATE_HZ, tone(0.01)))
    assert len(shelf.kept()) == KEPT_UTTERANCES
    assert samples_of(shelf.kept()[-1].pcm).size == 220
