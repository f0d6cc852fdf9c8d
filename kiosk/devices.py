"""Which class drives a device: configuration value → class, one table a role.

Drivers of sound are imported where one is configured: they bring numpy, 25 MB.
"""

from collections.abc import Callable

from drivers.interfaces import Loudspeaker, Microphone, TicketPrinter
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.config.device_schema import LoudspeakerSettings, MicrophoneSettings, PrinterSettings


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


def open_printer(settings: PrinterSettings) -> TicketPrinter:
    """The printer that the configuration names."""
    return PRINTERS[settings.driver](settings)


def open_microphone(settings: MicrophoneSettings) -> Microphone:
    """The microphone that the configuration names."""
    return MICROPHONES[settings.driver](settings)


def open_loudspeaker(settings: LoudspeakerSettings) -> Loudspeaker:
    """The loudspeaker that the configuration names."""
    return LOUDSPEAKERS[settings.driver](settings)
