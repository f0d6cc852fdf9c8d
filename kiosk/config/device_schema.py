"""The hardware of a robot, as `config/devices.yaml` has it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kiosk.config.base import Settings, whole_number
from kiosk.config.motion_schema import MobileBaseSettings, RangeScannerSettings

PaperWidth = Annotated[Literal[384, 512, 576], BeforeValidator(whole_number)]


class PrinterSettings(Settings):
    """A ticket printer."""

    driver: Literal["escpos"] = Field(
        default="escpos", description="How it is spoken to", examples=["escpos"]
    )
    address: str = Field(
        description="Where it is: serial:/dev/serial/by-id/…, tcp:192.0.2.7:9100 or file:/dev/usb/lp0",
        examples=["serial:/dev/ttyUSB0"],
    )
    baud: int = Field(
        default=115200, ge=1200, le=4_000_000, description="Speed of a serial line", examples=["115200"]
    )
    width_dots: PaperWidth = Field(
        default=576,
        description="Dots across: 576 for 80 mm paper, 384 for 58 mm, 512 at 180 dpi",
        examples=["576"],
    )
    reprints: int = Field(
        default=2, ge=0, le=9, description="Marked reprints made by itself after a doubt", examples=["2"]
    )


SoundDriver = Literal["sounddevice", "pcm"]
SoundDriverField = Annotated[
    SoundDriver,
    Field(
        description="`sounddevice`: a sound device of this machine; `pcm`: bare samples over a wire",
        examples=["sounddevice"],
    ),
]
SoundDevice = Annotated[
    str,
    Field(
        min_length=1,
        description="With `sounddevice`: its name or a part of it; `default` is the system's usual one",
        examples=["default"],
    ),
]
SoundAddress = Annotated[
    str | None,
    Field(
        description="With `pcm`: where it is, serial:/dev/serial/by-id/…, tcp:192.0.2.9:7000 or file:/dev/…",
        examples=["tcp:192.0.2.9:7000"],
    ),
]
SoundBaud = Annotated[
    int, Field(ge=1200, le=4_000_000, description="With `pcm`: speed of a serial line", examples=["921600"])
]


class MicrophoneSettings(Settings):
    """A microphone; with `pcm` it sends 16,000 samples of 16 bits a second."""

    driver: SoundDriverField = "sounddevice"
    device: SoundDevice = "default"
    address: SoundAddress = None
    baud: SoundBaud = 921_600


class LoudspeakerSettings(Settings):
    """A loudspeaker."""

    driver: SoundDriverField = "sounddevice"
    device: SoundDevice = "default"
    address: SoundAddress = None
    baud: SoundBaud = 921_600
    rate_hz: int = Field(
        default=22_050,
        ge=8_000,
        le=48_000,
        description="With `pcm`: samples a second, of 16 bits each",
        examples=["22050"],
    )


class CardReaderSettings(Settings):
    """A reader of chip cards."""

    driver: Literal["pcsc"] = Field(
        default="pcsc",
        description="How it is spoken to: through the system's PC/SC daemon",
        examples=["pcsc"],
    )
    reader: str = Field(
        default="", description="A part of its name; without it the only one there is", examples=["ACR1252"]
    )


class CodeScannerSettings(Settings):
    """What reads the code of an identity card: a scanner, or the robot's camera."""

    driver: Literal["serial", "camera"] = Field(
        default="serial",
        description="`serial`: a scanner on a serial line; `camera`: the camera of this file",
        examples=["serial"],
    )
    address: str | None = Field(
        default=None,
        description="With `serial`: where it is, serial:/dev/serial/by-id/… or tcp:192.0.2.9:4000",
        examples=["serial:/dev/ttyACM0"],
    )
    baud: int = Field(
        default=9_600,
        ge=1200,
        le=4_000_000,
        description="With `serial`: speed of the line",
        examples=["9600"],
    )
    trigger: str = Field(
        default="none",
        min_length=1,
        description="With `serial`: how it is told to look; none: it looks by itself",
        examples=["none"],
    )


class CameraSettings(Settings):
    """A camera."""

    driver: Literal["opencv"] = Field(default="opencv", description="What opens it", examples=["opencv"])
    source: str = Field(
        min_length=1,
        description="/dev/video0, the address of an MJPEG stream, or a file with a picture or a film",
        examples=["/dev/video0"],
    )


class Devices(Settings):
    """The hardware of this robot; what is left out is not there."""

    printer: PrinterSettings | None = Field(
        default=None, description="The ticket printer", examples=["{address: 'serial:/dev/ttyUSB0'}"]
    )
    microphone: MicrophoneSettings | None = Field(
        default=None,
        description="The robot's own microphone",
        examples=["{driver: sounddevice, device: default}"],
    )
    loudspeaker: LoudspeakerSettings | None = Field(
        default=None,
        description="The robot's own loudspeaker",
        examples=["{driver: sounddevice, device: default}"],
    )
    card_reader: CardReaderSettings | None = Field(
        default=None, description="What reads the chip of an identity card", examples=["{driver: pcsc}"]
    )
    code_scanner: CodeScannerSettings | None = Field(
        default=None,
        description="What reads the code of an identity card",
        examples=["{driver: serial, address: 'serial:/dev/ttyACM0'}"],
    )
    camera: CameraSettings | None = Field(
        default=None, description="The camera people hold a card to", examples=["{source: /dev/video0}"]
    )
    mobile_base: MobileBaseSettings | None = Field(
        default=None,
        description="What moves the robot",
        examples=["{driver: kobuki, address: 'serial:/dev/kobuki'}"],
    )
    range_scanner: RangeScannerSettings | None = Field(
        default=None,
        description="The lidar that a `kobuki` needs to find its way",
        examples=["{driver: ld19, address: 'serial:/dev/lidar'}"],
    )
