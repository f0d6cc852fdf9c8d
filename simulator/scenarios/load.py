"""Reads scenarios. A problem is one line: `file:line:column: error: what is wrong, what would be right`."""

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from simulator.devices.interfaces import Act, ActRefused
from simulator.scenarios.events import EVENTS
from simulator.scenarios.model import Scenario, ScenarioStep
from simulator.speech.saying import KEYS as SAYING_KEYS
from simulator.speech.saying import BadSaying, Saying, saying_of
from simulator.wires.line import complete_parameters

SHIPPED = Path(__file__).parent
LANGUAGES = ("vi", "en")
NEEDED_KEYS = ("title", "about", "steps")
FILE_KEYS = (*NEEDED_KEYS, "devices")
STEP_KEYS = ("at", "when", "expect", "within", "after", "do", "with", "say")
EXPECTED_WITHIN_S = 20.0


class ScenarioErrors(ValueError):
    """A scenario file is wrong; `lines` says where and what would be right."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load_scenario(path: Path, acts: Iterable[Act]) -> Scenario:
    """The scenario in `path`. Raises `ScenarioErrors`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({error}); it must be a YAML file in UTF-8"
        raise ScenarioErrors([f"{path}:1:1: error: {problem}"]) from error
    return read_scenario(text, path.stem, str(path), acts)


def read_scenario(text: str, name: str, source: str, acts: Iterable[Act]) -> Scenario:
    """The scenario in `text`; problems are told as lying in `source`. Raises `ScenarioErrors`."""
    return _Reader(name, source, {act.name: act for act in acts}).read(text)


def load_shipped(acts: Iterable[Act]) -> dict[str, Scenario]:
    """The scenarios that come with the simulator and need no device that has none of `acts`, by name."""
    known = tuple(acts)
    absent = {event.rpartition(".")[0] for event in EVENTS} - {act.name.rpartition(".")[0] for act in known}
    paths = (path for path in sorted(SHIPPED.glob("*.yaml")) if not absent & _devices_in(path))
    return {path.stem: load_scenario(path, known) for path in paths}


def named_for(device: str, acts: Iterable[Act]) -> list[Act]:
    """The acts of a device beside the printer, by the names scenarios call them."""
    return [replace(act, name=f"{device}.{act.name}") for act in acts]


def _devices_in(path: Path) -> set[str]:
    """The devices a shipped scenario says it needs."""
    return set(yaml.safe_load(path.read_text("utf-8")).get("devices", ()))


class _Reader:
    """Collects all problems of one file."""

    def __init__(self, name: str, source: str, acts: Mapping[str, Act]) -> None:
        self._name = name
        self._source = source
        self._acts = acts
        self._errors: list[str] = []

    def read(self, text: str) -> Scenario:
        """The scenario, or all that is wrong with it."""
        root = self._compose(text)
        scenario = self._scenario(root) if root is not None else None
        if self._errors or scenario is None:
            raise ScenarioErrors(self._errors)
        return scenario

    def _compose(self, text: str) -> yaml.Node | None:
        try:
            root: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            self._error_at(error.problem_mark, f"{error.problem}; check indentation, colons and quotes")
            return None
        except yaml.YAMLError as error:
            self._error_at(None, f"not YAML ({error}); save the file as plain UTF-8 text")
            return None
        except RecursionError:
            self._error_at(None, "brackets in brackets without end; steps are a plain list")
            return None
        if root is None:
            self._error_at(None, "the file is empty; it needs title, about and steps")
        return root

    def _scenario(self, root: yaml.Node) -> Scenario:
        fields = self._mapping(root, FILE_KEYS, "the file")
        for key in NEEDED_KEYS:
            if key not in fields:
                self._error(root, f"{key} is missing; a scenario has {', '.join(NEEDED_KEYS)}")
        return Scenario(
            self._name,
            self._texts(fields.get("title")),
            self._texts(fields.get("about")),
            tuple(self._steps(fields.get("steps"))),
            tuple(self._devices(fields.get("devices"))),
        )

    def _devices(self, node: yaml.Node | None) -> list[str]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._error(node, "devices must be a list, e.g. [microphone, loudspeaker]")
            return []
        known = {name.partition(".")[0] for name in self._acts if "." in name}
        return [self._known(child, known, "device") for child in node.value]

    def _texts(self, node: yaml.Node | None) -> dict[str, str]:
        if node is None:
            return {}
        fields = self._mapping(node, LANGUAGES, "a text")
        for language in LANGUAGES:
            if language not in fields:
                self._error(node, f"the text in {language} is missing; give vi and en")
        return {language: self._scalar(text) for language, text in fields.items()}

    def _steps(self, node: yaml.Node | None) -> list[ScenarioStep]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._error(node, "steps must be a list, each step beginning with '- '")
            return []
        return [self._step(child) for child in node.value]

    def _step(self, node: yaml.Node) -> ScenarioStep:
        fields = self._mapping(node, STEP_KEYS, "a step")
        self._check_kind(node, fields)
        act = self._known(fields.get("do"), self._acts, "act")
        when = self._known(fields.get("when", fields.get("expect")), EVENTS, "event")
        within = fields.get("within")
        return ScenarioStep(
            act,
            self._parameters(act, fields.get("with")),
            self._seconds(fields.get("at" if "at" in fields else "after")),
            when,
            follows="at" not in fields,
            saying=self._saying(fields.get("say")),
            within_s=EXPECTED_WITHIN_S if within is None and "expect" in fields else self._within(within),
        )

    def _check_kind(self, node: yaml.Node, fields: Mapping[str, yaml.Node]) -> None:
        """A step does, says or expects one thing, and knows when."""
        kinds = [key for key in ("do", "say", "expect") if key in fields]
        if not kinds:
            self._error(node, "do is missing: which act? e.g. do: open_cover")
        if len(kinds) > 1:
            self._error(node, f"{' and '.join(kinds)} in one step; write a step for each")
        if ("at" in fields) + ("when" in fields) + ("expect" in fields) > 1 or (
            kinds == ["do"] and not ("at" in fields or "when" in fields)
        ):
            self._error(node, "a step needs either at: seconds or when: event")
        if "within" in fields and "when" not in fields and "expect" not in fields:
            self._error(node, "within: is the time an event has; it needs when: or expect:")

    def _within(self, node: yaml.Node | None) -> float | None:
        return None if node is None else self._seconds(node)

    def _saying(self, node: yaml.Node | None) -> Saying | None:
        if node is None:
            return None
        fields = self._mapping(node, SAYING_KEYS, "say")
        try:
            return saying_of({name: self._scalar(value) for name, value in fields.items()})
        except BadSaying as error:
            self._error(fields.get(error.key, node), str(error))
            return None

    def _parameters(self, act: str, node: yaml.Node | None) -> dict[str, float]:
        if node is None or act not in self._acts:
            return {}
        known = [parameter.name for parameter in self._acts[act].parameters]
        given = {name: self._number(value) for name, value in self._mapping(node, known, act).items()}
        try:
            return complete_parameters(self._acts[act], given)
        except ActRefused as error:
            self._error(node, str(error))
            return {}

    def _known(self, node: yaml.Node | None, known: Iterable[str], what: str) -> str:
        if node is None:
            return ""
        name = self._scalar(node).replace("-", "_")
        if name not in known:
            self._error(node, f"unknown {what} {name!r}; {_nearest(name, known)}")
        return name

    def _seconds(self, node: yaml.Node | None) -> float:
        seconds = 0.0 if node is None else self._number(node)
        if node is not None and seconds < 0:
            self._error(node, "seconds cannot be negative; 0 is at once")
        return seconds

    def _number(self, node: yaml.Node) -> float:
        text = self._scalar(node)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._error(node, f"{text!r} is not a number; write e.g. 2.5")
            return 0.0
        return number

    def _scalar(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self._error(node, "one value is expected here, not a list or a mapping")
        return ""

    def _mapping(self, node: yaml.Node, known: Iterable[str], what: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._error(node, f"{what} must be written as 'key: value' lines")
            return {}
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self._scalar(key)
            if name not in known:
                self._error(key, f"unknown key {name!r} in {what}; {_nearest(name, known)}")
            elif name in fields:
                self._error(key, f"{name} is given twice in {what}; keep one")
            fields[name] = value
        return {name: value for name, value in fields.items() if name in known}

    def _error(self, node: yaml.Node, problem: str) -> None:
        self._error_at(node.start_mark, problem)

    def _error_at(self, mark: yaml.Mark | None, problem: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._errors.append(f"{self._source}:{line}:{column}: error: {problem}")


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, 1)
    if near:
        return f"did you mean {near[0]}?"
    return f"there are: {', '.join(names)}" if names else "none are allowed here"
