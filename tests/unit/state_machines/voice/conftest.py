"""A voice between fakes: the visit is real, ears and mouth are in memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from dialogs.interfaces import Speech
from state_machines.doors import Door, Doors
from state_machines.mouth import Mouth, Tones
from state_machines.visit_runner import VisitRunner
from state_machines.voice_options import VoiceOptions
from state_machines.voice_runner import VoiceRunner
from state_machines.voice_state import VoiceState
from tests.support.hall_sounds import (
    FakeAloud,
    FakeHearing,
    FakeLoudspeaker,
    FakeMicrophone,
    FakeSpeaking,
)


@dataclass
class Hall:
    """Everything around one voice."""

    visit: VisitRunner
    options: VoiceOptions = field(default_factory=VoiceOptions)
    hearing: FakeHearing = field(default_factory=FakeHearing)
    speaking: FakeSpeaking = field(default_factory=FakeSpeaking)
    microphone: FakeMicrophone = field(default_factory=FakeMicrophone)
    loudspeaker: FakeLoudspeaker = field(default_factory=FakeLoudspeaker)
    aloud: FakeAloud = field(default_factory=FakeAloud)
    shown: list[VoiceState] = field(default_factory=list)
    echo_cancelled: bool = False

    def __post_init__(self) -> None:
        door = Door(self.microphone, self.loudspeaker, self.echo_cancelled)
        self.doors = Doors(door)
        ids = count(1)
        tone = Speech(1000, b"")
        mouth = Mouth(self.speaking, self.doors, Tones(lambda: tone, lambda: tone))
        self.voice = VoiceRunner(
            self.visit,
            self.aloud,
            self.hearing,
            mouth,
            self.doors,
            self.options,
            lambda: f"spoken-{next(ids)}",
        )
        self.voice.on_state(self.shown.append)

    @property
    def state(self) -> str:
        """Whose turn it is."""
        return self.voice.state.state

    @property
    def words(self) -> list[str]:
        """Every sentence that was made."""
        return [words for words, _ in self.speaking.spoken]


@pytest.fixture
async def hall(visit: VisitRunner) -> AsyncIterator[Hall]:
    made = Hall(visit)
    yield made
    await made.voice.close()


@pytest.fixture
async def hall_with_cancelled_echo(visit: VisitRunner) -> AsyncIterator[Hall]:
    made = Hall(visit, VoiceOptions(interrupted_by_voice=True), echo_cancelled=True)
    yield made
    await made.voice.close()
