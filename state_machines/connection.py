"""The connection of one device; `drivers/link.py` goes through these states."""

from state_machines import effects as do
from state_machines.row import STAY, Row
from state_machines.table import Table

STATES = {
    "closed": "Not wanted",
    "opening": "The wire is being opened",
    "identifying": "The device is asked who it is and what it can do",
    "ready": "Valid frames arrive; jobs may be sent",
    "lost": "No wire, no answer, or a stranger; tried again with back-off",
}

EVENTS = {
    "open": "the device is wanted",
    "opened": "the wire is open",
    "failed": "the wire cannot be opened",
    "identified": "the right device answered",
    "unknown": "silence, garbage, or another device",
    "heard": "a valid frame",
    "dropped": "the wire failed, or no valid frame for too long",
    "retry": "the back-off is over",
    "close": "the device is not wanted any more",
}

TABLE: Table[None] = Table(
    name="connection",
    initial="closed",
    states=STATES,
    events=EVENTS,
    rows=(
        Row("closed", "open", "opening", "At start", None, (do.OpenWire(),)),
        Row("opening", "opened", "identifying", "A wire is not yet a device", None, (do.AskIdentity(),)),
        Row(
            "opening", "failed", "lost", "Unplugged, in use, or no rights", None, (do.LogLost(), do.BackOff())
        ),
        Row(
            "identifying",
            "identified",
            "ready",
            "Only now is it connected",
            None,
            (do.LogBack(), do.ResetBackOff()),
        ),
        Row(
            "identifying",
            "unknown",
            "lost",
            "Bytes alone prove nothing",
            None,
            (do.CloseWire(), do.LogLost(), do.BackOff()),
        ),
        Row(
            "identifying",
            "dropped",
            "lost",
            "Pulled at once",
            None,
            (do.CloseWire(), do.LogLost(), do.BackOff()),
        ),
        Row("ready", "heard", STAY, "Alive by valid frames, not by bytes"),
        Row(
            "ready",
            "dropped",
            "lost",
            "One line, however long",
            None,
            (do.CloseWire(), do.LogLost(), do.BackOff()),
        ),
        Row("lost", "retry", "opening", "Each wait longer, up to a limit", None, (do.OpenWire(),)),
        Row(
            ("opening", "identifying", "ready", "lost"),
            "close",
            "closed",
            "The port is released",
            None,
            (do.CloseWire(),),
        ),
    ),
)
