"""Acts on commands in the order they were received. Real-time commands are not its business.

Source: Epson ESC/POS reference. Each table maps the lead bytes to a handler of the bytes behind them.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from simulator.devices.printer.bar_codes.symbol import data_of
from simulator.devices.printer.body import Body
from simulator.devices.printer.engine import Cut, Move
from simulator.devices.printer.font import FONT_A, FONT_B
from simulator.devices.printer.graphics import Logos
from simulator.devices.printer.lengths import raster_row_bytes
from simulator.devices.printer.names import name_of
from simulator.devices.printer.personality import Personality
from simulator.devices.printer.raster import scale_of
from simulator.devices.printer.status import paper_status
from simulator.devices.printer.tokens import Kind, Token
from simulator.devices.printer.typesetter import LINE_SPACING_DOTS, Typesetter

Handler = Callable[[bytes], None]
JOB_ID = range(0x20, 0x7F)


class Machine(Protocol):
    """What commands may ask of the printer around the interpreter."""

    def answer(self, data: bytes, meaning: str) -> None:
        """Send to the host."""

    def begin(self, job: Move | Cut) -> None:
        """Put work before the head."""

    def enable_automatic_status(self, items: int) -> None:
        """GS a."""

    def enable_realtime(self, function: int, enabled: bool) -> None:
        """GS ( D."""

    def echo_job_id(self, job_id: bytes) -> None:
        """GS ( H."""


class Interpreter:
    """Holds the print mode and knows the commands of one personality."""

    def __init__(
        self, machine: Machine, body: Body, width_dots: int, personality: Personality, logos: Logos
    ) -> None:
        self._machine = machine
        self._body = body
        self.personality = personality
        self.typesetter = Typesetter(width_dots, personality.code_pages, machine.begin, logos)
        self._handlers = self._table()

    def become(self, personality: Personality) -> None:
        """Behave like another model from now on."""
        self.personality = personality
        self.typesetter.code_pages = personality.code_pages

    def execute(self, token: Token) -> bool:
        """Act on one token; False when this printer does not know it."""
        if token.kind is Kind.TEXT:
            self.typesetter.text(token.data)
            return True
        if token.kind is Kind.RASTER:
            mode = token.head[3]
            self.typesetter.raster(token.data, raster_row_bytes(token.head), scale_of(mode))
            return True
        return self._control(token.data[0]) if token.kind is Kind.CONTROL else self._command(token)

    def _control(self, code: int) -> bool:
        action = {0x0A: self.typesetter.new_line, 0x09: self.typesetter.tab, 0x18: self.typesetter.clear}.get(
            code
        )
        if action:
            action()
        return action is not None or code in (0x00, 0x0C, 0x0D)

    def _command(self, token: Token) -> bool:
        for size in (3, 2):
            handler = self._handlers.get(token.data[:size])
            if handler:
                handler(token.data[size:])
                return True
        return token.kind is Kind.COMMAND and name_of(token) is not None

    def _table(self) -> Mapping[bytes, Handler]:
        return {
            **self._text_commands(),
            **self._paper_commands(),
            **self._bar_code_commands(),
            **self._host_commands(),
        }

    def _text_commands(self) -> Mapping[bytes, Handler]:
        setter = self.typesetter
        return {
            b"\x1b@": lambda _: setter.initialise(),
            b"\x1b!": lambda p: setter.print_mode(p[0]),
            b"\x1bE": lambda p: setter.restyle(bold=bool(p[0] & 1)),
            b"\x1bG": lambda p: setter.restyle(bold=bool(p[0] & 1)),
            b"\x1b-": lambda p: setter.restyle(underline=p[0] % 48 if p[0] % 48 < 3 else 0),
            b"\x1bM": lambda p: setter.restyle(cell=FONT_B if p[0] & 1 else FONT_A),
            b"\x1d!": lambda p: setter.restyle(width=(p[0] >> 4 & 7) + 1, height=(p[0] & 7) + 1),
            b"\x1dB": lambda p: setter.restyle(inverse=bool(p[0] & 1)),
            b"\x1ba": self._align,
            b"\x1bt": lambda p: setattr(setter.mode, "code_page", p[0]),
            b"\x1b ": lambda p: setattr(setter.mode, "character_spacing_dots", p[0]),
            b"\x1b2": lambda _: setattr(setter.mode, "line_spacing_dots", LINE_SPACING_DOTS),
            b"\x1b3": lambda p: setattr(setter.mode, "line_spacing_dots", p[0]),
            b"\x1b$": lambda p: setter.position(p[0] + 256 * p[1]),
        }

    def _paper_commands(self) -> Mapping[bytes, Handler]:
        setter = self.typesetter
        return {
            b"\x1bJ": self._feed_dots,
            b"\x1bd": lambda p: setter.feed_lines(p[0]),
            b"\x1bi": lambda _: setter.cut(None),
            b"\x1bm": lambda _: setter.cut(None),
            b"\x1dV": lambda p: setter.cut(p[1] if len(p) > 1 else None),
            b"\x1d(L": lambda p: self._graphics(p[2:]),
            b"\x1d8L": lambda p: self._graphics(p[4:]),
            b"\x1d(k": lambda p: self._qr(p[2:]),
            b"\x1b*": lambda p: setter.bit_image(p[0], p[3:]),
        }

    def _bar_code_commands(self) -> Mapping[bytes, Handler]:
        setter = self.typesetter
        return {
            b"\x1dk": lambda p: setter.bar_code(p[0], data_of(p)),
            b"\x1dh": lambda p: setattr(setter.mode.bar_code, "height_dots", p[0] or 1),
            b"\x1dw": lambda p: setattr(setter.mode.bar_code, "module_dots", min(max(p[0], 2), 6)),
            b"\x1dH": lambda p: setattr(setter.mode.bar_code, "text_at", p[0] % 48 % 4),
            b"\x1df": lambda p: setattr(setter.mode.bar_code, "cell", FONT_B if p[0] & 1 else FONT_A),
        }

    def _host_commands(self) -> Mapping[bytes, Handler]:
        return {
            b"\x1da": lambda p: self._machine.enable_automatic_status(p[0]),
            b"\x1dr": self._status_in_turn,
            b"\x1dI": self._identity,
            b"\x1d(H": lambda p: self._job_id(p[2:]),
            b"\x1d(D": lambda p: self._realtime_switches(p[2:]),
        }

    def _align(self, parameters: bytes) -> None:
        self.typesetter.mode.align = parameters[0] % 48 if parameters[0] % 48 < 3 else 0

    def _feed_dots(self, parameters: bytes) -> None:
        self.typesetter.flush()
        self.typesetter.feed(parameters[0])

    def _graphics(self, body: bytes) -> None:
        function = body[1] if len(body) > 1 else None
        setter = self.typesetter
        if function == 112:
            setter.graphics.store(body)
        elif function in (2, 50):
            setter.stored(setter.graphics.buffer)
            setter.graphics.buffer = None
        elif function == 67:
            setter.graphics.define_logo(body)
        elif function == 69:
            setter.stored(setter.graphics.logo(body))

    def _qr(self, body: bytes) -> None:
        qr = self.typesetter.mode.qr
        match body[:2]:
            case b"1C" if len(body) > 2:
                qr.module_dots = min(max(body[2], 1), 16)
            case b"1E" if len(body) > 2:
                qr.level = body[2]
            case b"1P":
                qr.data = body[3:]
            case b"1Q":
                self.typesetter.flush()
                self.typesetter.qr()

    def _status_in_turn(self, parameters: bytes) -> None:
        if parameters[0] in (1, 49):
            self._machine.answer(bytes((paper_status(self._body),)), "paper, in turn (GS r 1)")

    def _identity(self, parameters: bytes) -> None:
        text = self.personality.identity.get(parameters[0])
        if text is not None:
            self._machine.answer(b"\x5f" + text.encode("ascii") + b"\0", f"identity {text}")

    def _job_id(self, body: bytes) -> None:
        job_id = body[2:6]
        complete = len(job_id) == 4 and all(code in JOB_ID for code in job_id)
        if self.personality.job_ids and body[:1] == b"0" and body[1:2] in (b"0", b"\0") and complete:
            self._machine.echo_job_id(job_id)

    def _realtime_switches(self, body: bytes) -> None:
        """`14 a1 b1 a2 b2 …`: function a on (b odd) or off."""
        if body[:1] == b"\x14":
            for function, on in zip(body[1::2], body[2::2], strict=False):
                self._machine.enable_realtime(function, bool(on & 1))
