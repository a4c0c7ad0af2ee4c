# ruff: noqa: INP001 - a module of the script build.py, no package
"""The row `Lifecycle`: what became of stories after they came, and whether what was derived from them followed."""

import queries as q
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models import dashboard as models
from panels import instant, levels, limited, lines, number, query, stacked

Panel = Builder[models.Panel]

WAITING = levels((None, "green"), (1.0, "red"))
RELEASE = levels((None, "red"), (-30.0, "yellow"), (0.0, "green"))
TARGET = levels((None, "green"), (1.0, "red"))
FALSE_ALARMS = levels((None, "green"), (0.05, "yellow"), (0.2, "red"))

HELD = (
    "Stories of which a version waits for the end of its embargo; nothing of that version is on a topic for readers. "
    "Nothing to do: an agency that lifts an embargo early sends a version that says so."
)
NEXT = (
    "Until the next embargo ends, by the newest version that speaks of one. Below 0 it is overdue: the decider does "
    "not move; see the runbook, *An embargo is overdue*."
)
UNRESOLVED = (
    "Kills and other advisories whose story is not known, or is one of several: nothing was taken back. Look at "
    "`newswire tail rejects` for `retraction_unresolved`, find the story and kill it by its id; see the runbook, "
    "*A kill is unresolved*."
)
OPEN = (
    "Manifests of which not every record is acknowledged yet; each is through within a second. If it stays above 0, "
    "`merge` or `alert` does not answer the desk: see the runbook, *A retraction stays open*."
)
CANCELLED = (
    "Alerts cancelled within an hour after they were raised, in the time range shown: people were woken for nothing. "
    "Look at them with `newswire tail alerts`: if one rule or feed stands out, make the rule stricter."
)
SHARE = (
    "Alerts cancelled within the hour, of all new alerts in the time range shown. Above one in twenty readers cease to "
    "trust the alerts: look which rule raised them."
)
CHANGES = (
    "Story records a second, by what the version is to the one before. A burst of kills or corrections of one feed: "
    "ask the agency. Updates without new stories: the feed repeats itself."
)
TAKEN_BACK = (
    "Instructions carried out, by kind, and those that are not: unresolved (the story is not known), open (not all is "
    "acknowledged). `newswire retracted --since T` lists what readers have to take back."
)
TIME = (
    "From the arrival of a kill to the acknowledgement of its complete manifest: every record that followed from the "
    "story is taken back by then. The line is the target, 1 s; above it look at *Lag* of items, reports and events."
)
HOLDS = (
    "Stories held, over time. It falls at each release; a line that only rises says that releases do not happen: look "
    "at *Next release*."
)
STATES = (
    "Story records a second, by the state they leave the story in: retracted and suspended ones carry no text. Readers "
    "who keep copies must follow them."
)
ENTRIES = (
    "Keys that each deciding step remembers. It levels off once the windows (48 hours of text, 30 days of outlines) "
    "are full; if it goes on growing, give the decider memory and look for a feed that gives each version a new id."
)


def row() -> builders.Row:
    """Return the row's headline."""
    return builders.Row("Lifecycle")


def lifecycle() -> list[Panel]:
    """Return the panels of the row: holds, retractions, false alarms."""
    return [*_numbers(), *_lines()]


def _numbers() -> list[Panel]:
    share = number("Share cancelled early", SHARE, "percentunit", instant(q.CANCELLED_SHARE)).decimals(1)
    return [
        number("Stories held", HELD, "short", instant(q.HELD)).decimals(0),
        number("Next release", NEXT, "s", instant(q.NEXT_RELEASE)).no_value("nothing held").thresholds(RELEASE),
        number("Unresolved retractions", UNRESOLVED, "short", instant(q.UNRESOLVED)).decimals(0).thresholds(WAITING),
        number("Open retractions", OPEN, "short", instant(q.OPEN)).decimals(0),
        number("Alerts cancelled early", CANCELLED, "short", instant(q.CANCELLED)).decimals(0),
        share.no_value("no alerts").thresholds(FALSE_ALARMS),
    ]


def _lines() -> list[Panel]:
    taken_back = (query(q.RETRACTIONS, "{{kind}}"), query(q.UNRESOLVED, "unresolved"), query(q.OPEN, "open"))
    quantiles = (query(q.KILL_P50, "p50"), query(q.KILL_P99, "p99"))
    return [
        stacked(lines("Versions by change", CHANGES, "cps", query(q.CHANGES, "{{change}}"))),
        lines("Retractions", TAKEN_BACK, "short", *taken_back),
        limited(lines("Kill to last retraction", TIME, "s", *quantiles), TARGET),
        lines("Held stories", HOLDS, "short", query(q.HELD, "held")),
        lines("Story records by state", STATES, "cps", query(q.STORY_STATES, "{{state}}")),
        lines("Entries remembered", ENTRIES, "short", query(q.ENTRIES, "{{stage}}")),
    ]
