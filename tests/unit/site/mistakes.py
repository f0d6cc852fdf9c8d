"""Mistakes people make in the shipped files, a few hundred different ones from a seed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

Lines = list[str]


@dataclass(frozen=True)
class Mistake:
    """A file with one thing wrong, where that is, and what must be said about it."""

    file: str
    content: bytes
    code: str
    line: int
    reach: int = 0  # how many lines later it may be noticed

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code}"


class Files:
    """The shipped files, by their path in the configuration folder."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.chance = chance
        self.texts = {
            str(file.relative_to(folder)): file.read_text(encoding="utf-8")
            for file in sorted(folder.rglob("*.yaml"))
        }

    def lines(self, pattern: str, line: str) -> Iterator[tuple[str, int]]:
        """Files matching `pattern` with the numbers (from 0) of lines matching `line`, in random order."""
        found = [
            (name, number)
            for name, text in self.texts.items()
            if re.fullmatch(pattern, name)
            for number, written in enumerate(text.split("\n"))
            if re.search(line, written) and not written.lstrip().startswith("#")
        ]
        self.chance.shuffle(found)
        yield from found

    def changed(
        self, pattern: str, line: str, change: Callable[[str], str | Sequence[str]]
    ) -> Iterator[tuple[str, int, bytes]]:
        """Files with one line changed: name, number from 1, content."""
        for name, number in self.lines(pattern, line):
            written = self.texts[name].split("\n")
            made = change(written[number])
            rows = [made] if isinstance(made, str) else list(made)
            if rows == [written[number]]:
                continue
            yield name, number + 1, "\n".join([*written[:number], *rows, *written[number + 1 :]]).encode()


Maker = Callable[[Files], Iterator[Mistake]]
ANY = r".*"
PROCEDURES = r"procedures/(?!sources).*"
PHRASES = r"dialogs/../sentences/(procedures/.*|commands.yaml|topics.yaml)"
EXAMPLES = r"dialogs/../tests/.*"
RESPONSES = r"dialogs/../responses/.*"
CLOSED_RESPONSES = r"dialogs/../responses/(?!flows)\w+.yaml"  # a site adds no texts of its own here
FLOWS = r"dialogs/flows/(?!commands).*"
HALL, MAP = r"hall.yaml", r"hall/map.yaml"


def slip(word: str, chance: Random) -> str:
    """`word` with two letters swapped."""
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    at = chance.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _simple(
    code: str,
    pattern: str,
    line: str,
    change: Callable[[str], str | Sequence[str]],
    *,
    down: int = 0,
    reach: int = 0,
) -> Maker:
    """Mistakes of one line; `down`: how many lines below the changed one they show."""

    def make(files: Files) -> Iterator[Mistake]:
        for name, number, content in files.changed(pattern, line, change):
            yield Mistake(name, content, code, number + down, reach)

    return make


def _swap(old: str, new: str) -> Callable[[str], str]:
    return lambda line: re.sub(old, new, line, count=1)


def unknown_keys(files: Files) -> Iterator[Mistake]:
    """Known keys with two letters swapped."""
    keys = (
        r"^[\s-]*(documents|fee|online|sources|confidence|service|name|sign|procedures|ask|ids|office|port)"
    )
    keys += r"(?=:)"

    def change(line: str) -> str:
        return re.sub(keys, lambda found: found[0].replace(found[1], slip(found[1], files.chance)), line)

    pattern = r"procedures/.*|site.yaml|services.yaml"
    for name, number, content in files.changed(pattern, keys, change):
        yield Mistake(name, content, "unknown-key", number)


def not_utf8(files: Files) -> Iterator[Mistake]:
    """One letter in the encoding of old Windows programs."""
    for name, number in files.lines(ANY, "[àáâãèéêìíòóôõùúý]"):
        lines = [line.encode() for line in files.texts[name].split("\n")]
        letter = re.search("[àáâãèéêìíòóôõùúý]", lines[number].decode())
        if letter:
            lines[number] = lines[number].replace(letter[0].encode(), letter[0].encode("latin-1"), 1)
            yield Mistake(name, b"\n".join(lines), "not-utf8", number + 1)


def emptied(files: Files) -> Iterator[Mistake]:
    """Files with nothing but comments left, where something must be said."""
    names = [name for name in files.texts if name.startswith(("dialogs/", "procedures/"))]
    files.chance.shuffle(names)
    for name in names:
        yield Mistake(name, b"# later\n", "empty-file", 1)


def same_phrases(files: Files) -> Iterator[Mistake]:
    """A phrase of one meaning once more under the next meaning of the file."""
    for name, number in files.lines(PHRASES, r"^  - "):
        lines = files.texts[name].split("\n")
        keys = [row for row, line in enumerate(lines) if re.match(r'^["\w.-]+:\s*$', line) and row > number]
        if keys:
            lines.insert(keys[0] + 1, lines[number])
            yield Mistake(name, "\n".join(lines).encode(), "same-phrase", keys[0] + 2)


def failing_examples(files: Files) -> Iterator[Mistake]:
    """Examples that expect another procedure than is understood."""
    change = _swap(r"procedure: .*\}", 'procedure: "3.000285"}')
    pattern = r"dialogs/../tests/(civil_status|land|business).*"
    for name, number, content in files.changed(pattern, r"^  expect: \{procedure: [^,]*\}$", change):
        lines = content.decode().split("\n")
        if lines[number - 2].startswith("- say:"):
            yield Mistake(name, content, "example-fails", number - 1)


MISTAKES: dict[str, Maker] = {
    "tab": _simple("tab", ANY, r"^  +\S", lambda line: "\t" + line.lstrip()),
    "duplicate key": _simple(
        "duplicate-key", ANY, r'^\s*["\w.-]+: ("[^"]*"|[\w ]+)$', lambda line: [line, line], down=1
    ),
    "unknown key": unknown_keys,
    "unknown text": _simple("unknown-text", CLOSED_RESPONSES, r"^[a-z_]+: ", _swap(r"^(\w)(\w*)", r"\1xq\2")),
    "unknown command": _simple(
        "unknown-intent", r"dialogs/../sentences/commands.yaml", r"^[a-z_]+:", _swap(r"^(\w)", r"\1q")
    ),
    "unknown topic": _simple(
        "unknown-topic", r"dialogs/../sentences/topics.yaml", r"^[a-z_]+:", _swap(r"^(\w)", r"\1q")
    ),
    "list for a text": _simple("wrong-type", RESPONSES, r'^[a-z_]+: "', _swap(r": .*", ": [a, b]")),
    "text for a list": _simple("wrong-type", PROCEDURES, r"^    sources: \[", _swap(r"\[.*\]", "A")),
    "word for a group": _simple("wrong-type", EXAMPLES, r"^  expect: \{", _swap(r"\{.*\}", '"1.001193"')),
    "missing English": _simple(
        "missing-translation", PROCEDURES, r"\{vi: .*, en: [^,}]*\}$", _swap(r", en: [^,}]*\}$", "}")
    ),
    "unknown procedure": _simple(
        "unknown-id", EXAMPLES, r'procedure: "', _swap(r'procedure: "[^"]*"', 'procedure: "9.999999"')
    ),
    "unknown source": _simple("unknown-id", PROCEDURES, r"sources: \[[A-F]", _swap(r"\[[A-F]", "[Z")),
    "unknown service": _simple("unknown-id", PROCEDURES, r"^service: ", _swap(r": .*", ": nowhere")),
    "unknown sign": _simple("unknown-sign", PROCEDURES, r"^sign: ", _swap(r": .*", ": famly")),
    "unknown id of phrases": _simple(
        "unknown-id",
        r"dialogs/../sentences/procedures/.*",
        r'^"?[\d.]+"?:',
        _swap(r'^"?([\d.]+)"?', r'"\g<1>9"'),
    ),
    "open bracket": _simple("bad-template", PHRASES, r'^  - "[^"]*"$', _swap(r'"$', ' (a|b"')),
    "closing bracket": _simple("bad-template", PHRASES, r'^  - "[^"]*"$', _swap(r'"$', ' a]"')),
    "unknown slot in a phrase": _simple(
        "unknown-slot", PHRASES, r'^  - "[^"]*"$', _swap(r'"$', ' {nonsense}"')
    ),
    "unknown slot in a text": _simple(
        "unknown-slot", RESPONSES, r'^[a-z_]+: "[^"]*"$', _swap(r'"$', ' {nonsense}"')
    ),
    "open brace in a text": _simple("bad-template", RESPONSES, r'^[a-z_]+: "[^"]*"$', _swap(r'"$', ' {a"')),
    "same phrase": same_phrases,
    "emptied file": emptied,
    "not UTF-8": not_utf8,
    "quote left open": _simple("syntax", ANY, r'^[^"#]*: "[^"]*"$', _swap(r'"$', ""), reach=4),
    "bracket left open": _simple("syntax", ANY, r"^[^\"#]*: \[[^\]]*\]$", _swap(r"\]$", ""), reach=2),
    "brace left open": _simple("syntax", ANY, r"^[^#]*\{[^{}]*\}$", _swap(r"\}$", ""), reach=2),
    "wrong indentation": _simple("syntax", ANY, r"^  [a-z_]+: ", lambda line: " " + line, reach=1),
    "colon in a text": _simple(
        "syntax", PHRASES, r'^  - "[^"]*"$', _swap(r'- "(.*)"', r"- \1: xin hỏi: ạ"), reach=0
    ),
    "sign at the beginning": _simple("yaml-sign", PHRASES, r"^  - ", _swap(r"- .*", "- *xin")),
    "control character": _simple("control-character", ANY, r'^[a-z_]+: "', _swap(r'"', '"\x07')),
    "bad date": _simple(
        "bad-date", PROCEDURES, r"checked_on: \d", _swap(r"checked_on: .*", "checked_on: 2026-13-40")
    ),
    "expired": _simple(
        "expired", PROCEDURES, r"^    online: \{vi: .*\}$", _swap(r"\}$", ", valid_to: 2026-01-31}")
    ),
    "ends before it begins": _simple(
        "bad-order",
        PROCEDURES,
        r"^    online: \{vi: .*\}$",
        _swap(r"\}$", ", valid_from: 2028-02-01, valid_to: 2028-01-31}"),
    ),
    "figures": _simple(
        "figures-differ", PROCEDURES, r"\{vi: .*, en: .*\d.*\}$", _swap(r"(, en: .*\d)", r"\g<1>7")
    ),
    "unknown confidence": _simple("bad-value", PROCEDURES, r"^    confidence: ", _swap(r": .*", ": rather")),
    "failing example": failing_examples,
    "unknown step": _simple("unknown-step", FLOWS, r"^    next: \w+$", _swap(r": .*", ": nowhere")),
    "unknown action": _simple("unknown-action", FLOWS, r"^    action: ", _swap(r": .*", ": fly")),
    "number in words": _simple("wrong-type", r"desk.yaml", r"^\w+: \d+", _swap(r": \d+", ": three")),
    "place that is none": _simple(
        "unknown-id", HALL, r"^(post|dock|waiting_area): ", _swap(r"(: \[?)(\w)", r"\1q\2")
    ),
    "counter that is none": _simple("unknown-id", HALL, r", counter: \d", _swap(r"(counter: )", r"\g<1>9")),
    "place in a wall": _simple("bad-place", HALL, r"^  counter_\d: ", _swap(r"y: 7\.5", "y: 8.3")),
    "place far away": _simple("bad-place", HALL, r"^  waiting_\d+: ", _swap(r"(x: \d+)\.", r"\g<1>0.")),
    "kind of zone": _simple("bad-value", HALL, r"kind: (no_go|slow)", _swap(r"kind: \w", "kind: x")),
    "slow zone without speed": _simple("missing-key", HALL, r"kind: slow", _swap(r"speed_m_s: [\d.]+, ", "")),
    "one coordinate": _simple(
        "empty-value", HALL, r"corners: ", _swap(r"\[\[([\d.-]+), [\d.-]+\]", r"[[\1]")
    ),
    "speed of the robot": _simple("out-of-range", HALL, r"^speed_m_s: ", _swap(r"0\.3", "3")),
    "no map file": _simple("missing-file", HALL, r"^map: ", _swap(r"map\.yaml", "mpa.yaml")),
    "no picture of the map": _simple("bad-map", MAP, r"^image: ", _swap(r"map\.png", "mpa.png")),
    "turned map": _simple("bad-map", MAP, r"^origin: ", _swap(r"0\.0\]", "1.57]")),
    "pixels of metres": _simple("out-of-range", MAP, r"^resolution: ", _swap(r"0\.05", "5")),
    "time": _simple("bad-time", r"hours.yaml", r"opens: 7:30", _swap(r"7:30", "25:30")),
}


def mistakes(folder: Path, kind: str, most: int) -> list[Mistake]:
    """`most` mistakes of one kind in the files of `folder`, always the same, each in another place."""
    found = []
    for mistake in MISTAKES[kind](Files(folder, Random(kind))):
        found.append(mistake)
        if len(found) == most:
            break
    return found
