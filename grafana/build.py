# ruff: noqa: INP001 - a script, no package
"""Writes the dashboards: `python grafana/build.py [FOLDER]`, by default beside this file. The JSON is committed."""

import json
import sys
from pathlib import Path

import queries as q
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as models
from lifecycle import lifecycle, row
from panels import SOURCE, bars, heat, instant, levels, limited, lines, listing, number, query, rows, world

Panel = Builder[models.Panel]

COUNTED = "In the time range shown. Counted by the workers; a record sent again after a crash counts again."


def variables() -> list[Builder[models.VariableModel]]:
    """Return what the viewer may choose: data source, workers, and the topic whose latency is shown."""
    source = builders.DatasourceVariable("datasource").label("Data source").type("prometheus")
    topic = builders.CustomVariable("topic").label("Latency of").values("alerts,events,reports,stories")
    return [
        source.current(models.VariableOption(selected=True, text="Prometheus", value="newswire-prometheus")),
        workers("job", "label_values(newswire_build_info, job)"),
        workers("instance", 'label_values(newswire_build_info{job=~"$job"}, instance)'),
        topic.current(models.VariableOption(selected=True, text="alerts", value="alerts")),
    ]


def workers(name: str, values: str) -> builders.QueryVariable:
    """Return a choice among workers: all of them unless some are picked."""
    everyone = models.VariableOption(selected=True, text=["All"], value=["$__all"])
    variable = builders.QueryVariable(name).label(name.capitalize()).query(values).datasource(SOURCE)
    variable = variable.refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED).sort(models.VariableSort.ALPHABETICAL_ASC)
    return variable.multi(multi=True).include_all(include_all=True).all_value(".+").current(everyone)


def numbers() -> list[Panel]:
    """Return the first row: whether the user is served."""
    late = levels((None, "green"), (1.0, "yellow"), (5.0, "red"))
    p99 = "From a story's arrival to the broker's receipt of the alert, in the time range shown."
    return [
        total("Stories read", "Records that `receive` could read.", q.STORIES_READ),
        total("Stories published", "Story records, copies and new versions included.", q.STORIES_PUBLISHED),
        total("New events", "First revisions of events.", q.EVENTS_NEW),
        total("Alerts", "New alerts, without updates and cancellations.", q.ALERTS_NEW),
        total("Rejects", "Inputs that could not be handled.", q.REJECTS),
        number("Alert latency, p99", p99, "s", instant(q.ALERT_P99)).decimals(2).thresholds(late),
    ]


def total(title: str, description: str, expr: str) -> Panel:
    """Return a count over the time range shown."""
    return number(title, f"{description} {COUNTED}", "short", instant(expr)).decimals(0)


def flow() -> list[Panel]:
    """Return rates and latency."""
    path = "From a story's arrival to the broker's receipt of a record"
    slow = "A dot is a record that took longer than 5 s; it names the record's key."
    quantiles = (query(q.LATENCY_P50, "{{topic}} p50"), query(q.LATENCY_P99, "{{topic}} p99"))
    sent = "Records a second that the broker acknowledged, by topic."
    ended = "Inputs a second that a stage is through with, by how they ended."
    return [
        lines("Records sent", sent, "cps", query(q.SENT_RATE, "{{topic}}")),
        lines("Inputs by outcome", ended, "cps", query(q.OUTCOME_RATE, "{{stage}} {{outcome}}")),
        heat("Latency of $topic", f"{path}, by bucket. {slow}", query(q.LATENCY_HEAT, "{{le}}")),
        limited(
            lines("Latency, p50 and p99", f"{path}, by topic.", "s", *quantiles), levels((None, "green"), (1.0, "red"))
        ),
    ]


def waiting() -> list[Panel]:
    """Return lag, what the stages cost, and the workers."""
    oldest = "Age of the oldest record that waits, by topic. It grows while a worker hangs."
    cost = "What a stage's own work on an input takes, without sending."
    workers_ = (query(q.WORKERS_UP, "{{job}} up"), query(q.WORKERS_READY, "{{job}} ready"))
    age = lines("Lag, seconds", oldest, "s", query(q.LAG_SECONDS, "{{topic}}"))
    return [
        lines(
            "Lag, records", "Records that wait, by the topic they wait on.", "short", query(q.LAG_RECORDS, "{{topic}}")
        ),
        limited(age, levels((None, "green"), (60.0, "red"))),
        lines("Stage duration, p99", cost, "s", query(q.STAGE_P99, "{{stage}}")),
        lines("Workers", "How many workers are up, and how many of them can take records.", "short", *workers_),
    ]


def news() -> list[Panel]:
    """Return what the wire says: where, what, which alerts; and what it does not say."""
    where = f"By the country of the event's place; events without a place are not on the map. {COUNTED}"
    ruled = f"New alerts by the rule that raised them, the ten busiest. {COUNTED}"
    rejects = f"Inputs that could not be handled; `newswire tail rejects` shows each. {COUNTED}"
    silence = "How long ago a feed's last readable story was read, the most silent on top."
    silent = levels((None, "green"), (900.0, "yellow"), (3600.0, "red"))
    return [
        world("New events by country", where, rows(q.COUNTRIES)),
        bars("New events by type", f"First revisions of events. {COUNTED}", instant(q.TYPES, "{{type}}")),
        listing("Top alert rules", ruled, "short", rows(q.RULES)).decimals(0),
        listing("Rejects by reason", rejects, "short", rows(q.REASONS)).decimals(0),
        listing("Silent feeds", silence, "s", rows(q.SILENCE)).thresholds(silent),
    ]


def trouble() -> list[Panel]:
    """Return what happened beside the work, and what was taken back."""
    incidents = "Rebalances, coordinator errors healed, sends tried again, children replaced, states read."
    states = "Event records a second, revisions and retractions included."
    return [
        lines("Incidents", incidents, "short", query(q.INCIDENTS, "{{incident}}")),
        lines("Event records by state", states, "cps", query(q.EVENT_STATES, "{{state}}")),
    ]


def restarts() -> builders.AnnotationQuery:
    """Return the marks of new versions, rulesets and restarts."""
    started = query(q.STARTS, "{{job}} started")
    return (
        builders.AnnotationQuery()
        .name("Starts")
        .datasource(SOURCE)
        .enable(enable=True)
        .icon_color("blue")
        .target(started)
    )


def overview() -> models.Dashboard:
    """Return the home dashboard."""
    board = (
        builders.Dashboard("Newswire overview")
        .uid("newswire-overview")
        .description("Is the wire read, published in time, and what does it say?")
        .tags(["newswire"])
        .readonly()
        .timezone("utc")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .time("now-1h", "now")
        .refresh("10s")
        .variables(variables())
        .annotations([restarts()])
    )
    for panel in (*numbers(), *flow(), *waiting(), *news(), *trouble()):
        board = board.with_panel(panel)
    board = board.with_row(row())
    for panel in lifecycle():
        board = board.with_panel(panel)
    return numbered(board.build())


def numbered(board: models.Dashboard) -> models.Dashboard:
    """Return the dashboard with its panels numbered in their order: links to a panel stay good."""
    for number_, panel in enumerate(board.panels or (), start=1):
        panel.id_val = number_
    return board


def main() -> None:
    """Write every dashboard."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "dashboards"
    text = JSONEncoder(sort_keys=True, indent=2).encode(overview())
    (folder / "overview.json").write_text(
        json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
