"""The models the robot hears with. Nothing is downloaded by itself: a person fetches a model and adds it.

For example:
  kiosk speech model add vosk-model-small-vn-0.4.zip --data /srv/kiosk/data
  kiosk speech model add /mnt/stick/vosk-model-small-en-us-0.15 --lang en
  kiosk speech model list
  kiosk speech model check            is each whole, does it work, which words of the dialogs does it know

Vietnamese: vosk-model-small-vn-0.4 (32 MB), English: vosk-model-small-en-us-0.15 (40 MB), both from
https://alphacephei.com/vosk/models (Apache 2.0). Without a model the robot works by touch.

Exit codes: 0 done and all is well, 1 a model could not be added or is not well (the line says what to do).
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from dialogs.listening.models.errors import ModelError
from dialogs.listening.models.installing import LANGUAGES, Installed, install
from dialogs.listening.models.layout import inspected
from dialogs.listening.models.record import Record, differences, read_records
from dialogs.listening.trial import Trial, tried
from dialogs.listening.vocabulary import every_phrase
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_data, own_data_folder
from kiosk.cli.progress import Progress
from kiosk.config.problems import ConfigErrors
from kiosk.site.knowledge.loading import load_knowledge

MOST_WORDS = 12  # unknown words that are named
WHAT_TO_FETCH = """\
no speech model is installed: the robot works by touch. To let it hear, fetch on any computer
  vi  vosk-model-small-vn-0.4.zip       from https://alphacephei.com/vosk/models
  en  vosk-model-small-en-us-0.15.zip   from the same page
and add it here: kiosk speech model add FILE.zip --lang vi --data {data}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`model add`, `model list`, `model check`."""
    things = parser.add_subparsers(metavar="model", required=True)
    model = things.add_parser("model", help="the models the robot hears with", description=parser.description)
    model.formatter_class = parser.formatter_class
    actions = model.add_subparsers(metavar="ACTION", required=True)
    add = _action(actions, "add", "install a model from a file or a folder", _add)
    add.add_argument("source", type=Path, metavar="FILE.zip|DIR", help="the model as it was fetched")
    add.add_argument("--lang", choices=LANGUAGES, default="vi", help="its language (default: %(default)s)")
    add.add_argument("--test-model", action="store_true", help="allow one that understands no people")
    _action(actions, "list", "the models that are installed", _list)
    _action(actions, "check", "whether they are whole and work", _check)


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    told: str,
    deed: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=told, description=told)
    add_config(action)
    add_data(action)
    action.set_defaults(deed=deed)
    return action


def main(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    return int(options.deed(options))


def _add(options: argparse.Namespace) -> int:
    data = own_data_folder(options.data)
    phrases = _phrases(options.config, options.lang)
    step = "looking"

    def doing(words: str) -> None:
        nonlocal step
        step = words
        if not words.startswith("unpacking, "):
            progress.step()

    with Progress(lambda seconds: f"{options.source.name}: {step} ({seconds:.0f} s)") as progress:
        try:
            installed = install(
                options.source, data, options.lang, phrases=phrases, allow_test=options.test_model, step=doing
            )
        except ModelError as error:
            raise Failure(str(error)) from error
    print("\n".join(_told_of_added(installed)))
    return 0


def _told_of_added(installed: Installed) -> list[str]:
    record, trial = installed.record, installed.trial
    lines = [
        f"{record.language}: {record.name} is installed, {record.standing}",
        f"  {_told_of_trial(trial)}",
        f"  {_told_of_words(trial)}",
    ]
    if not installed.model.takes_grammar:
        lines.append("  it cannot be limited to the phrases of the dialogs: expect more misunderstandings")
    if not trial.has_unknown:
        lines.append("  it cannot say that it did not understand: expect it to guess")
    if record.is_test:
        lines.append("  IT IS MADE FOR TESTS and understands synthetic voices, not people")
    return [*lines, "  the robot hears with it from its next start on"]


def _list(options: argparse.Namespace) -> int:
    records = list(read_records(options.data))
    if not records:
        print(WHAT_TO_FETCH.format(data=options.data))
        return 0
    for record in records:
        if isinstance(record, ModelError):
            raise Failure(str(record))
        test = " (made for tests)" if record.is_test else ""
        print(f"{record.language}: {record.name}{test}, {record.standing}\n  {record.path(options.data)}")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Every model is looked at, also after a bad one."""
    records = list(read_records(options.data))
    if not records:
        raise Failure(WHAT_TO_FETCH.format(data=options.data))
    code = 0
    for record in records:
        problems = [str(record)] if isinstance(record, ModelError) else list(_problems(record, options))
        for problem in problems:
            print(f"error: {problem}")
            code = 1
    return code


def _problems(record: Record, options: argparse.Namespace) -> Iterator[str]:
    """What is wrong with one model; what is well is printed."""
    folder = record.path(options.data)
    changed = differences(record, options.data)
    if changed:
        yield f"{folder} is not as it was installed: {'; '.join(changed)}; add the model again"
        return
    try:
        inspected(folder)
        with Progress(lambda seconds: f"{record.name}: trying it ({seconds:.0f} s)"):
            trial = tried(folder, _phrases(options.config, record.language))
    except ModelError as error:
        yield f"{error}; add the model again"
        return
    test = ", MADE FOR TESTS" if record.is_test else ""
    print(f"{record.language}: {record.name} is whole and works, {record.standing}{test}")
    print(f"  {_told_of_trial(trial)}\n  {_told_of_words(trial)}")


def _phrases(config: Path, language: str) -> tuple[str, ...]:
    """What the dialogs expect people to say; nothing of dialogs with errors, which `kiosk check` tells."""
    try:
        return every_phrase(load_knowledge(config, (language,)).materials[language])
    except ConfigErrors:
        return ()


def _told_of_trial(trial: Trial) -> str:
    return f"loaded in {trial.load_s:.1f} s, {trial.memory_mb:.0f} MB"


def _told_of_words(trial: Trial) -> str:
    if not trial.words:
        return "its words were not compared with the dialogs: see `kiosk check`"
    known = trial.words - len(trial.unknown)
    told = f"knows {known} of the {trial.words} words of the dialogs"
    if not trial.unknown:
        return told
    more = ", …" if len(trial.unknown) > MOST_WORDS else ""
    return f"{told}; not: {', '.join(trial.unknown[:MOST_WORDS])}{more}"
