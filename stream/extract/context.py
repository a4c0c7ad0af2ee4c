"""What a sentence leaves unsaid: place and day told not long before; and that the crime behind a verdict is old."""

from collections.abc import Sequence
from itertools import takewhile

from msgspec import structs

from stream.extract.sighting import Sighting
from stream.facts import EventPlace, EventTime, EventType

_REACH = 6
_UNPLACED: frozenset[EventType] = frozenset(
    {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "ECONOMY", "SANCTION"}
)


def in_context(rows: Sequence[Sighting], before: Sequence[Sighting]) -> list[Sighting]:
    """Return sightings with the place and day they take over from those before, as `told_place` and `near_time`."""
    return [structs.replace(row, told_place=_place(row, before), near_time=_time(row, before)) for row in rows]


def _place(row: Sighting, before: Sequence[Sighting]) -> EventPlace | None:
    if row.place or row.near_place or row.type in _UNPLACED:
        return None
    return next((other.place for other in _recent(row, before) if other.place), None)


def _time(row: Sighting, before: Sequence[Sighting]) -> EventTime | None:
    """Return the day told before, for what is new and done; a plan has its own time or none."""
    if row.time or row.near_time or row.scope != "new" or row.status not in {"actual", "claimed", "denied"}:
        return row.near_time
    days = (other.time for other in _recent(row, before) if other.scope == "new" and other.time)
    return next((time for time in days if time.precision in {"day", "instant"}), None)


def _recent(row: Sighting, before: Sequence[Sighting]) -> list[Sighting]:
    return list(takewhile(lambda other: row.line.number - other.line.number <= _REACH, reversed(before)))


_VERDICTS = frozenset({"sentence", "conviction", "plea", "trial", "sentence request", "acquittal"})
_JUDGED: frozenset[EventType] = frozenset({"ASSAULT", "CRIME", "ACCIDENT"})


def with_old_crimes(rows: Sequence[Sighting]) -> list[Sighting]:
    """Return sightings with judged crimes as background: the day told beside a verdict is the verdict's."""
    verdicts = {row.line.number for row in rows if row.type == "JUSTICE" and row.mode in _VERDICTS}
    leads = any(row.lead for row in rows if row.line.number in verdicts)
    return [_aged(row, beside=row.line.number in verdicts, leads=leads) for row in rows]


def _aged(row: Sighting, *, beside: bool, leads: bool) -> Sighting:
    if row.type not in _JUDGED or row.scope != "new":
        return row
    if beside:
        return structs.replace(row, scope="background", time=None, near_time=None)
    return structs.replace(row, scope="background") if leads and row.time is None else row
