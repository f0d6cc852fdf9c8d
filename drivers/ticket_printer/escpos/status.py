"""A printer's conditions in the words of XFS4IoT, with who must act."""

from drivers.errors import Garbled, TransportError
from drivers.status import Action, DeviceState, Fault, PaperState, PrinterStatus
from drivers.ticket_printer.escpos.protocol.conditions import Condition

RECOVERABLE = Condition.MECHANICAL | Condition.CUTTER
_STANDSTILL = (
    RECOVERABLE | Condition.COVER_OPEN | Condition.PAPER_STOP | Condition.PAPER_OUT | Condition.UNRECOVERABLE
)

PAPER_OUT = Fault("paper_out", Action.CLEAR)
PAPER_LOW = Fault("paper_low", Action.CLEAR)
COVER_OPEN = Fault("cover_open", Action.CLEAR)
CUTTER_JAM = Fault("cutter_jam", Action.CLEAR)
HEAD_HOT = Fault("head_hot", Action.SUSPEND)
PRINTER_STOPPED = Fault("printer_error", Action.CLEAR)
PRINTER_BROKEN = Fault("printer_error", Action.MAINTENANCE)
PRINTER_SILENT = Fault("printer_silent", Action.CLEAR)
PRINTER_UNPLUGGED = Fault("printer_unplugged", Action.CLEAR)
WRONG_BAUD = Fault("wrong_baud", Action.CONFIGURATION)

_HARDWARE = (PRINTER_BROKEN, PRINTER_STOPPED, CUTTER_JAM)
_PERSON = (PAPER_OUT, COVER_OPEN)

STARTING = PrinterStatus(DeviceState.STARTING)


def is_clear(conditions: Condition) -> bool:
    """True when a job may be sent: nothing but a paper roll near its end."""
    return not conditions & ~Condition.PAPER_LOW


def is_stuck(conditions: Condition) -> bool:
    """True when the printer stands still until somebody acts; a hot head is none of that."""
    hot = Condition.AUTO_RECOVERABLE in conditions
    return bool(conditions & _STANDSTILL) or (Condition.ERROR in conditions and not hot)


def status_of(conditions: Condition, answered: frozenset[int]) -> PrinterStatus:
    """The status of a connected printer that answers these DLE EOT numbers."""
    faults = tuple(_faults(conditions))
    return PrinterStatus(
        _device(conditions, faults),
        faults,
        paper=_paper(conditions) if 4 in answered else None,
        cover_open=Condition.COVER_OPEN in conditions if 2 in answered else None,
    )


def status_without(reason: Exception | None, answered: frozenset[int]) -> PrinterStatus:
    """The status of a printer that cannot be asked, for `reason`."""
    paper = PaperState.UNKNOWN if 4 in answered or not answered else None
    if isinstance(reason, TransportError):
        return PrinterStatus(DeviceState.POWER_OFF, (PRINTER_UNPLUGGED,), paper)
    fault = WRONG_BAUD if isinstance(reason, Garbled) else PRINTER_SILENT
    return PrinterStatus(DeviceState.OFFLINE, (fault,), paper)


def _faults(conditions: Condition) -> list[Fault]:
    cover = Condition.COVER_OPEN in conditions
    out = bool(conditions & (Condition.PAPER_OUT | Condition.PAPER_STOP))
    table = (
        (Condition.UNRECOVERABLE in conditions, PRINTER_BROKEN),
        (Condition.CUTTER in conditions, CUTTER_JAM),
        (Condition.MECHANICAL in conditions and Condition.CUTTER not in conditions, PRINTER_STOPPED),
        (cover, COVER_OPEN),
        (out, PAPER_OUT),
        (Condition.PAPER_LOW in conditions and not out, PAPER_LOW),
        (Condition.AUTO_RECOVERABLE in conditions and not cover, HEAD_HOT),
    )
    return [fault for present, fault in table if present]


def _device(conditions: Condition, faults: tuple[Fault, ...]) -> DeviceState:
    if any(fault in _HARDWARE for fault in faults):
        return DeviceState.HARDWARE_ERROR
    if any(fault in _PERSON for fault in faults):
        return DeviceState.USER_ERROR
    return DeviceState.ONLINE if is_clear(conditions) else DeviceState.DEVICE_BUSY


def _paper(conditions: Condition) -> PaperState:
    if conditions & (Condition.PAPER_OUT | Condition.PAPER_STOP):
        return PaperState.OUT
    return PaperState.LOW if Condition.PAPER_LOW in conditions else PaperState.FULL
