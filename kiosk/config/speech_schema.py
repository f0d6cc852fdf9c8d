"""How the robot speaks and listens, as `config/speech.yaml` has it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kiosk.config.base import Language, Settings, whole_number

Whole = Annotated[int, BeforeValidator(whole_number)]


class Speaking(Settings):
    """The robot's voice; each visit begins with it."""

    dialect: Literal["north", "central", "south"] = Field(
        default="north", description="Of the Vietnamese voice: north, central or south", examples=["south"]
    )
    rate: Whole = Field(default=150, ge=80, le=300, description="Words a minute", examples=["130"])
    volume: Whole = Field(
        default=70, ge=10, le=100, description="Percent; citizens change it for their visit", examples=["80"]
    )


class Listening(Settings):
    """How sentences are heard."""

    recognition: Literal["grammar", "open"] = Field(
        default="grammar",
        description="grammar: words of the dialog files only, where the model can; open: any words",
        examples=["open"],
    )
    quiet_s: float = Field(
        default=0.7, ge=0.3, le=3.0, description="Seconds of silence that end a sentence", examples=["0.9"]
    )
    interrupt: Literal["touch", "voice"] = Field(
        default="touch",
        description="How the robot can be interrupted; voice only where the echo is cancelled, touch always",
        examples=["voice"],
    )
    models: dict[Language, str] = Field(
        default_factory=dict,
        description="Folders of Vosk models; without one `kiosk speech model add` installs it",
        examples=["{vi: /srv/models/vosk-model-small-vn-0.4}"],
    )
    test_model: bool = Field(
        default=False, description="Allows a model that understands synthetic voices only", examples=["yes"]
    )


class SpeechSettings(Settings):
    """Everything of the voice; each part may be left out."""

    speaking: Speaking = Field(default_factory=Speaking, description="The robot's voice")
    listening: Listening = Field(default_factory=Listening, description="How sentences are heard")
    page_sound: bool = Field(
        default=True,
        description="Whether the screen's own microphone and loudspeaker may be used",
        examples=["no"],
    )
