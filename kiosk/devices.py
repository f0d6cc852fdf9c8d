"""Which class drives a device: configuration value → class, one table a role.

Drivers of sound, pictures and cards are imported where one is configured: numpy alone takes 25 MB.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drivers.interfaces import Camera, CardReader, CodeScanner, Loudspeaker, Microphone, TicketPrinter
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.config.device_schema import (
    CameraSettings,
    CardReaderSettings,
    CodeScannerSettings,
    LoudspeakerSettings,
    MicrophoneSettings,
    PrinterSettings,
)


def _portaudio_microphone(settings: MicrophoneSettings) -> Microphone:
    from drivers.microphone.portaudio.driver import PortAudioMicrophone

    return PortAudioMicrophone.open(settings.device)


def _pcm_microphone(settings: MicrophoneSettings) -> Microphone:
    from drivers.microphone.pcm.driver import PcmMicrophone

    return PcmMicrophone.open(settings.address or "", settings.baud)


def _portaudio_loudspeaker(settings: LoudspeakerSettings) -> Loudspeaker:
    from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker

    return PortAudioLoudspeaker.open(settings.device)


def _pcm_loudspeaker(settings: LoudspeakerSettings) -> Loudspeaker:
    from drivers.loudspeaker.pcm.driver import PcmLoudspeaker

    return PcmLoudspeaker.open(settings.address or "", settings.baud, settings.rate_hz)


def _serial_scanner(settings: CodeScannerSettings, camera: Camera | None) -> CodeScanner:
    from drivers.code_scanner.serial.driver import SerialCodeScanner

    return SerialCodeScanner.open(settings.address or "", settings.baud, settings.trigger)


def _camera_scanner(settings: CodeScannerSettings, camera: Camera | None) -> CodeScanner:
    from drivers.code_scanner.camera.driver import CameraCodeScanner

    if camera is None:
        raise ValueError("a code scanner that looks through the camera needs the camera")
    return CameraCodeScanner.open(camera)


def _opencv_camera(settings: CameraSettings) -> Camera:
    from drivers.camera.opencv.driver import OpenCvCamera

    return OpenCvCamera.open(settings.source)


def _pcsc_reader(settings: CardReaderSettings, data: Path, now: Callable[[], datetime]) -> CardReader:
    from drivers.card_reader.pcsc.driver import PcscCardReader
    from kiosk.site.anchors import anchor_folder, load_anchors

    folder = anchor_folder(data)
    return PcscCardReader.open(settings.reader, lambda: load_anchors(folder).anchors, now)


PRINTERS: dict[str, Callable[[PrinterSettings], TicketPrinter]] = {
    "escpos": lambda printer: EscPosPrinter.open(printer.address, printer.baud, printer.width_dots),
}
MICROPHONES: dict[str, Callable[[MicrophoneSettings], Microphone]] = {
    "sounddevice": _portaudio_microphone,
    "pcm": _pcm_microphone,
}
LOUDSPEAKERS: dict[str, Callable[[LoudspeakerSettings], Loudspeaker]] = {
    "sounddevice": _portaudio_loudspeaker,
    "pcm": _pcm_loudspeaker,
}

CODE_SCANNERS: dict[str, Callable[[CodeScannerSettings, Camera | None], CodeScanner]] = {
    "serial": _serial_scanner,
    "camera": _camera_scanner,
}
CAMERAS: dict[str, Callable[[CameraSettings], Camera]] = {
    "opencv": _opencv_camera,
}
CARD_READERS: dict[str, Callable[[CardReaderSettings, Path, Callable[[], datetime]], CardReader]] = {
    "pcsc": _pcsc_reader,
}


def open_printer(settings: PrinterSettings) -> TicketPrinter:
    """The printer that the configuration names."""
    return PRINTERS[settings.driver](settings)


def open_microphone(settings: MicrophoneSettings) -> Microphone:
    """The microphone that the configuration names."""
    return MICROPHONES[settings.driver](settings)


def open_loudspeaker(settings: LoudspeakerSettings) -> Loudspeaker:
    """The loudspeaker that the configuration names."""
    return LOUDSPEAKERS[settings.driver](settings)


def open_code_scanner(settings: CodeScannerSettings, camera: Camera | None) -> CodeScanner:
    """The code scanner that the configuration names; `camera` for one that looks through it."""
    return CODE_SCANNERS[settings.driver](settings, camera)


def open_camera(settings: CameraSettings) -> Camera:
    """The camera that the configuration names."""
    return CAMERAS[settings.driver](settings)


def open_card_reader(settings: CardReaderSettings, data: Path, now: Callable[[], datetime]) -> CardReader:
    """The card reader that the configuration names; it judges by the certificates in `data`, at `now`."""
    return CARD_READERS[settings.driver](settings, data, now)
