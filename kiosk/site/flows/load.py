"""Reading `dialogs/flows/*.yaml`: every flow, every problem at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from dialogs.flows.checks import Fault, Known, faults_of
from dialogs.flows.model import Everywhere, Flow, FlowSet, Reprompts
from kiosk.config.codes import Code, Severity
from kiosk.config.document import Document
from kiosk.config.explain import validated
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem, did_you_mean
from kiosk.config.schema import DeskSettings, ServicePlan
from kiosk.site.flows.build import everywhere_of, flow_of
from kiosk.site.flows.schema import CommandsFile, FlowFile
from kiosk.site.flows.texts import slots_of_texts

COMMANDS_FILE = "commands.yaml"


@dataclass(frozen=True, slots=True)
class CheckedFlows:
    """The flows of a folder, None where a file cannot be read, and everything wrong with them."""

    flows: FlowSet | None
    problems: list[Problem]


@dataclass(slots=True)
class _Files:
    """What was read so far."""

    folder: Path
    flows: dict[str, Flow] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)  # by flow; empty: what holds everywhere
    broken: set[str] = field(default_factory=set)  # files whose content is not known
    problems: list[Problem] = field(default_factory=list)


def load_flows(folder: Path, values: Mapping[str, tuple[str, ...]] | None = None) -> FlowSet:
    """The flows below the configuration `folder`. Raises `ConfigErrors` with everything wrong in them."""
    checked = check_flows(folder, values)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    if errors or checked.flows is None:
        raise ConfigErrors(checked.problems)
    return checked.flows


def site_values(plan: ServicePlan | None, desk: DeskSettings | None) -> dict[str, tuple[str, ...]]:
    """What some slots can be at a site; nothing of what could not be read."""
    values: dict[str, tuple[str, ...]] = {}
    if plan:
        values["service"] = tuple(service.id for service in plan.services)
        values["counter"] = tuple(counter.id for counter in plan.counters)
    if desk:
        values["reason"] = tuple(reason.id for reason in desk.priority_reasons)
    return values


def check_flows(folder: Path, values: Mapping[str, tuple[str, ...]] | None = None) -> CheckedFlows:
    """The flows below the configuration `folder` with their problems.

    `values`: what some slots can be at this site, such as the ids of its services.
    """
    files = _Files(folder / "dialogs" / "flows")
    if not files.folder.is_dir():
        message = "there is no such folder (`kiosk init DIR` makes one)"
        return CheckedFlows(None, [Problem(files.folder, 1, 1, "missing-folder", message)])
    commands = _read_commands(files)
    for file in sorted(files.folder.glob("*.yaml")):
        if file.name != COMMANDS_FILE:
            _read_flow(files, file)
    everywhere = everywhere_of(commands) if commands else Everywhere({}, Reprompts())
    flows = FlowSet(files.flows, everywhere)
    known = Known(slots_of_texts(folder), values or {})
    faults = [fault for fault in faults_of(flows, known) if _is_certain(files, fault)]
    problems = sorted({*files.problems, *(_problem(files, fault) for fault in faults)})
    return CheckedFlows(None if files.problems else flows, problems)


def _is_certain(files: _Files, fault: Fault) -> bool:
    """Whether `fault` would stand whatever the broken files contain."""
    if not files.broken:
        return True
    of_the_whole = fault.code in ("missing-confirmation", "endless-loop", "unused-flow")
    named = fault.code == "unknown-flow" and fault.name in files.broken
    return not (of_the_whole or named or fault.flow not in files.documents)


def _read_commands(files: _Files) -> CommandsFile | None:
    document = _document(files, files.folder / COMMANDS_FILE)
    if document is None:
        return None
    values, problems = validated(document, CommandsFile, files.folder)
    files.problems += problems
    if values is None:
        files.broken.add(document.file.stem)
        return None
    files.documents[""] = document
    return cast(CommandsFile, values)


def _read_flow(files: _Files, file: Path) -> None:
    document = _document(files, file)
    if document is None:
        return
    values, problems = validated(document, FlowFile, files.folder)
    files.problems += problems
    if values is None:
        files.broken.add(file.stem)
        return
    if values.flow != file.stem:
        message = f"the flow is called `{values.flow}`, its file `{file.name}` (call it `{file.stem}`)"
        files.problems.append(document.problem(("flow",), "bad-value", message))
    files.flows[file.stem] = replace(flow_of(values), name=file.stem)
    files.documents[file.stem] = document


def _document(files: _Files, file: Path) -> Document | None:
    try:
        document = read_document(file)
    except ConfigErrors as error:
        files.problems += error.problems
        files.broken.add(file.stem)
        return None
    if document.data is None:
        files.broken.add(file.stem)
        files.problems.append(Problem(file, 1, 1, "empty-file", "the file is empty or has only comments"))
        return None
    return document


def _problem(files: _Files, fault: Fault) -> Problem:
    """`fault` where it stands in its file."""
    hint = fault.hint or did_you_mean(fault.name, fault.known)
    return files.documents[fault.flow].problem(
        fault.path,
        cast(Code, fault.code),
        f"{fault.message} ({hint})",
        at_key=fault.at_key,
        severity=cast(Severity, fault.severity),
    )
