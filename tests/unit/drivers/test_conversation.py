"""What nobody asked for: flow control is no answer, a stray byte is counted, a whole answer proves itself."""

import pytest

from drivers.errors import Silent
from drivers.ticket_printer.escpos.conversation import Conversation
from drivers.ticket_printer.escpos.driver import STARTING, EscPosPrinter
from drivers.ticket_printer.escpos.pace import Pace
from drivers.ticket_printer.escpos.protocol.commands import encode_status_question
from drivers.ticket_printer.escpos.protocol.conditions import Condition


def talk(heard=None) -> Conversation:
    async def write(data: bytes) -> None:
        return None

    return Conversation(write, Pace(9600), 0.1, heard or (lambda conditions: None))


def test_flow_control_is_no_answer():
    conversation = talk()
    assert conversation.receive(b"\x13\x11") == 0
    assert conversation.stray_answers == 0


def test_a_byte_nobody_asked_for_is_stray_and_believed_by_nobody():
    conversation = talk()
    assert conversation.receive(b"\x12\x0c") == 0
    assert conversation.stray_answers == 2


def test_an_automatic_status_is_believed_unasked():
    heard = []
    conversation = talk(heard.append)
    conversation.tells = True
    assert conversation.receive(b"\x14\x00\x0f\x00") == 1
    assert heard == [Condition.PAPER_LOW | Condition.PAPER_OUT]


def test_an_automatic_status_of_a_printer_that_tells_nothing_by_itself_is_noise():
    heard = []
    talk(heard.append).receive(b"\x14\x00\x0f\x00")
    assert not heard


@pytest.mark.looptime
async def test_silence_is_told():
    with pytest.raises(Silent):
        await talk().ask(1, 0.5)


@pytest.mark.parametrize("number", [0, 5])
def test_only_four_questions_can_be_asked(number):
    with pytest.raises(ValueError, match=f"asks 1 to 4, not {number}"):
        encode_status_question(number)


@pytest.mark.parametrize("address", ["tcp:127.0.0.1:9100", "serial:/dev/ttyS9", "file:/dev/usb/lp0"])
def test_a_printer_is_opened_by_its_address_without_touching_it(address):
    assert EscPosPrinter.open(address, 9600, 576).status == STARTING
