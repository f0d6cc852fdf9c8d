"""What the folder of a Vosk model must hold, in both layouts.

Sources: vosk-api, src/model.cc; facts sheet, section 1.6.
"""

from dataclasses import dataclass
from pathlib import Path

from dialogs.listening.models.errors import ModelError

TEST_MARK = "TEST ONLY"  # how the README of a model made for tests begins
DYNAMIC_GRAPH = ("HCLr.fst", "Gr.fst", "disambig_tid.int")
STATIC_GRAPH = "HCLG.fst"
IVECTOR = ("splice.conf", "online_cmvn.conf", "final.mat", "global_cmvn.stats", "final.dubm", "final.ie")
MAY_BE_EMPTY = ("disambig_tid.int",)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a layout keeps its files, relative to the model's folder."""

    name: str
    acoustic: str
    settings: tuple[str, ...]
    graph: str  # the folder of the graphs, with its slash


NEW = Layout("new", "am/final.mdl", ("conf/mfcc.conf", "conf/model.conf"), "graph/")
FLAT = Layout("flat", "final.mdl", ("mfcc.conf",), "")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder that holds all files of a model."""

    path: Path
    layout: Layout
    takes_grammar: bool  # phrases can be given at run time; a static graph ignores them
    is_test: bool  # understands synthetic voices alone

    @property
    def name(self) -> str:
        """What the vendor calls it, as far as the folder tells."""
        return self.path.name


def inspected(folder: Path) -> ModelFolder:
    """`folder`, if it holds a whole model. Raises `ModelError`."""
    try:
        return _inspected(folder)
    except OSError as error:
        raise ModelError(f"{error.filename or folder} cannot be read: {error.strerror or error}") from error


def found_within(folder: Path) -> ModelFolder:
    """The model in `folder`, or in the one folder within it, as archives have it. Raises `ModelError`."""
    inner = [child for child in folder.iterdir() if child.is_dir()]
    alone = len(inner) == 1 and len(list(folder.iterdir())) == 1
    return inspected(inner[0] if alone else folder)


def _inspected(folder: Path) -> ModelFolder:
    if not folder.is_dir():
        raise ModelError(f"{folder} is no folder; give the unpacked folder of a Vosk model")
    if not any(folder.iterdir()):
        raise ModelError(f"{folder} is empty; copy the model into it")
    layout = _layout(folder)
    takes_grammar = not (folder / layout.graph / STATIC_GRAPH).exists()
    problems = _problems(folder, _needed(folder, layout, takes_grammar))
    if problems:
        raise ModelError(f"{folder} is no whole model: {'; '.join(problems)}; copy it again")
    return ModelFolder(folder, layout, takes_grammar, _is_test(folder))


def _layout(folder: Path) -> Layout:
    """By what is there; the new one where little is, as Vosk has had it for years."""
    if (folder / FLAT.acoustic).exists() and not (folder / NEW.acoustic).exists():
        return FLAT
    parts = ("am", "conf", "graph", "mfcc.conf", *DYNAMIC_GRAPH, STATIC_GRAPH)
    if not any((folder / part).exists() for part in parts):
        raise ModelError(f"{folder} holds no Vosk model: there is no am/final.mdl in it")
    return NEW


def _needed(folder: Path, layout: Layout, takes_grammar: bool) -> list[str]:
    graphs = DYNAMIC_GRAPH if takes_grammar else (STATIC_GRAPH,)
    needed = [layout.acoustic, *layout.settings, *(layout.graph + graph for graph in graphs)]
    if (folder / "ivector").exists():
        needed += [f"ivector/{name}" for name in IVECTOR]
    return needed


def _problems(folder: Path, needed: list[str]) -> list[str]:
    problems = []
    for name in needed:
        file = folder / name
        if not file.is_file():
            problems.append(f"{name} is missing")
        elif not file.stat().st_size and file.name not in MAY_BE_EMPTY:
            problems.append(f"{name} is empty")
        else:
            with file.open("rb"):  # whether this user may read it
                pass
    return problems


def _is_test(folder: Path) -> bool:
    readme = folder / "README"
    if not readme.is_file():
        return False
    with readme.open(errors="replace") as text:
        return text.read(len(TEST_MARK)) == TEST_MARK
