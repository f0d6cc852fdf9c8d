"""A run as one page, whole in one file: no script, nothing fetched."""

from itertools import groupby

from kiosk.rehearsal.counts.totals import Outage
from kiosk.rehearsal.report import tables
from kiosk.rehearsal.report.elements import figures_table, table_head, words_table
from kiosk.rehearsal.report.html import Html, join, tag
from kiosk.rehearsal.report.plots.outages import MOST_DAYS, outage_plot
from kiosk.rehearsal.report.plots.queue import queue_plot
from kiosk.rehearsal.report.plots.waiting import waiting_plot
from kiosk.rehearsal.report.story import Story
from kiosk.rehearsal.report.style import STYLE, policy
from kiosk.rehearsal.report.tables import Table
from kiosk.rehearsal.report.words import counted, duration, number, plain, when
from kiosk.rehearsal.run import Run

MOST_VIOLATIONS = 50
QUEUE_WORDS = (
    "The thick line is the median of all days. "
    "On 9 of 10 days the queue is no longer than the top of the band."
)


def page(story: Story) -> str:
    """The whole file."""
    run = story.run
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy()),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", f"Rehearsal {run.order.seed}: {story.verdict}"),
        tag("style", Html(STYLE)),
    )
    body = tag(
        "body",
        _verdict(story),
        _failure(story),
        _waiting(story),
        _queue(story),
        _outages(story),
        _states(story),
        _figures(run),
        _trace(story),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang="en") + "\n"


def _verdict(story: Story) -> Html:
    run, order = story.run, story.run.order
    days = counted(run.figures.totals["days"], "day")
    words = (
        f"{days} with {counted(order.citizens, 'citizen')} each, faults {order.faults}, "
        f"seed {order.seed}: {number(run.facts)} facts in {duration(run.wall_s)}, "
        f"{number(run.times_real)} times as fast as real time."
    )
    return tag(
        "header",
        tag("p", "Rehearsal of the robot in virtual time", class_="eyebrow"),
        tag("h1", story.verdict[:1].upper() + story.verdict[1:]),
        tag("p", words),
        tag("p", "The same days again: ", tag("code", story.asked)),
        tag("p", "Digest: ", tag("code", run.digest)),
        class_="failed" if story.failed else "well",
    )


def _failure(story: Story) -> Html:
    """What went wrong, and how to see it again."""
    violations = story.run.violations
    if not violations:
        return Html()
    rows = tuple(
        (each.violation.rule, when(each), each.violation.what) for each in violations[:MOST_VIOLATIONS]
    )
    parts = [tag("h2", "What went wrong"), words_table(("rule", "when", "what"), rows)]
    if len(violations) > len(rows):
        parts.append(tag("p", f"And {number(len(violations) - len(rows))} more."))
    if story.replay:
        parts += [tag("h3", "It happens again with"), tag("pre", story.replay)]
    if story.plan:
        parts += [tag("h3", "The smallest plan found"), tag("pre", "\n".join(story.plan))]
    return tag("section", *parts)


def _figures(run: Run) -> Html:
    figures = run.figures
    return tag(
        "section",
        tag("h2", "Figures"),
        _pair(tables.people(figures), tables.paper(figures)),
        _pair(tables.robot(figures), tables.effort(run)),
        figures_table(tables.durations(figures)),
        _pair(
            tables.counts("Put in their way", figures.faults),
            tables.counts("Acts of staff, and how they went", figures.staff),
        ),
        _pair(tables.troubles(figures), tables.counts("Citizens by kind", figures.kinds)),
    )


def _pair(left: Table, right: Table) -> Html:
    return tag("div", figures_table(left), figures_table(right), class_="pair")


def _trace(story: Story) -> Html:
    if not story.trace:
        return Html()
    return tag("section", tag("h2", story.trace_title), tag("pre", "\n".join(story.trace)))


def _waiting(story: Story) -> Html:
    waiting = story.run.figures.waiting.together()
    if not waiting.times:
        return Html()
    within = duration(waiting.percentile_s(90))
    return tag(
        "section",
        tag("h2", f"How long people wait: 9 of 10 within {within}"),
        waiting_plot(waiting),
        figures_table(tables.by_service(story.run.figures)),
    )


def _queue(story: Story) -> Html:
    queue = story.run.figures.queue
    if not queue.longest:
        return Html()
    return tag(
        "section",
        tag("h2", f"How many wait: at most {number(queue.longest)}"),
        tag("p", QUEUE_WORDS),
        queue_plot(queue),
    )


def _outages(story: Story) -> Html:
    figures = story.run.figures
    ordered = sorted(figures.outages, key=lambda each: each.device)
    plots = [
        join([tag("h3", plain(device)), outage_plot(device, tuple(found), figures.totals["days"])])
        for device, found in groupby(ordered, key=lambda each: each.device)
    ]
    words = "Each row is a day of the run, each bar an outage as staff were told of it."
    if figures.totals["days"] > MOST_DAYS:
        words += f" The first {MOST_DAYS} days are drawn, the table counts all."
    return tag(
        "section",
        tag("h2", f"Out of order: {_times(figures.outages)}"),
        tag("p", words if plots else "Nothing was out of order."),
        *plots,
        figures_table(tables.outages(figures)),
    )


def _times(outages: list[Outage]) -> str:
    return f"{counted(len(outages), 'time')}, together {duration(sum(each.length_s for each in outages))}"


def _states(story: Story) -> Html:
    """Those a long run has missed stand first."""
    names = sorted(story.states, key=lambda name: story.is_long and name not in story.never)
    head = table_head(("state", "what it is", "times"), words=2)
    return tag(
        "section",
        tag("h2", f"Rare states: {len(names) - len(story.never)} of {len(names)} reached"),
        tag("table", head, tag("tbody", *(_state(story, name) for name in names))),
    )


def _state(story: Story, name: str) -> Html:
    times = story.run.sightings[name]
    unseen = "never" if story.is_long else "unseen"
    return tag(
        "tr",
        tag("th", plain(name), scope="row"),
        tag("td", story.states[name], class_="words"),
        tag("td", number(times) if times else "never"),
        class_="seen" if times else unseen,
    )
