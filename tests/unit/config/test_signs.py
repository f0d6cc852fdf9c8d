"""The signs a service may have are the signs that are drawn."""

from pathlib import Path

import kiosk.web
from kiosk.config.schema import SIGNS

DRAWINGS = Path(kiosk.web.__file__).parent / "templates" / "icons.svg"


def test_every_sign_of_the_schema_is_drawn() -> None:
    drawn = DRAWINGS.read_text(encoding="utf-8")
    assert [sign for sign in SIGNS if f'id="sign-{sign}"' not in drawn] == []
