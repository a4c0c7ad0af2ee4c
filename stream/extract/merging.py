"""Merge the mentions of one happening within a story: by type, mode, place, time, counts, roles and scope."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from stream.extract.setting import fineness
from stream.extract.sighting import Sighting
from stream.facts import Actor, Count, EventPlace, EventTime, EventType, Scope, Status
from stream.lexicon.words import read

_PHYSICAL: frozenset[EventType] = frozenset(
    {"ASSAULT", "ACCIDENT", "DISASTER", "DISPLACE", "PROTEST", "HEALTH", "ELECTION", "RETREAT", "MOBILIZE", "CRIME"}
)
_NEAR_LINES = 2
_GROUPS = 30
_MEMBERS = 4
T = TypeVar("T")


def merged(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Return the sightings in groups, one happening each, in order of first mention."""
    groups: list[list[Sighting]] = []
    of_type: dict[EventType, list[list[Sighting]]] = {}
    for row in sightings:
        known = of_type.setdefault(row.type, [])
        home = next((group for group in _ends(known, _GROUPS) if _belongs(row, _ends(group, _MEMBERS))), None)
        if home is None:
            home = []
            known.append(home)
            groups.append(home)
        home.append(row)
    return groups


def _ends(items: list[T], most: int) -> list[T]:
    """Return the latest and the first few items, latest first: a long story must not cost the square of its length."""
    return [*items[:-most:-1], *items[:most]] if len(items) >= 2 * most else items[::-1]


def _belongs(row: Sighting, group: Sequence[Sighting]) -> bool:
    """Tell whether a mention is of the happening that others, latest first, tell of."""
    if any(_same_clause(row, other) for other in group) and (row.speech or _modes_fit(row, group[0])):
        return True
    if not all(_modes_fit(row, other) for other in group):
        return False
    if any(_conflict(row, other) for other in group) or _is_other_total(row, group):
        return False
    return _refers_back(row, group) or any(_tied(row, other) for other in group)


def _refers_back(row: Sighting, group: Sequence[Sighting]) -> bool:
    """Tell whether a bare mention means this happening: any before it, for meetings and the like only a near one."""
    near = row.line.number - group[0].line.number <= _NEAR_LINES
    return _is_anaphor(row) and (near or row.type in _PHYSICAL)


def _same_clause(a: Sighting, b: Sighting) -> bool:
    return a.line.number == b.line.number and a.line.clauses[a.first] == b.line.clauses[b.first]


def _is_other_total(row: Sighting, group: Sequence[Sighting]) -> bool:
    """Tell whether a total over a period stands in another sentence: each is a report of its own."""
    return row.scope == "cumulative" and row.line.number != group[0].line.number


def _conflict(a: Sighting, b: Sighting) -> bool:
    return (
        (a.scope != b.scope and not (_is_anaphor(a) or _is_anaphor(b)))
        or _statuses_differ(a, b)
        or _places_differ(a.place, b.place)
        or _times_differ(a.time, b.time)
        or _counts_differ(a, b)
    )


def _statuses_differ(a: Sighting, b: Sighting) -> bool:
    if _is_anaphor(a) or _is_anaphor(b):
        return False
    failed = any(x.status == "attempted" and y.counts for x, y in ((a, b), (b, a)))
    return failed or (a.status in _OPEN) != (b.status in _OPEN)


_OPEN: frozenset[Status] = frozenset({"planned", "threatened", "hypothetical"})


def _is_anaphor(row: Sighting) -> bool:
    """Tell whether a mention has nothing of its own: "the attack"."""
    own = row.other or (bool(row.counts) and not row.total) or row.place is not None or row.time is not None
    return (row.weak or row.definite) and not own


def _tied(a: Sighting, b: Sighting) -> bool:
    """Tell whether something speaks for one happening."""
    if a.line.number == b.line.number and (a.mode == b.mode or a.type in _PHYSICAL):
        return True
    if a.type in _PHYSICAL:
        return a.mode == b.mode or not _like(a, b) or _near_each_other(a, b)
    if a.mode != b.mode and not _like(a, b):
        return False
    if _actors_meet(a, b):
        return True
    return not a.speech and a.line.number - b.line.number <= _NEAR_LINES


def _near_each_other(a: Sighting, b: Sighting) -> bool:
    same = a.place is not None and b.place is not None and a.place.text == b.place.text
    return same or a.line.number - b.line.number <= 1


def _actors_meet(a: Sighting, b: Sighting) -> bool:
    return not _names(a).isdisjoint(_names(b))


def _names(row: Sighting) -> set[str]:
    """Return the longer words and the ids of who takes part; of a statement, of its speaker only."""
    actors = [actor for actor in row.actors if actor.role == "actor" or not row.speech]
    words = {word for actor in actors for word in actor.text.lower().split() if len(word) > 3}
    return words | {actor.entity_id for actor in actors if actor.entity_id}


def _modes_fit(a: Sighting, b: Sighting) -> bool:
    modes = _modes(a.type)
    generic = modes[a.mode].get("generic") or modes[b.mode].get("generic")
    if a.mode == b.mode or generic or _listed(a, b, "like") or (_listed(a, b, "near") and _settings_agree(a, b)):
        return True
    return _is_anaphor(a) and a.line.number != b.line.number


def _listed(a: Sighting, b: Sighting, key: str) -> bool:
    """Tell whether two modes are listed as names of one happening: always (`like`), or in one place (`near`)."""
    modes = _modes(a.type)
    return b.mode in modes[a.mode].get(key, ()) or a.mode in modes[b.mode].get(key, ())


def _settings_agree(a: Sighting, b: Sighting) -> bool:
    """Tell whether place or a count is the same: what differs is ruled out elsewhere."""
    counts = {(count.what, count.best) for count in a.counts if count.best}
    if any((count.what, count.best) in counts for count in b.counts):
        return True
    places = (a.place or a.near_place or a.told_place, b.place or b.near_place or b.told_place)
    return all(place is not None and fineness(place) > 1 for place in places) and not _places_differ(*places)


def _like(a: Sighting, b: Sighting) -> bool:
    return _listed(a, b, "like") or _listed(a, b, "near")


@cache
def _modes(event_type: EventType) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read("modes")[event_type]
    return found


def best_mode(group: Sequence[Sighting]) -> str:
    """Return the most specific mode of a group, the earliest among equals."""
    modes = _modes(group[0].type)
    specific = [row.mode for row in group if not modes[row.mode].get("generic")]
    return specific[0] if specific else group[0].mode


def _places_differ(a: EventPlace | None, b: EventPlace | None) -> bool:
    if a is None or b is None or a.text == b.text:
        return False
    if a.geonames is not None and a.geonames == b.geonames:
        return False
    if a.country and b.country and a.country != b.country:
        return True
    coarse, fine = sorted((a, b), key=fineness)
    if fineness(coarse) == fineness(fine):
        return True
    return coarse.precision == "admin1" and fine.admin1 not in {None, coarse.admin1}


def _times_differ(a: EventTime | None, b: EventTime | None) -> bool:
    if a is None or b is None:
        return False
    return _day(a.start, "0000") > _day(b.end, "9999") or _day(b.start, "0000") > _day(a.end, "9999")


def _day(value: str | None, unknown: str) -> str:
    return value[:10] if value else unknown


def _counts_differ(a: Sighting, b: Sighting) -> bool:
    if a.total or b.total:
        return False
    if a.place is not None and b.place is not None and a.place.text == b.place.text and fineness(a.place) > 1:
        return False
    split = {count.what for count in (*a.joined, *b.joined)}  # by who they were: the total may be any
    return any(x.what == y.what and x.what not in split and _apart(x, y) for x in a.counts for y in b.counts)


def _apart(x: Count, y: Count) -> bool:
    """Tell whether two counts cannot be of the same people; a single one may be one of many."""
    low = max(x.low or 0, y.low or 0)
    high = min(_high(x), _high(y))
    return low > high and min(x.best or 2, y.best or 2) > 1


def _high(count: Count) -> float:
    """Return the most a count can mean: "scores" of a headline are a hundred and eighty in the body."""
    return float("inf") if count.high is None or count.best is None else count.high


def best_counts(group: Sequence[Sighting]) -> tuple[Count, ...]:
    """Return one count for each kind of harm: a known figure before a range, the larger before the smaller.

    What comes on top ("three more") counts only where nothing else is told of its kind: it is never added.
    """
    best = _best(count for row in group for count in row.counts)
    added = _best(count for row in group for count in row.more)
    return tuple(count for one in (added | best).values() for count in (one, *_beside(one, group)))


def _beside(count: Count, group: Sequence[Sighting]) -> Iterator[Count]:
    """Yield the counts of others told in one breath with a count: "five guards and a dozen rebels"."""
    row = next((row for row in group if count in row.counts), None)
    yield from (other for other in (row.joined if row else ()) if other.what == count.what)


def _best(counts: Iterable[Count]) -> dict[str, Count]:
    best: dict[str, Count] = {}
    for count in counts:
        known = best.get(count.what)
        if known is None or _worth(count) > _worth(known):
            best[count.what] = count
    return best


def _worth(count: Count) -> tuple[bool, int]:
    return count.best is not None, count.best or count.low or 0


def best_place(group: Sequence[Sighting]) -> EventPlace | None:
    """Return the place of the best mention: one with a count, or in the lead; a finer one only if it lies therein."""
    base = next(_places_by_worth(group), None)
    if base is None:
        return None
    finer = [row.place for row in group if row.place is not None and _lies_within(row.place, base)]
    return max((base, *finer), key=lambda place: (fineness(place), place.confidence))


def _places_by_worth(group: Sequence[Sighting]) -> Iterator[EventPlace]:
    """Yield the places of the mentions, the surest to be the happening's first."""
    counted = [row for row in group if row.counts]
    yield from _finest(row.place for row in counted)
    yield from _finest(row.place for row in group if row.lead)
    yield from _finest(row.near_place for row in counted)
    yield from _finest(row.place for row in group)
    yield from _finest(row.near_place for row in group)
    yield from _finest(row.told_place for row in group)


def _finest(places: Iterable[EventPlace | None]) -> list[EventPlace]:
    return sorted((place for place in places if place is not None), key=lambda place: -fineness(place))


def _lies_within(place: EventPlace, wider: EventPlace) -> bool:
    """Tell whether a place is, or can be, in a wider one: a town in its province, anything in its country."""
    if fineness(place) <= fineness(wider) or place.country != wider.country or place.country is None:
        return False
    if wider.precision == "country":
        return True
    area = wider.text if wider.precision == "admin1" else None
    return wider.precision == "admin1" and place.admin1 in {wider.admin1, area} - {None}


def best_time(group: Sequence[Sighting]) -> EventTime | None:
    """Return the narrowest time told with a happening: a day before a period, words alone last."""
    here = [row.time for row in group if row.time is not None]
    return min(here or [row.near_time for row in group if row.near_time is not None], key=_width, default=None)


def _width(time: EventTime) -> int:
    if time.precision is None:
        return 2
    return 0 if time.precision in {"day", "instant"} else 1


def best_scope(group: Sequence[Sighting]) -> Scope:
    """Return the scope of the first mention that has something of its own: "the deal" takes it over."""
    return next((row.scope for row in group if not _is_anaphor(row)), group[0].scope)


def all_actors(group: Sequence[Sighting]) -> tuple[Actor, ...]:
    """Return the actors of a happening, each name in a role once."""
    found: dict[tuple[str, str], Actor] = {}
    for actor in (actor for row in group for actor in row.actors):
        found.setdefault((actor.role, actor.entity_id or actor.text.lower()), actor)
    return tuple(found.values())


def status_of(group: Sequence[Sighting]) -> Status:
    """Return what the first sentence that tells it says: within it the words that hedge most count."""
    first = [row for row in group if row.line.number == group[0].line.number]
    return max((row.status for row in first), key=_HEDGING.index)


_HEDGING: tuple[Status, ...] = ("actual", "claimed", "planned", "threatened", "hypothetical", "attempted", "denied")
