"""Where and when: the place and the time that stand with a trigger, in its clause first, then in its sentence."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from stream.extract.annotations import NamedMention
from stream.extract.lines import Line, Placed, is_punctuation
from stream.extract.phrases import Range
from stream.facts import Entity, EntityPlace, EventPlace, EventTime, Precision, TimeMention
from stream.lexicon.words import word_set

_FINENESS: dict[Precision | None, int] = {
    "point": 6, "neighbourhood": 6, "city": 5, "admin2": 4, "admin1": 3, "country": 1, "region": 1, None: 0,
}  # fmt: skip
_LOCATIVE_REACH = 5


def fineness(place: EventPlace) -> int:
    """Return how exactly a place is known: a city is finer than a country."""
    return _FINENESS[place.precision]


class Setting(NamedTuple):
    """The place in a trigger's own clause (`here`), or else the best of the rest of its sentence (`near`)."""

    here: EventPlace | None
    near: EventPlace | None


def place_of(line: Line, at: Range, entities: Mapping[str, Entity], taken: tuple[Range, ...]) -> Setting:
    """Return the places of a trigger; names in the ranges `taken` (sources) are no places of events."""
    ranked = [
        (_rank(line, at, placed, place), -abs(placed.first - at.first), number, place)
        for number, placed in enumerate(line.mentions)
        if (place := _place(placed, entities)) is not None and not _within(placed, taken)
    ]
    ranked = [row for row in ranked if row[0] > 0]
    if not ranked:
        return Setting(None, None)
    rank, _, number, place = max(ranked, key=lambda row: row[:3])
    found = _event_place(line.mentions[number].item, place, min(0.95, 0.4 + rank / 20))
    same = line.clauses[line.mentions[number].first] == line.clauses[at.first]
    if same:
        return Setting(found, None)
    return Setting(None, None if _tells_another(line, at.last, line.mentions[number].first) else found)


def _tells_another(line: Line, after: int, place: int) -> bool:
    """Tell whether the clause of a place behind a trigger is a story apart: of a headline, or "as rebels neared …"."""
    if line.headline:
        return place >= after
    return any(
        line.words[at] in word_set("grammar", "meanwhile") and line.words[at + 1] not in word_set("grammar", "pronouns")
        for at in range(after, place)
    )


def time_of(line: Line, at: Range, *, anchored: bool) -> tuple[EventTime | None, EventTime | None]:
    """Return the nearest time of a trigger's own clause, and the nearest of the rest of its sentence.

    In a story without a date (not `anchored`) a relative time keeps its words: "Saturday", some time.
    """
    known = [placed for placed in line.times if _is_when(placed.item, anchored=anchored)]
    clause = line.clauses[at.first]
    here = [placed for placed in known if line.clauses[placed.first] == clause]
    rest = [placed for placed in known if line.clauses[placed.first] != clause]
    return _nearest(here, at), _nearest(rest, at)


def _is_when(mention: TimeMention, *, anchored: bool) -> bool:
    """Tell a time when something may have happened from a duration and from one that nothing resolves."""
    return _is_resolved(mention) or (not anchored and mention.type in {"DATE", "TIME"})


def _is_resolved(mention: TimeMention) -> bool:
    """Tell whether at least one end of a time is known."""
    return mention.interval != (None, None)


def _nearest(times: list[Placed[TimeMention]], at: Range) -> EventTime | None:
    found = min(times, key=lambda placed: (not _is_resolved(placed.item), abs(placed.first - at.first)), default=None)
    return _event_time(found.item) if found else None


def _place(placed: Placed[NamedMention], entities: Mapping[str, Entity]) -> EntityPlace | None:
    entity = entities.get(placed.item.entity_id)
    return entity.place if entity else None


def _within(placed: Placed[NamedMention], ranges: tuple[Range, ...]) -> bool:
    return any(taken.first <= placed.first < taken.last for taken in ranges)


def _rank(line: Line, at: Range, placed: Placed[NamedMention], place: EntityPlace) -> int:
    """Return how well a place fits a trigger; 0 or less: not at all."""
    fine = _FINENESS[place.precision]
    same = line.clauses[placed.first] == line.clauses[at.first]
    located = _is_located(line, placed)
    touched = at.last <= placed.first <= at.last + 2
    possessive = placed.last < len(line.words) and line.words[placed.last] == "'s" and fine > 1
    if not (located or touched or possessive or fine > 1) or (fine == 1 and _is_owner(line, placed.last)):
        return 0
    bonus = 4 if located else 2 if touched or possessive else 0
    return fine + bonus + (5 if same else 0)


def _is_owner(line: Line, after: int) -> bool:
    """Tell "U.S. embassies" and "French troops", wherever they are, from the country."""
    return after < len(line.words) and line.words[after] in word_set("grammar", "owned")


def _is_located(line: Line, placed: Placed[NamedMention]) -> bool:
    """Tell whether a preposition of place governs a name, over "the northern city of"."""
    at = placed.first - 1
    while at >= max(0, placed.first - _LOCATIVE_REACH):
        word = line.words[at]
        if word in _locatives():
            return True
        if is_punctuation(word) and word not in {",", "-"}:
            return False
        at -= 1
    return False


def _event_place(mention: NamedMention, place: EntityPlace, confidence: float) -> EventPlace:
    return EventPlace(
        text=mention.text,
        geonames=place.geonames,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        confidence=round(confidence, 2),
    )


def _event_time(mention: TimeMention) -> EventTime:
    start, end = mention.interval
    return EventTime(start=start, end=end, precision=_time_precision(mention), text=mention.text)


TimePrecision = Literal["instant", "day", "month", "year", "interval"]


def _time_precision(mention: TimeMention) -> TimePrecision | None:
    start, end = mention.interval
    if not _is_resolved(mention):
        return None
    if mention.type == "TIME":
        return "instant" if start == end else "interval"
    if start == end:
        return "day"
    return _BY_VALUE.get(len(mention.value or ""), "interval") if mention.type == "DATE" else "interval"


_BY_VALUE: dict[int, TimePrecision] = {4: "year", 7: "month"}


@cache
def _locatives() -> frozenset[str]:
    return word_set("grammar", "locatives")
