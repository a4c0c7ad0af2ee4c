"""Read a line for what happened: its triggers, each with frame, status, scope, place, time, source and tolls."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, takewhile

from msgspec import Struct, structs

from stream.extract.attribution import Source, attribution_of, pronouns
from stream.extract.events.family import Group, kind_of
from stream.extract.frames import Frame, frame_of
from stream.extract.lines import Line
from stream.extract.linking import Toll, tolls_of
from stream.extract.modality import status_of
from stream.extract.needs import meets, stands_near
from stream.extract.phrases import Range, text_of
from stream.extract.roles import actors_of
from stream.extract.scope import scope_of
from stream.extract.setting import place_of, time_of
from stream.extract.sighting import Sighting
from stream.extract.triggers import Found, Pattern, candidates
from stream.facts import Actor, Attribution, Count, Counted, Entity, EventType, Status
from stream.lexicon.words import word_set

SPEECH: frozenset[EventType] = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
_EMBEDDING = frozenset({"REQUEST", "THREATEN", "REJECT"})
_EMBEDDED_REACH = 7
_CAUSES: dict[Counted, frozenset[EventType]] = {
    "killed": frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "HEALTH", "PROTEST"}),
    "injured": frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "HEALTH", "PROTEST"}),
    "missing": frozenset({"ASSAULT", "ACCIDENT", "DISASTER"}),
    "displaced": frozenset({"DISPLACE"}),
    "detained": frozenset({"JUSTICE", "COERCE"}),
    "kidnapped": frozenset({"ASSAULT"}),
    "affected": frozenset({"DISASTER", "ECONOMY", "COERCE", "HEALTH", "AID", "CONCEDE", "ACCIDENT"}),
}


class Reader(Struct, frozen=True, kw_only=True):
    """What all lines of a story share."""

    entities: Mapping[str, Entity]
    anchor: datetime | None


def read_line(line: Line, source: Source | None, before: Sequence[Sighting], reader: Reader) -> list[Sighting]:
    """Return the sightings of a line, tolls linked to their causes here or `before`."""
    found: list[Sighting] = []
    at = 0
    while at < len(line.words):
        step = _read_at(line, at, source, found, reader)
        at = step or at + 1
    for toll in tolls_of(line):
        _link(line, toll, found, before, source, reader)
    return found


def _read_at(line: Line, at: int, source: Source | None, found: list[Sighting], reader: Reader) -> int | None:
    """Read the trigger at a token into `found`; return the token after it, None if there is none."""
    for candidate in candidates(line, at):
        frame = frame_of(line, candidate)
        if frame is None:
            continue
        status = status_of(line, candidate)
        if status is not None and not _is_embedded(line, candidate, found):
            found.append(_sighting(line, candidate, frame, status, source, reader))
        return candidate.last
    return None


def _is_embedded(line: Line, candidate: Found, found: Sequence[Sighting]) -> bool:
    """Tell whether a trigger is only what another one asks for, threatens or refuses."""
    return any(
        (row.type in _EMBEDDING or _names_topic(row))
        and 0 <= candidate.first - row.last <= _EMBEDDED_REACH
        and line.clauses[row.first] == line.clauses[candidate.first]
        for row in found
    )


def _names_topic(row: Sighting) -> bool:
    """Tell whether a meeting is told with what it is about: "talks on a withdrawal"."""
    words = row.line.words
    return (
        row.type == "CONSULT" and row.last < len(words) and words[row.last] in word_set("grammar", "topic_prepositions")
    )


def _is_definite(line: Line, found: Found) -> bool:
    """Tell whether a noun speaks of what is known: "the fire"."""
    before = line.words[found.first - 1] if found.first else ""
    return found.pattern.form == "noun" and before in word_set("grammar", "definites")


def _is_other(line: Line, found: Found) -> bool:
    """Tell whether a trigger speaks of one that is not the one told before: "another bomb"."""
    return found.first > 0 and line.words[found.first - 1] in word_set("grammar", "others")


def _is_infinitive(line: Line, found: Found) -> bool:
    """Tell whether a verb is only an aim: "to deliver aid", but not "forced to flee"."""
    at = found.first - 1
    if found.pattern.form != "base" or at < 0 or line.words[at] != "to":
        return False
    return at == 0 or line.words[at - 1] not in word_set("grammar", "implicatives")


def _sighting(
    line: Line, found: Found, frame: Frame, status: Status, source: Source | None, reader: Reader
) -> Sighting:
    at = Range(found.first, found.last)
    time, near_time = time_of(line, at, anchored=reader.anchor is not None)
    speech = found.pattern.type in SPEECH
    infinitive = _is_infinitive(line, found)
    taken = ((source.range,) if source else ()) + _spoken(frame, speech=speech)
    place, near_place = place_of(line, at, reader.entities, taken)
    return Sighting(
        line=line,
        first=found.first,
        last=found.last,
        type=found.pattern.type,
        mode=found.pattern.mode,
        lemma=found.pattern.lemma,
        weak=found.pattern.weak or infinitive,
        definite=_is_definite(line, found),
        other=_is_other(line, found),
        status="planned" if infinitive and status == "actual" else _with_source(status, source, speech=speech),
        scope=scope_of(line, found, time or near_time, reader.anchor),
        speech=speech,
        actors=actors_of(line, found, frame),
        place=place,
        near_place=near_place,
        time=time,
        near_time=near_time,
        sources=_sources(line, source, frame, speech=speech),
    )


def _spoken(frame: Frame, *, speech: bool) -> tuple[Range, ...]:
    """Return the ranges whose names are speakers and addressees, not places."""
    return tuple(part for part in (frame.doer, frame.undergoer) if part) if speech else ()


def _with_source(status: Status, source: Source | None, *, speech: bool) -> Status:
    """Return the status with the source's doubt in it; that somebody said a thing is not in doubt."""
    doubted = source is not None and source.claiming and not speech
    return "claimed" if status == "actual" and doubted else status


def _sources(line: Line, source: Source | None, frame: Frame, *, speech: bool) -> tuple[Attribution, ...]:
    if speech and frame.doer is not None and meets(line, frame.doer, "political"):
        named = [m.item.entity_id for m in line.mentions if frame.doer.first <= m.first < frame.doer.last]
        speaker = attribution_of(text_of(line, frame.doer), named[0] if named else None)
        if speaker.text.lower() not in pronouns():
            return (speaker,)
    return (source.attribution,) if source is not None else ()


def _link(
    line: Line, toll: Toll, found: list[Sighting], before: Sequence[Sighting], source: Source | None, reader: Reader
) -> None:
    """Give a toll to the nearest cause in its line, or make it a sighting after the cause told before."""
    own = _made(line, toll, toll.kind or _UNKNOWN, source, reader)
    if own is None or own.status in _UNREAL:
        return
    causes = [n for n, row in enumerate(found) if row.type in _CAUSES[toll.what] and _may_cause(row, own)]
    if causes:
        nearest = min(causes, key=lambda n: _distance(line, found[n], toll))
        found[nearest] = _with_toll(found[nearest], line, toll)
        return
    made = _from_toll(toll, own, before)
    if made is not None:
        found.append(made)


def _distance(line: Line, row: Sighting, toll: Toll) -> tuple[int, int]:
    """Return how far a toll stands from a cause: first in clauses, then in words."""
    return abs(line.clauses[row.first] - line.clauses[toll.first]), abs(row.first - toll.first)


_UNREAL: frozenset[Status] = frozenset({"hypothetical", "planned", "threatened", "denied"})


def _may_cause(row: Sighting, toll: Sighting) -> bool:
    """Tell whether a toll in another clause may be of this happening: old tolls are of old happenings."""
    return row.scope == toll.scope or row.line.clauses[row.first] == row.line.clauses[toll.first]


def _with_toll(row: Sighting, line: Line, toll: Toll) -> Sighting:
    told = (toll.count,) if toll.count else ()
    adds = toll.more and not row.other
    actors = row.actors
    if toll.victims is not None and all(actor.role != "victim" for actor in actors):
        actors = (*actors, Actor(role="victim", text=text_of(line, toll.victims), confidence=0.6))
    return structs.replace(
        row,
        counts=row.counts if adds else row.counts + told,
        joined=row.joined + ((toll.joined,) if toll.joined and not adds else ()),
        more=row.more + told if adds else row.more,
        total=row.total or toll.whole,
        actors=actors,
        proofs=(*row.proofs, toll.first),
    )


def _from_toll(toll: Toll, own: Sighting, before: Sequence[Sighting]) -> Sighting | None:
    """Return a sighting for a toll without a cause in its line."""
    cause = _cause(own.line, toll, before) if own.scope == "new" else None
    if cause is not None:
        known = [count for row in before if row.type == cause.type for count in row.counts if count.what == toll.what]
        return _of_cause(toll, own, cause, known)
    if toll.kind and toll.count and _is_violent(own, before):
        return _with_toll(own, own.line, toll)
    return None


def _of_cause(toll: Toll, own: Sighting, cause: Sighting, known: Sequence[Count]) -> Sighting:
    """Return a toll as a mention of the cause told before, for which counts are `known`.

    Without a place of its own a smaller count is a part of those.
    """
    made = structs.replace(own, type=cause.type, mode=cause.mode)
    if own.place is not None or not own.line.present.isdisjoint(word_set("grammar", "apart")):
        return _with_toll(made, own.line, toll)
    if toll.more or toll.whole:  # the day is that of the finding or of the counting
        made = structs.replace(made, time=None, near_time=None)
    part = toll.more or (bool(known) and not _exceeds(toll.count, known))
    return _with_toll(made, own.line, structs.replace(toll, more=part and not toll.whole))


def _exceeds(count: Count | None, known: Sequence[Count]) -> bool:
    return count is not None and all((count.best or count.low or 0) > (other.best or other.low or 0) for other in known)


def _is_violent(own: Sighting, before: Sequence[Sighting]) -> bool:
    """Tell whether a bare toll is of violence: not of an overdose, of falling trees or of whatever nobody tells."""
    return any(stands_near(own.line, kind) for kind in ("forces", "weapons")) or any(
        row.type == own.type for row in before
    )


_UNKNOWN = "ASSAULT/attack"
_CAUSE_LINES = 3


def _cause(line: Line, toll: Toll, before: Sequence[Sighting]) -> Sighting | None:
    """Return what a toll is the toll of: the last such happening told in the lead or a few sentences before."""
    near = takewhile(lambda row: line.number - row.line.number <= _CAUSE_LINES, reversed(before))
    lead = takewhile(lambda row: row.lead, before)
    fitting = (row for row in chain(near, lead) if row.type in _CAUSES[toll.what] and _is_live(row))
    return next(fitting, None)


def _is_live(row: Sighting) -> bool:
    return row.scope == "new" and row.status == "actual"


def _made(line: Line, toll: Toll, kind: str, source: Source | None, reader: Reader) -> Sighting | None:
    event_type, mode = kind_of(kind)
    pattern = Pattern(
        words=line.words[toll.first : toll.last],
        form="noun" if toll.whole else "participle",
        lemma=toll.what,
        weak=toll.count is None,
        type=event_type,
        mode=mode,
        group=Group(kind=kind),
    )
    found = Found(pattern=pattern, first=toll.first, last=toll.last)
    status = status_of(line, found)
    if status is None:
        return None
    return _sighting(line, found, Frame(), status, source, reader)
