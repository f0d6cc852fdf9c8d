"""A run for programs: plain values, seconds and counts, names as the program has them."""

from dataclasses import asdict
from typing import Any

from kiosk.rehearsal.counts.spread import Spread, Spreads
from kiosk.rehearsal.counts.totals import COUNTERS, Figures
from kiosk.rehearsal.report.story import Story
from kiosk.rehearsal.report.tables import PERCENTS
from kiosk.rehearsal.run import Broken


def data(story: Story) -> dict[str, Any]:
    """Everything but the plots' points."""
    run = story.run
    return {
        "seed": run.order.seed,
        "days": run.order.days,
        "citizens": run.order.citizens,
        "faults": run.order.faults,
        "weeks": run.weeks,
        "digest": run.digest,
        "facts": run.facts,
        "simulated_s": round(run.simulated_s, 3),
        "wall_s": round(run.wall_s, 3),
        "failed": story.failed,
        "violations": [_broken(broken) for broken in run.violations],
        "replay": story.replay,
        "trace": story.trace,
        "plan": story.plan,
        "states": {name: run.sightings[name] for name in story.states},
        "never_reached": story.never,
        "figures": _figures(run.figures),
    }


def _broken(broken: Broken) -> dict[str, Any]:
    return {
        "week": broken.week,
        "day": broken.day,
        "day_s": round(broken.day_s, 3),
        **asdict(broken.violation),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        **{name: dict(sorted(getattr(figures, name).items())) for name in COUNTERS},
        "waiting_s": _spreads(figures.waiting),
        "serving_s": _spreads(figures.serving),
        "answer_s": _spread(figures.answer),
        "paper_s": _spread(figures.paper),
        "restart_s": _spread(figures.restart),
        "longest_queue": figures.queue.longest,
        "outages": [asdict(outage) for outage in figures.outages],
    }


def _spreads(spreads: Spreads) -> dict[str, Any]:
    parts = {name: _spread(spreads[name]) for name in sorted(spreads)}
    return {"all": _spread(spreads.together()), **parts}


def _spread(spread: Spread) -> dict[str, float]:
    percentiles = {f"p{percent}": round(spread.percentile_s(percent), 3) for percent in PERCENTS}
    return {"times": spread.times, **percentiles, "longest": round(spread.longest_s, 3)}
