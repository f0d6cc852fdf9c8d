"""The microphone under a hand-driven clock: frames in step with time, the room, the switch, the wire."""

import random

import numpy as np
import pytest

from simulator.devices.events import BytesLost, Happened, SoundPlayed, SoundSent
from simulator.devices.interfaces import PUBLIC, ROBOT, ActRefused
from simulator.devices.microphone.hands import ACTS
from simulator.devices.microphone.microphone import Microphone
from simulator.devices.microphone.options import MicrophoneOptions
from simulator.devices.microphone.room import MOST_AHEAD, RoomFull
from simulator.sound.samples import level_db, samples_of
from simulator.wires.faults import SOUND_OUT, faults_named
from simulator.wires.line import Line

FRAME_BYTES = 640


def listening(**options: object) -> Microphone:
    microphone = Microphone(MicrophoneOptions(**options))
    microphone.connect(True, 0.0)
    return microphone


def heard(microphone: Microphone, until: float, step_s: float = 0.02) -> bytes:
    """What the public host gets from now on, looked at often."""
    start = microphone.next_due() or 0.0
    times = [*np.arange(start, until, step_s), until]
    return b"".join(microphone.advance(float(now)).data for now in times)


def tone(seconds: float, level: float = 0.1) -> np.ndarray:
    at = np.arange(int(seconds * 16_000)) / 16_000
    return (level * np.sqrt(2) * np.sin(2 * np.pi * 440 * at)).astype(np.float32)


def happenings(step) -> list[tuple[float, str]]:
    return [(round(event.at, 3), event.what) for event in step.events if isinstance(event, Happened)]


def test_a_frame_comes_every_20_ms_and_none_without_a_host():
    microphone = Microphone()
    assert microphone.advance(10.0).data == b"" and microphone.next_due() is None
    microphone.connect(True, 10.0)
    assert microphone.next_due() == pytest.approx(10.02)
    assert microphone.advance(10.019).data == b""
    assert len(microphone.advance(10.02).data) == FRAME_BYTES
    assert len(microphone.advance(11.02).data) <= 5 * FRAME_BYTES


def test_ten_minutes_have_as_many_samples_as_they_have():
    microphone = listening(frame_ms=100)
    count = sum(len(microphone.advance(n / 10).data) for n in range(1, 6_001))
    assert count == 600 * 16_000 * 2


def test_how_often_one_looks_changes_nothing():
    assert heard(listening(), 0.98) == heard(listening(), 0.98, 0.1) == heard(listening(), 0.98, 0.007)


def test_the_room_is_never_quite_still_and_the_seed_makes_it():
    pcm = heard(listening(), 1.0)
    assert level_db(samples_of(pcm)) == pytest.approx(-62, abs=2)
    assert all(any(pcm[at : at + FRAME_BYTES]) for at in range(0, len(pcm), FRAME_BYTES))
    assert pcm == heard(listening(), 1.0) != heard(listening(seed=2), 1.0)


def test_after_a_stall_come_100_ms_and_the_clock_is_right_again():
    microphone, other = listening(), listening()
    assert len(microphone.advance(3.0).data) == 5 * FRAME_BYTES
    assert microphone.state()["frames_lost"] == 145
    heard(other, 3.0)
    assert microphone.advance(3.02).data == other.advance(3.02).data


def test_every_host_gets_the_same():
    microphone = listening()
    microphone.connect(True, 0.0, ROBOT)
    step = microphone.advance(0.06)
    assert step.to_host[PUBLIC] == step.to_host[ROBOT] and len(step.to_host[ROBOT]) == 3 * FRAME_BYTES
    microphone.connect(False, 0.06)
    assert set(microphone.advance(0.08).to_host) == {ROBOT}
    assert [microphone.connector_state(name)["listening"] for name in (PUBLIC, ROBOT)] == [False, True]


def test_a_citizen_is_heard_from_now_to_the_end():
    microphone = listening()
    heard(microphone, 0.5)
    step = microphone.hear(tone(0.3), 0.5, "xin chào")
    assert happenings(step) == [(0.5, "citizen_began")] and microphone.quiet_from == pytest.approx(0.8)
    parts = samples_of(heard(microphone, 1.0)).reshape(-1, 1600)
    assert [round(level_db(part)) > -30 for part in parts] == [True] * 3 + [False] * 2
    assert microphone.state()["citizens"] == 0


def test_the_end_of_a_citizen_is_told_without_any_host():
    microphone = Microphone()
    microphone.hear(tone(0.3), 1.0)
    assert microphone.next_due() == pytest.approx(1.3)
    assert happenings(microphone.advance(1.3)) == [(1.3, "citizen_finished")]
    assert microphone.quiet_from == pytest.approx(1.3) and microphone.next_due() is None


def test_two_citizens_are_heard_together():
    microphone = listening()
    for _ in range(2):
        microphone.hear(tone(0.4), 0.0)
    assert level_db(samples_of(heard(microphone, 0.4))) == pytest.approx(-14, abs=0.2)


def test_hush_ends_them_in_mid_word():
    microphone = listening()
    microphone.hear(tone(5.0), 0.0)
    heard(microphone, 0.1)
    assert happenings(microphone.act("hush", {}, 0.1)) == [(0.1, "hushed"), (0.1, "citizen_finished")]
    assert microphone.quiet_from == pytest.approx(0.1)
    assert level_db(samples_of(heard(microphone, 0.3))) < -55


def test_more_than_ten_minutes_of_talk_are_refused():
    microphone = Microphone()
    with pytest.raises(RoomFull, match="more than 600 s"):
        microphone.hear(np.zeros(MOST_AHEAD + 1, np.float32), 0.0)


@pytest.mark.parametrize("act", ["loud_noise", "hum", "music"])
def test_noise_has_its_level_and_its_time(act):
    microphone = listening()
    microphone.act(act, {"level_db": -20, "seconds": 8.0}, 0.0)
    assert level_db(samples_of(heard(microphone, 7.9))) == pytest.approx(-20, abs=1.5)
    assert microphone.state()["room"] == {act: -20}
    assert (8.0, f"{act}_ended") in happenings(microphone.advance(8.0))
    assert level_db(samples_of(heard(microphone, 8.5))) < -55


def test_a_quiet_room_ends_every_noise():
    microphone = listening()
    microphone.act("music", {"level_db": -10, "seconds": 0}, 0.0)
    microphone.act("quiet_room", {}, 0.0)
    assert level_db(samples_of(heard(microphone, 0.2))) < -55


@pytest.mark.parametrize(("act", "back"), [("mute", "unmute"), ("break_capsule", "mend_capsule")])
def test_a_muted_or_broken_one_gives_zeros(act, back):
    microphone = listening()
    microphone.act(act, {}, 0.0)
    assert heard(microphone, 0.2) == bytes(10 * FRAME_BYTES)
    microphone.act(back, {}, 0.2)
    assert any(heard(microphone, 0.3))


def test_at_another_rate_there_is_as_much_sound_in_more_samples():
    microphone = listening()
    microphone.act("wrong_rate", {"hz": 48_000}, 0.0)
    microphone.hear(tone(1.0), 0.0)
    samples = samples_of(heard(microphone, 1.0))
    spectrum = np.abs(np.fft.rfft(samples))
    assert samples.size == 48_000 and spectrum.argmax() == 440
    microphone.act("right_rate", {}, 1.0)
    assert len(microphone.advance(1.02).data) == FRAME_BYTES


def test_the_loudspeaker_comes_round_weaker_and_later():
    microphone = listening(floor_db=-90)
    microphone.act("echo", {"echo_db": -30, "delay_ms": 100}, 0.0)
    loud = np.sin(2 * np.pi * 500 * np.arange(2205) / 22_050).astype(np.float32)
    microphone.overhear(SoundPlayed(0.0, 22_050, loud))
    parts = samples_of(heard(microphone, 0.3)).reshape(-1, 1600)
    assert [level_db(part) for part in parts] == pytest.approx([-90, -33, -90], abs=2)
    microphone.act("no_echo", {}, 0.3)
    microphone.overhear(SoundPlayed(0.3, 22_050, loud))
    assert level_db(samples_of(heard(microphone, 0.6))) < -80


def test_what_a_host_sends_is_lost():
    step = Microphone().feed(b"abc", 1.0)
    assert [(event.length, event.reason) for event in step.events if isinstance(event, BytesLost)] == [
        (3, "a microphone takes no bytes")
    ]


def test_there_is_no_other_act():
    with pytest.raises(ActRefused):
        Microphone().act("fly", {}, 0.0)
    assert len({act.key for act in ACTS}) == len(ACTS)


@pytest.fixture
def line() -> Line:
    made = Line(Microphone(), random.Random(1), faults_named(*SOUND_OUT))
    made.set_host(True, 0, 0.0)
    return made


def over(line: Line, until: float) -> bytes:
    return b"".join(line.advance(n / 50).data for n in range(1, round(until * 50) + 1))


def test_the_wire_carries_the_same_frames(line):
    assert over(line, 0.5) == heard(listening(), 0.5)


FAULTS = [
    ("silent", {}, 0),
    ("half_frame", {"severity": 1}, 0.5),
    ("duplicate_frame", {"severity": 1}, 2),
    ("intermittent", {"period_s": 0.4}, 0.5),
]


@pytest.mark.parametrize(("act", "parameters", "share"), FAULTS)
def test_faults_on_the_wire_lose_or_double_frames(line, act, parameters, share):
    line.act(act, parameters, 0.0)
    assert len(over(line, 2.0)) == pytest.approx(share * 2.0 * 32_000, abs=5 * FRAME_BYTES)
    line.act("ok", {}, 2.0)
    assert line.advance(2.02).data


def test_garbled_bytes_are_garbage_and_stray_ones_shift_the_rest(line):
    line.act("garble", {"severity": 1}, 0.0)
    assert level_db(samples_of(over(line, 0.5))) > -10
    line.act("ok", {}, 0.5)
    line.act("noise", {"per_second": 100}, 0.5)
    heard = [line.advance(0.5 + n / 50).to_host[PUBLIC] for n in range(1, 26)]
    extra = len(b"".join(heard)) - 25 * FRAME_BYTES
    assert 20 < extra < 90


def test_a_pulled_cable_carries_nothing_and_a_plugged_one_the_present(line):
    line.act("pull_cable", {}, 0.0)
    assert over(line, 0.5) == b"" and line.next_due() is None
    line.act("plug_cable", {}, 0.5)
    line.set_host(True, 0, 0.5)
    assert len(line.advance(0.54).data) == 2 * FRAME_BYTES


def test_a_late_wire_does_not_keep_more_than_it_may(line):
    line.act("delay", {"late_s": 600}, 0.0)
    assert over(line, 60.0) == b""
    sent = [event for event in line.advance(60.02).events if isinstance(event, SoundSent)]
    assert len(sent) == 1
