"""Is it news? New, an older single event, or a total over a period."""

import re
from datetime import date, datetime, timedelta

from stream.extract.cues import keys_in
from stream.extract.lines import Line
from stream.extract.triggers import Found
from stream.facts import EventTime, Scope
from stream.lexicon.words import word_set

_WORDS = re.compile(r"[a-z]+")
_NEWS = timedelta(days=10)
_PERIOD = timedelta(days=45)


def scope_of(line: Line, found: Found, time: EventTime | None, anchor: datetime | None) -> Scope:
    """Return the scope by the cues in the trigger's clause, with a "since …" after it, and by the time."""
    if time and _since_a_month(line, time):
        return "cumulative"
    by_time = _scope_of_time(time, anchor.date()) if time and anchor else None
    cues = _cues(line, found.first)
    if "cumulative" in cues and by_time != "background":
        return "cumulative"
    if by_time:
        return by_time
    return "background" if "background" in cues else "new"


def _scope_of_time(time: EventTime, today: date) -> Scope | None:
    start, end = _day(time.start), _day(time.end)
    if end is not None and end < today - _NEWS:
        return "background"
    if start is not None and start < today - _PERIOD and (end is None or today >= end >= today - _NEWS):
        return "cumulative"
    return "new" if start is not None and start >= today - _NEWS else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _cues(line: Line, at: int) -> frozenset[str]:
    first, last = line.clause(at)
    if last < len(line.words) and line.words[last] == "since":
        last = line.clause(last)[1]
    return keys_in(line.words[first:last], "scope")


def _since_a_month(line: Line, time: EventTime) -> bool:
    """Tell whether it has gone on "since mid-December" in a story without a date: whatever year that was, a period."""
    return any(
        placed.item.text == time.text
        and placed.item.interval == (None, None)
        and line.words[max(0, placed.first - 1)] == "since"
        and not word_set("times", "months").isdisjoint(_WORDS.findall(time.text.lower()))
        for placed in line.times
    )
