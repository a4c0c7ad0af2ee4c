"""Is it news? New, an older single event, or a total over a period."""

from datetime import date, datetime, timedelta
from functools import cache

from stream.extract.lines import Line
from stream.extract.triggers import Found, split
from stream.facts import EventTime, Scope
from stream.lexicon.words import read

_NEWS = timedelta(days=6)
_PERIOD = timedelta(days=45)


def scope_of(line: Line, found: Found, time: EventTime | None, anchor: datetime | None) -> Scope:
    """Return the scope by the cues in the trigger's clause, with a "since …" after it, and by the time."""
    by_time = _scope_of_time(time, anchor.date()) if time and anchor else None
    if _has_cue(line, found.first, "cumulative") and by_time != "background":
        return "cumulative"
    if by_time:
        return by_time
    return "background" if _has_cue(line, found.first, "background") else "new"


def _scope_of_time(time: EventTime, today: date) -> Scope | None:
    start, end = _day(time.start), _day(time.end)
    if end is not None and end < today - _NEWS:
        return "background"
    if start is not None and start < today - _PERIOD and (end is None or end >= today - _NEWS):
        return "cumulative"
    return "new" if start is not None and start >= today - _NEWS else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _has_cue(line: Line, at: int, key: str) -> bool:
    first, last = line.clause(at)
    if last < len(line.words) and line.words[last] == "since":
        last = line.clause(last)[1]
    text = f" {' '.join(line.words[first:last])} "
    return any(cue in text for cue in _cues(key))


@cache
def _cues(key: str) -> tuple[str, ...]:
    return tuple(f" {' '.join(split(words))} " for words in read("scope")[key])
