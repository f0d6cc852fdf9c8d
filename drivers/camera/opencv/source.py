"""Where pictures come from, as an installer writes it. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

FORMS = (
    "device:/dev/v4l/by-id/… (or device:0), http://192.0.2.7/stream.mjpeg, "
    "file:/srv/pictures/card.png or a video's file"
)

_NUMBER = re.compile(r"(?:device:)?(?P<number>\d{1,3})")
_DEVICE = re.compile(r"(?:device:)?(?P<path>/dev/\S+)")
_FILE = re.compile(r"(?:file:)?(?P<path>/.+)")
_NETWORK = re.compile(r"(?:https?|rtsp)://[^\s/]\S*")
_SECRET = re.compile(r"(?<=://)[^/@]*@")
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm")


class Kind(StrEnum):
    """What it is."""

    DEVICE = "device"
    NETWORK = "network"
    VIDEO = "video"
    PICTURE = "picture"


class SourceError(ValueError):
    """Text that names no source of pictures; the message says which forms do."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{_SECRET.sub('', text)!r} is not where a camera is; write {FORMS}")


@dataclass(frozen=True, slots=True)
class Source:
    """One source; `address` is what OpenCV opens."""

    kind: Kind
    address: str

    @property
    def live(self) -> bool:
        """True when pictures come by themselves and no two are alike; files are replayed."""
        return self.kind in (Kind.DEVICE, Kind.NETWORK)

    @property
    def name(self) -> str:
        """For a technician: no password of a network camera."""
        return _SECRET.sub("", self.address)

    def __repr__(self) -> str:
        return f"Source({self.kind.value}, {self.name!r})"


def source_at(text: str) -> Source:
    """The source that `text` names. Raises `SourceError`."""
    if found := _NUMBER.fullmatch(text):
        return Source(Kind.DEVICE, f"/dev/video{int(found['number'])}")
    if found := _DEVICE.fullmatch(text):
        return Source(Kind.DEVICE, found["path"])
    if found := _FILE.fullmatch(text):
        is_picture = found["path"].lower().endswith(_PICTURES)
        return Source(Kind.PICTURE if is_picture else Kind.VIDEO, found["path"])
    if _NETWORK.fullmatch(text):
        return Source(Kind.NETWORK, text)
    raise SourceError(text)
