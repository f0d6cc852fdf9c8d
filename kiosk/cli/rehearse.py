"""Rehearse days of the robot in virtual time: people and faults come from a seed, every rule is checked.

The same seed gives the same days and the same digest on any machine. No device is used.

For example:
  kiosk rehearse                                      a week of 300 citizens a day
  kiosk rehearse --days 250 --faults heavy --report year.html
  kiosk rehearse --seed 7 --days 250 --faults heavy --week 12     only that week, with the same seed
  kiosk rehearse drive --help                         one trip of the robot through a hall instead

Exit codes: 0 no rule was broken, 1 one was (or a long run did not reach every rare state), 2 wrong use.
"""

import argparse
import os
import secrets
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from kiosk.cli import drive
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_json, default_config, print_json
from kiosk.cli.progress import Progress
from kiosk.config.schema import Config
from kiosk.rehearsal.days import rehearse_week
from kiosk.rehearsal.faults import plan_faults
from kiosk.rehearsal.plan import FAULT_LEVELS, DayPlan, Order
from kiosk.rehearsal.planning import plan_week
from kiosk.rehearsal.report.data import data
from kiosk.rehearsal.report.page import page
from kiosk.rehearsal.report.story import Story
from kiosk.rehearsal.report.text import text
from kiosk.rehearsal.report.words import counted, duration
from kiosk.rehearsal.results import WeekResult
from kiosk.rehearsal.run import Run, orders_of, weeks_of
from kiosk.rehearsal.shorten import Shortened, shorten
from kiosk.rehearsal.states import ALL as RARE_STATES
from kiosk.rehearsal.workers import WeekFailed, cores, rehearsed
from kiosk.site.load import load_config

PROBLEM, WRONG_USE = 1, 2
MOST_DAYS, MOST_WEEKS, MOST_CITIZENS, MOST_JOBS = 5000, 1000, 5000, 256
SEEDS = 10**9
LARGEST_SEED = 2**63 - 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is rehearsed, and what is told of it."""
    parser.add_argument("--days", type=_whole(1, MOST_DAYS), default=5, metavar="N", help="days (default: 5)")
    parser.add_argument(
        "--citizens", type=_whole(0, MOST_CITIZENS), default=300, metavar="N", help="a day (default: 300)"
    )
    parser.add_argument(
        "--seed",
        type=_whole(0, LARGEST_SEED),
        metavar="S",
        help="the same seed, the same days (default: any)",
    )
    parser.add_argument(
        "--faults", choices=FAULT_LEVELS, default="light", help="how much goes wrong (default: light)"
    )
    parser.add_argument(
        "--week", type=_whole(1, MOST_WEEKS), metavar="W", help="rehearse only this week of the run, from 1"
    )
    parser.add_argument(
        "--jobs", type=_whole(1, MOST_JOBS), metavar="N", help="weeks side by side (default: one a processor)"
    )
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write a page with plots")
    parser.add_argument(
        "--keep-trace",
        action="store_true",
        help="tell a failing week as it was; do not look for a shorter one",
    )
    add_config(parser)
    add_json(parser)
    parser.set_defaults(instead=None)
    _add_drive(parser)


def _add_drive(parser: argparse.ArgumentParser) -> None:
    """`kiosk rehearse drive`: something else, in a module of its own."""
    others = parser.add_subparsers(metavar="drive", dest="other", required=False)
    other = others.add_parser(
        "drive",
        help=drive.SUMMARY,
        description=drive.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    drive.add_arguments(other)
    other.set_defaults(instead=drive.main)


def main(options: argparse.Namespace) -> int:
    """Rehearse, tell, judge."""
    if options.instead is not None:
        return int(options.instead(options))
    seed = secrets.randbelow(SEEDS) if options.seed is None else options.seed
    order = Order(seed, options.days, options.citizens, options.faults)
    if options.week is not None and options.week > weeks_of(order):
        print(f"kiosk: there is no week {options.week}: the run has {_weeks(order)}, from 1", file=sys.stderr)
        return WRONG_USE
    _require_room_for(options.report)
    config = load_config(options.config)
    print(f"rehearsing {_asked_in_words(order, options.week)}", file=sys.stderr, flush=True)
    try:
        run = _rehearse(order, options, config)
    except WeekFailed as failed:
        print(_told_failure(failed, order, options), file=sys.stderr)
        return PROBLEM
    story = _story(run, options, config)
    if options.report:
        options.report.write_text(page(story), encoding="utf-8")
    if options.json:
        print_json(data(story))
    else:
        print(text(story))
    return PROBLEM if story.failed else 0


def _rehearse(order: Order, options: argparse.Namespace, config: Config) -> Run:
    """All weeks, or the one that is asked for."""
    orders = list(_orders(order, options.week))
    run = Run(order)
    jobs = min(options.jobs or cores(), len(orders))
    results = rehearsed(orders, partial(rehearse_week, config=config), jobs)
    with closing(results), Progress(partial(_how_far, run, len(orders))) as progress:
        for result in results:
            run.add(result)
            progress.step()
        run.wall_s = progress.seconds
    return run


def _orders(order: Order, week: int | None) -> Iterator[Order]:
    return (each for each in orders_of(order) if week in (None, each.week + 1))


def _how_far(run: Run, weeks: int, seconds: float) -> str:
    told = f"{run.weeks} of {counted(weeks, 'week')}, {duration(seconds)}"
    if 0 < run.weeks < weeks:
        told += f", about {duration(seconds / run.weeks * (weeks - run.weeks))} to go"
    return f"{told}, {counted(len(run.violations), 'violation')}{_first(run)}"


def _first(run: Run) -> str:
    """Where the first rule was broken: nobody should wait for the end to look into it."""
    if not run.violations:
        return ""
    first = run.violations[0]
    return f", the first in week {first.week}: {first.violation.rule}"


def _story(run: Run, options: argparse.Namespace, config: Config) -> Story:
    failed = run.first_failed
    return Story(
        run=run,
        states=RARE_STATES,
        asked=_command(run.order, options, options.week),
        replay=_command(run.order, options, failed.order.week + 1) if failed else None,
        whole=options.week is None,
        shortened=None if options.keep_trace else _shortened(run, config),
    )


def _shortened(run: Run, config: Config) -> Shortened | None:
    failed = run.first_failed
    if failed is None:
        return None

    def rehearse(days: Sequence[DayPlan]) -> WeekResult:
        return rehearse_week(failed.order, days, config)

    days = plan_week(failed.order, config, plan_faults)
    with Progress(lambda seconds: f"looking for a shorter way to the same violation, {duration(seconds)}"):
        return shorten(days, failed, rehearse, time.monotonic)


def _command(order: Order, options: argparse.Namespace, week: int | None) -> str:
    """What rehearses the same again."""
    words = ["kiosk", "rehearse", "--seed", order.seed, "--days", order.days]
    words += ["--citizens", order.citizens, "--faults", order.faults]
    if week is not None:
        words += ["--week", week]
    if options.config != default_config():
        words += ["--config", options.config]
    return shlex.join(map(str, words))


def _told_failure(failed: WeekFailed, order: Order, options: argparse.Namespace) -> str:
    week = failed.order.week + 1
    return (
        f"{str(failed).rstrip()}\n\n"
        f"kiosk: the rehearsal itself failed in week {week}. It happens again with:\n"
        f"  {_command(order, options, week)}"
    )


def _asked_in_words(order: Order, week: int | None) -> str:
    part = "" if week is None else f"week {week} of "
    days, citizens = counted(order.days, "day"), counted(order.citizens, "citizen")
    return f"{part}{days} with {citizens} each, faults {order.faults}, seed {order.seed}"


def _weeks(order: Order) -> str:
    return counted(weeks_of(order), "week")


def _require_room_for(report: Path | None) -> None:
    """Found out before the run rather than after it."""
    if report is not None and not os.access(report.parent, os.W_OK | os.X_OK):
        raise Failure(f"{report} cannot be written; choose another file with --report")


def _whole(least: int, most: int) -> Callable[[str], int]:
    """The type of an option: a whole number within these bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:20]) <= most):
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} to {most}")
        return int(text)

    return read
