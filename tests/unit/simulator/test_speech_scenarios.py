"""Scenarios with people in them: what is said, waited for and expected, and what is wrong in a file."""

import asyncio
import random
from contextlib import asynccontextmanager

import pytest

from simulator.acoustics import Acoustics, AcousticsOptions
from simulator.clock import SimulationClock
from simulator.devices.events import Happened
from simulator.devices.printer.printer import TicketPrinter
from simulator.scenarios.load import ScenarioErrors, load_shipped, named_for, read_scenario
from simulator.scenarios.model import ScenarioRun
from simulator.scenarios.player import ScenarioPlayer
from simulator.speech.saying import Saying
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.line import Line

HEAD = "title: {vi: a, en: a}\nabout: {vi: b, en: b}\nsteps:\n"
COVER = "  - {at: 0, do: open_cover}\n"
SPEECH = {"speech_take_number", "speech_noise", "speech_two_voices", "speech_mic_unplugged"}


class Stage:
    """A printer, a microphone and a loudspeaker, and people who say everything in one second."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        clock = SimulationClock(loop.time)
        self.printer = Station(Line(TicketPrinter(), random.Random(1)), clock, loop)
        self.acoustics = Acoustics(AcousticsOptions(), random.Random(1), clock, loop, Trace())
        stations = self.acoustics.stations
        self.player = ScenarioPlayer(self.printer, loop, stations, self)
        others = [act for name, each in stations.items() for act in named_for(name, each.line.acts)]
        self.acts = [*self.printer.line.acts, *others]
        self.said = []
        self.problem = ""

    def start(self, saying, done) -> None:
        self.said.append((round(self.printer.clock.now(), 2), saying))
        asyncio.get_running_loop().call_later(1.0, lambda: done(self.problem))

    def stop(self) -> None:
        self.said.clear()

    def play(self, steps: str) -> ScenarioRun:
        self.player.start(self.read(steps))
        return self.player.run

    def read(self, steps: str):
        return read_scenario(HEAD + steps, "test", "test.yaml", self.acts)


@asynccontextmanager
async def theatre():
    """A stage, made in the test, whose time begins at zero."""
    made = Stage()
    yield made
    made.player.stop()
    made.printer.close()
    await made.acoustics.close()


@pytest.fixture
async def stage():
    async with theatre() as made:
        yield made


async def test_shipped_ones_are_right_and_only_there_where_the_devices_are(stage):
    shipped = load_shipped(stage.acts)
    assert {name for name, scenario in shipped.items() if scenario.devices} == SPEECH
    assert set(shipped) - SPEECH == set(load_shipped(stage.printer.line.acts))
    said = shipped["speech_take_number"].steps[2].saying
    assert said == Saying("tôi muốn lấy số chứng thực", "vi-south+f2", snr_db=20.0, wait_for_quiet=2.0)


@pytest.mark.looptime
async def test_each_step_waits_for_the_end_of_what_is_said():
    async with theatre() as stage:
        run = stage.play(
            "  - {at: 2, say: {text: một}}\n  - {say: {text: hai}, after: 0.5}\n  - {at: 0, do: open_cover}\n"
        )
        await asyncio.sleep(4.6)
        assert [(at, saying.text) for at, saying in stage.said] == [(2.0, "một"), (3.5, "hai")]
        assert run.finished and run.failed == "" and stage.printer.line.state()["cover"] == "open"


@pytest.mark.looptime
async def test_one_may_speak_while_the_other_does():
    async with theatre() as stage:
        run = stage.play(
            "  - say: {text: một, meanwhile: yes}\n  - {say: {text: hai}, after: 0.2}\n  - say: {text: ba}\n"
        )
        await asyncio.sleep(0.3)
        assert [at for at, _ in stage.said] == [0.0, 0.2] and not run.finished
        await asyncio.sleep(0.8)
        assert len(stage.said) == 2  # the end of the first is not that of the second
        await asyncio.sleep(0.2)
        assert [at for at, _ in stage.said][2:] == [1.2] and not run.finished
        await asyncio.sleep(1.0)
        assert run.finished


@pytest.mark.looptime
async def test_hands_reach_the_device_they_name():
    async with theatre() as stage:
        stage.play(
            "  - {at: 0, do: microphone.mute}\n"
            "  - {when: microphone.muted, after: 1, do: loudspeaker.power-off}\n"
        )
        await asyncio.sleep(1.1)
        states = {name: each.line.state() for name, each in stage.acoustics.stations.items()}
        assert states["microphone"]["switch"] == "muted" and states["loudspeaker"]["power"] == "off"
        assert stage.printer.line.state()["power"] == "on"


@pytest.mark.looptime
async def test_what_is_expected_and_does_not_come_fails_the_scenario():
    async with theatre() as stage:
        run = stage.play("  - {expect: loudspeaker.speech_ended, within: 3}\n  - {at: 0, do: open_cover}\n")
        stage.printer.act("power_cycle", {})
        await asyncio.sleep(2.9)
        assert not run.finished
        await asyncio.sleep(0.2)
        assert stage.player.state()["failed"] == "step 1: loudspeaker.speech_ended did not happen within 3 s"
        assert run.finished and stage.printer.line.state()["cover"] == "closed"


def test_what_is_expected_and_comes_goes_on(stage):
    run = ScenarioRun(stage.read("  - expect: loudspeaker.cable_pulled\n  - {at: 0, do: open_cover}\n"), 0.0)
    run.saw([Happened(1.0, "cable_pulled")])
    run.saw([Happened(1.0, "cable_pulled")], "microphone")
    assert run.take(1.0) is None and run.next_due() == 20.0
    run.saw([Happened(2.0, "cable_pulled")], "loudspeaker")
    assert (run.take(2.0).act, run.take(2.0).act, run.finished) == ("", "open_cover", True)


@pytest.mark.looptime
async def test_what_happens_while_somebody_speaks_is_not_the_answer_to_it():
    async with theatre() as stage:
        run = stage.play("  - say: {text: một}\n  - {expect: loudspeaker.cable_pulled, within: 5}\n")
        await asyncio.sleep(0.5)
        stage.acoustics.loudspeaker.act("pull_cable", {})
        await asyncio.sleep(1.0)
        assert (run.done, run.finished) == (1, False)


@pytest.mark.looptime
async def test_what_cannot_be_said_fails_the_scenario():
    async with theatre() as stage:
        stage.problem = "no voice today"
        stage.play("  - say: {text: một}\n  - {at: 0, do: open_cover}\n")
        await asyncio.sleep(1.1)
        assert stage.player.state() == {
            "name": "test",
            "done": 1,
            "steps": 2,
            "finished": True,
            "failed": "step 1: no voice today",
        }


async def test_without_people_nobody_says_anything(stage):
    player = ScenarioPlayer(stage.printer, asyncio.get_running_loop())
    player.start(stage.read("  - say: {text: một}\n"))
    assert player.state()["failed"] == "step 1: nobody is here to say anything"


async def test_without_a_device_its_acts_cannot_be_done(stage):
    player = ScenarioPlayer(stage.printer, asyncio.get_running_loop())
    player.start(stage.read("  - {at: 0, do: microphone.mute}\n"))
    assert player.state()["failed"].startswith("step 1: microphone.mute cannot be done here")


PROBLEMS = {
    "- say: {voice: vi}": "4:10: error: text is missing: what is said?",
    "- say: {text: a, voice: vi+x}": "4:27: error: there is no voice 'vi+x'; ",
    "- say: {text: a, spede: 90}": "4:20: error: unknown key 'spede' in say; did you mean speed?",
    "- say: {text: a, speed: 9}": "4:27: error: speed is 9, it must be a number from 80 to 400",
    "- say: tôi": "4:10: error: say must be written as 'key: value' lines",
    "- {say: {text: a}, do: ok}": "4:5: error: do and say in one step; write a step for each",
    "- {at: 0, do: microphone.mut}": "4:17: error: unknown act 'microphone.mut'; did you mean microphone.",
    "- {expect: speech_ended}": "4:14: error: unknown event 'speech_ended'; did you mean ",
    "- {expect: ready, when: ready}": "4:5: error: a step needs either at: seconds or when: event",
    "- {at: 0, within: 3, do: ok}": "4:5: error: within: is the time an event has; it needs when: or expect:",
}


@pytest.mark.parametrize(("step", "problem"), PROBLEMS.items())
async def test_every_problem_has_its_place(stage, step, problem):
    with pytest.raises(ScenarioErrors) as caught:
        stage.read(f"  {step}\n")
    assert caught.value.lines[0].startswith(f"test.yaml:{problem}")


DEVICES = {
    "microphone": "devices must be a list",
    "[mircophone]": "unknown device 'mircophone'; did you mean microphone?",
}


@pytest.mark.parametrize(("devices", "problem"), DEVICES.items())
async def test_devices_are_a_list_of_those_there_are(stage, devices, problem):
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(f"devices: {devices}\n{HEAD}  - {{at: 0, do: ok}}\n", "test", "test.yaml", stage.acts)
    assert problem in caught.value.lines[0]
