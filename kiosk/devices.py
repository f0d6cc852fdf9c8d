"""Which class drives a device: configuration value → class, one table a role."""

from collections.abc import Callable

from drivers.interfaces import Loudspeaker, Microphone, TicketPrinter
from drivers.loudspeaker.pcm.driver import PcmLoudspeaker
from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker
from drivers.microphone.pcm.driver import PcmMicrophone
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.config.schema import LoudspeakerSettings, MicrophoneSettings, PrinterSettings

PRINTERS: dict[str, Callable[[PrinterSettings], TicketPrinter]] = {
    "escpos": lambda printer: EscPosPrinter.open(printer.address, printer.baud, printer.width_dots),
}
MICROPHONES: dict[str, Callable[[MicrophoneSettings], Microphone]] = {
    "sounddevice": lambda microphone: PortAudioMicrophone.open(microphone.device),
    "pcm": lambda microphone: PcmMicrophone.open(microphone.address or "", microphone.baud),
}
LOUDSPEAKERS: dict[str, Callable[[LoudspeakerSettings], Loudspeaker]] = {
    "sounddevice": lambda loudspeaker: PortAudioLoudspeaker.open(loudspeaker.device),
    "pcm": lambda loudspeaker: PcmLoudspeaker.open(
        loudspeaker.address or "", loudspeaker.baud, loudspeaker.rate_hz
    ),
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
