"""Every text that is used exists in both languages, and every text that exists is used."""

import re
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from dialogs import flows
from dialogs.advice.standing import PARTS
from dialogs.flows.site_lists import TOPIC_CHOICES
from dialogs.understood import COMMANDS
from drivers.camera.opencv import status as camera
from drivers.card_reader.pcsc import status as card_reader
from drivers.code_scanner.serial import status as code_scanner
from drivers.dispenser import status as dispenser
from drivers.errors import Silent
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_read import Step
from drivers.identity_card.chip.errors import Cause as CardCause
from drivers.mobile_base.failsafe import LATCHED
from drivers.mobile_base.kobuki import status as kobuki
from drivers.mobile_base.nav2 import status as nav2
from drivers.motion import Notice
from drivers.range_scanner import status as range_scanner
from drivers.sound.errors import Cause, SoundError
from drivers.sound.status import soundless, status_without
from drivers.status import Action, DeviceState, DeviceStatus, Fault
from drivers.ticket_printer.escpos import status as printer
from kiosk import build
from kiosk.card import in_hand
from kiosk.card.masking import ALWAYS
from kiosk.config.base import LANGUAGES
from kiosk.config.card_schema import ExtraField
from kiosk.desk.steps import StepKind
from kiosk.motion.process import remote
from kiosk.voice import making
from kiosk.web import pages
from kiosk.web.paper_told import PAPER
from state_machines import card_guards, card_runner, travel_telling, travel_troubles
from state_machines.screen import TEXT_SIZES
from state_machines.travel import STATES
from state_machines.trouble import faults_of
from tests.unit.web.fakes import CONFIG, shipped

WEB = pages.FOLDER
DESK = WEB.parent / "desk"
DIALOGS = Path(flows.__file__).parents[1]
FLOWS = CONFIG / "dialogs/flows"
ROOMS = ("web", "talk", "announcing", "voice", "phrases.py", "travel_words.py")
SPEAKING = tuple(WEB.parent / room for room in ROOMS)
USES = re.compile(r"""\b(?:t|vi|en|text|text_or)\(\s*["']([a-z_0-9]+)["']\s*[,)]""")
FALLBACKS = re.compile(r"""\btext_or\([^"']*(?:["'][^"']*["'][^"',]*)?,\s*["']([a-z_0-9]+)["']""")
LITERALS = re.compile(r"""["']([a-z_0-9]+)["']""")
REFUSALS = re.compile(r"""(?:NotAllowed|UnknownName)\(\s*["']([a-z_]+)["']""")
FAULTS = re.compile(r"""Fault\(["']([a-z_]+)["']""")
OF_THE_COMMAND_LINE = {"pin_weak", "unknown_name"}
NEVER_UNDONE = {StepKind.RECALL, StepKind.UNDO}
NOT_ASKED_FOR_BY_PAGES = {"unknown_reason", "treat_once"}


def source(*suffixes: str, folders: tuple[Path, ...] = SPEAKING) -> str:
    files = (
        path
        for folder in folders
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
        if path.suffix in suffixes
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def fault_codes() -> set[str]:
    """Of the drivers, of devices that do not say why, of the robot itself."""
    named = {fault.code for fault in vars(printer).values() if isinstance(fault, Fault)}
    silent = chain.from_iterable(faults_of("printer", DeviceStatus(state)) for state in DeviceState)
    own = chain.from_iterable(
        FAULTS.findall(Path(room.__file__).read_text(encoding="utf-8")) for room in (build, making)
    )
    assert {"paper_out", "wrong_baud"} <= named
    devices = sound_faults() | card_faults() | motion_faults() | dispenser_faults()
    return named | {fault.code for fault in silent} | set(own) | devices


def card_faults() -> set[str]:
    """Of what reads cards and codes."""
    rooms = (card_reader, code_scanner, camera)
    known = [*chain.from_iterable(vars(room).values() for room in rooms), *camera._CAUSES.values()]
    return {fault.code for status in known if isinstance(status, DeviceStatus) for fault in status.faults}


def dispenser_faults() -> set[str]:
    """Of what hands out water and sweets."""
    known = [*vars(dispenser).values(), dispenser.status_with(dispenser.FAULTS)]
    return {fault.code for status in known if isinstance(status, DeviceStatus) for fault in status.faults}


def motion_faults() -> set[str]:
    """Of what moves the robot, of what it finds its way with, of where it stands."""
    known = [
        *chain.from_iterable(vars(room).values() for room in (kobuki, nav2, range_scanner, remote)),
        kobuki.status_held(tuple(LATCHED)),
    ]
    told = [fault for status in known if isinstance(status, DeviceStatus) for fault in status.faults]
    silent = chain.from_iterable(faults_of("mobile_base", DeviceStatus(state)) for state in DeviceState)
    of_travel = [fault for fault in vars(travel_troubles).values() if isinstance(fault, Fault)]
    assert len(of_travel) == 4 and {"base_bumper", "motion_failed"} <= {fault.code for fault in told}
    return {fault.code for fault in (*told, *silent, *of_travel)}


def sound_faults() -> set[str]:
    """Of microphones and loudspeakers, whatever they are lost for."""
    reasons = [*(SoundError(cause, "") for cause in Cause), Silent("nothing"), None]
    lost = [
        status_without(role, reason, was_there=was_there)
        for role in ("microphone", "loudspeaker")
        for reason in reasons
        for was_there in (True, False)
    ]
    return {fault.code for status in (*lost, soundless("microphone")) for fault in status.faults}


def refusal_codes() -> set[str]:
    """What the desk may answer to a step at a counter or to a wish at the screen."""
    found = {
        code for path in DESK.rglob("*.py") for code in REFUSALS.findall(path.read_text(encoding="utf-8"))
    }
    assert "no_current" in found
    return (found | {"closed"}) - OF_THE_COMMAND_LINE - NOT_ASKED_FOR_BY_PAGES


def made_keys() -> set[str]:
    """Keys put together from a stem and a value."""
    papers = {*PAPER.values(), "trouble"}
    return {
        *(f"{stem}_{paper}" for stem in ("ticket_lead", "ticket_paper") for paper in papers),
        *(f"text_size_{size}" for size in TEXT_SIZES),
        *(f"act_{action}" for action in Action),
        *(f"weekday_{day}" for day in range(7)),
        *(f"language_{language}" for language in LANGUAGES),
        *(f"counter_undo_{kind}" for kind in StepKind if kind not in NEVER_UNDONE),
        *card_keys(),
        *travel_keys(),
        *robot_keys(),
    }


def travel_keys() -> set[str]:
    """Of what the robot says on the way."""
    begins = {"travel_starts", "travel_guides"}
    assert begins <= set(LITERALS.findall(Path(travel_telling.__file__).read_text(encoding="utf-8")))
    return begins | {f"travel_{notice}" for notice in Notice}


def robot_keys() -> set[str]:
    """Of what the robot does, and why it waits for a person."""
    causes = {*LATCHED, travel_troubles.LOST, travel_troubles.STARTED}
    return {*(f"robot_state_{state}" for state in STATES), *(f"robot_cause_{cause}" for cause in causes)}


def card_troubles() -> set[str]:
    """Whatever may be wrong with a card or its code, as the runner tells it."""
    of_codes = {*in_hand.NOT_OF_A_CARD.values(), "torn_code", "number", "code_first"}
    return {*CardCause, *of_codes, in_hand.UNCONFIRMED, *card_runner.ADVICE.values()}


def card_keys() -> set[str]:
    """Of what an identity card says, and of what may be wrong with it; what cannot be cured has no advice."""
    again = card_troubles() - {"blocked", "unsupported", "bad_data", "no_daemon", in_hand.UNCONFIRMED}
    assert again >= card_guards.LAY_AGAIN
    return {
        *(f"card_what_{cause}" for cause in card_troubles()),
        *(f"card_now_{cause}" for cause in again),
        *(f"card_field_{name}" for name in (*ALWAYS, *get_args(ExtraField))),
        *(f"card_level_{level}" for level in Level if level not in in_hand.DISBELIEVED | {Level.UNREADABLE}),
        *(f"card_doing_{step}" for step in Step if step is not Step.DONE),
    }


def said_keys() -> set[str]:
    """What flows and advice say: named in them, or put together from a stem and a part."""
    written = source(".py", folders=(DIALOGS, WEB.parent / "cli", WEB.parent / "site"))
    named = set(re.findall(r"[a-z_0-9]+", source(".yaml", folders=(FLOWS,))))
    return {
        *LITERALS.findall(written),
        *named,
        *(
            f"{stem}_{part}"
            for stem in ("advice", "advice_unknown", "card")
            for part in (*PARTS, "legal_basis")
        ),
        *(f"choice_{topic}" for topic in TOPIC_CHOICES),
        *(f"say_{intent}" for intent in COMMANDS),
    }


def used_keys() -> set[str]:
    text = source(".py", ".html")
    return {*USES.findall(text), *FALLBACKS.findall(text)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_that_is_used_exists(language: str) -> None:
    wanted = used_keys() | made_keys() | fault_codes() | refusal_codes()
    assert len(wanted) > 100 and wanted - shipped().responses.keys(language) == set()


def test_every_text_that_exists_is_used() -> None:
    written = set(LITERALS.findall(source(".py", ".html")))
    unused = (
        shipped().responses.keys("vi") - written - made_keys() - fault_codes() - refusal_codes() - said_keys()
    )
    assert sorted(unused) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_faults_read_alike(language: str) -> None:
    texts = {code: shipped().responses.text(language, code) for code in fault_codes()}
    assert len(set(texts.values())) == len(texts) > 10
