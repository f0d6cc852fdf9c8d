"""docs/reference/problems.md, made from the table of codes: `python -m kiosk.site.problem_page > FILE`."""

import sys
from collections.abc import Mapping

from dialogs.flows.checks.codes import FLOW_CODES
from kiosk.config.codes import CODES

ALL_CODES: Mapping[str, str] = {**CODES, **FLOW_CODES}

_HEAD = """\
# Problems and their codes

<!-- Made from the table of codes by `python -m kiosk.site.problem_page`; do not edit here. -->

`kiosk check` tells every problem in one line, all of them at once:

```text
path:line:column: error CODE: what is wrong (what would be right)
```

Lines and columns count from 1. With an **error** the command ends with exit code 1 and a robot does not
start. Two errors stop no robot: a fact that has `expired`, which it never says, and an example that fails
(`example-fails`). A **warning** is worth a second look and stops nothing. With `--json` each problem has
`file`, `line`, `column`, `severity`, `code` and `message`.

| Code | Meaning |
|---|---|
"""


def markdown() -> str:
    """The whole page."""
    rows = (f"| `{code}` | {meaning} |\n" for code, meaning in sorted(ALL_CODES.items()))
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(markdown())
