"""Which model a folder holds, by the git blob ids of its files (facts sheet, section 1.6).

The ids tell mix-ups and are no guard against an attacker: what is installed is recorded by SHA-256.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

ACOUSTIC = "am/final.mdl"  # which model it is; the other files may be edited

KNOWN: Mapping[str, Mapping[str, str]] = {
    "vosk-model-small-vn-0.4": {
        ACOUSTIC: "3f4f309725955a28d4252c4087f4f6e7ad6eeba6",
        "graph/HCLr.fst": "9c35d61aa0fce11f9879b2b51331796aba2eaa40",
        "graph/Gr.fst": "10a76b9f7e6cc677741db0dd63715269b2a169fe",
        "ivector/final.ie": "eea5be789e67827d5bd2c5f66bbd97050f2593b0",
        "conf/mfcc.conf": "bd352589067ac29ac18f079aa40fba24f21a44ca",
        "conf/model.conf": "16da0923bbe9955fdf6f250d6328000d6d503cb8",
    },
}
BLOCK_BYTES = 1 << 20


def standing(folder: Path, known: Mapping[str, Mapping[str, str]] = KNOWN) -> str:
    """`known: NAME`, `changed: NAME, its FILES`, or `unknown: …`; reads every pinned file."""
    acoustic = _id_of(folder, ACOUSTIC)
    for name, pins in known.items():
        if pins[ACOUSTIC] == acoustic:
            changed = [file for file, pin in pins.items() if _id_of(folder, file) not in (pin, "")]
            return f"changed: {name}, its {', '.join(changed)}" if changed else f"known: {name}"
    return "unknown: it works, and was not checked by this release"


def blob_id(file: Path) -> str:
    """The git blob id: SHA-1 over `blob <size>`, a zero byte and the bytes."""
    digest = hashlib.sha1(b"blob %d\0" % file.stat().st_size, usedforsecurity=False)
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _id_of(folder: Path, name: str) -> str:
    """The id of a file in either layout; "" where there is none (the flat one has no conf/model.conf)."""
    flat = name if name.startswith("ivector/") else Path(name).name
    for place in (folder / name, folder / flat):
        if place.is_file():
            return blob_id(place)
    return ""
