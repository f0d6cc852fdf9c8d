"""docs/reference/metrics.md, made from the table of families: `python -m kiosk.metrics.reference > FILE`."""

import sys

from kiosk.metrics.families import FAMILIES
from kiosk.metrics.family import Family, number

_HEAD = """\
# Metrics

<!-- Made from the table of families by `python -m kiosk.metrics.reference`; do not edit here. -->

`GET /metrics` answers in Prometheus' text format 0.0.4, to programs on this machine and, from elsewhere, to
whoever has a staff login or a token (`kiosk staff token prometheus`). It is made anew for each request.

```yaml
scrape_configs:
  - job_name: kiosk
    authorization: {credentials_file: /etc/prometheus/kiosk-token}   # not needed on the robot itself
    static_configs: [{targets: ["192.0.2.10:8080"]}]
```

Counters (`…_total`) and histograms count from the start of the process and never fall while it lives; several
robots on one data folder each count what went through them. There is nothing personal in it: services, steps,
devices, states, sums; no number, no ticket, no name. While the store fails the page is still answered:
`kiosk_store_ok` is 0 and what only the store knows is left out.

"""
_TAIL = """
Worth an alarm:

| Expression | Somebody should |
|---|---|
| `up == 0` | look at the robot |
| `kiosk_store_ok == 0` | see to its disk; numbers are given by hand meanwhile |
| `kiosk_trouble == 1` for 10 minutes | do what the counter page says |
| `kiosk_effects_uncertain > 0` for 30 minutes | settle the doubts at the counter page |
| `time() - kiosk_backup_last_success_timestamp_seconds > 2 * 86400` | run `kiosk doctor` |
| `histogram_quantile(0.99, rate(kiosk_store_seconds_bucket[5m])) > 0.1` | replace a slow disk |
"""


def markdown() -> str:
    """The whole page."""
    rows = "\n".join(map(_row, FAMILIES))
    return f"{_HEAD}| Name | Kind | Labels | Meaning |\n|---|---|---|---|\n{rows}\n{_TAIL}"


def _row(family: Family) -> str:
    labels = ", ".join(f"`{label}`" for label in family.labels)
    return f"| `{family.name}` | {family.kind} | {labels} | {family.help}{_bounds(family)} |"


def _bounds(family: Family) -> str:
    return f" (bounds: {', '.join(map(number, family.buckets))} s)" if family.buckets else ""


if __name__ == "__main__":
    sys.stdout.write(markdown())
