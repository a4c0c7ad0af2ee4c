"""Is it news? New, an older single event, or a total over a period."""

from datetime import date, datetime, timedelta

from stream.extract.cues import keys_in
from stream.extract.lines import Line
from stream.extract.triggers import Found
from stream.facts import EventTime, Scope

_NEWS = timedelta(days=10)
_PERIOD = timedelta(days=45)


def scope_of(line: Line, found: Found, time: EventTime | None, anchor: datetime | None) -> Scope:
    """Return the scope by the cues in the trigger's clause, with a "since …" after it, and by the time."""
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
