"""Annotations -> reports: what one version of one story says happened.

Triggers are read line by line (sightings.py), mentions of one happening are
merged (merging.py), and each group becomes one report with every mention as
its evidence.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import structs

from stream import keys
from stream.extract.annotations import Annotated
from stream.extract.attribution import sources_of
from stream.extract.context import in_context, with_old_crimes
from stream.extract.engine import Engine
from stream.extract.importance import confidence_of, importance_of
from stream.extract.lines import Line, lines_of
from stream.extract.merging import (
    all_actors,
    best_counts,
    best_mode,
    best_place,
    best_scope,
    best_time,
    merged,
    status_of,
)
from stream.extract.needs import word_class
from stream.extract.sighting import Sighting
from stream.extract.sightings import Reader, read_line
from stream.facts import Attribution, Code, EventPlace, EventType, Evidence, Report
from stream.lexicon.words import read
from stream.text.document import Document

_SPORT_PAGES = ((6, 0.035), (4, 0.06))  # so many different words of games, so large a share of all words
_MOST_EVIDENCE = 50  # mentions: a record must stay far below what a topic takes
_NO_GAME: frozenset[EventType] = frozenset({"ASSAULT", "DISASTER", "ACCIDENT", "JUSTICE", "HEALTH"})


def read_reports(annotated: Annotated, engine: Engine) -> tuple[Report, ...]:
    """Return the reports of a document, in order of first mention."""
    del engine  # the words of events come with the package; `engine.ruleset` covers them
    lines = lines_of(annotated)
    groups = [group for group in merged(_sightings(lines, annotated)) if _is_told(group)]
    return _numbered(tuple(_report(group, annotated.document) for group in groups))


def _sightings(lines: Sequence[Line], annotated: Annotated) -> list[Sighting]:
    reader = Reader(
        entities={entity.entity_id: entity for entity in annotated.entities}, anchor=annotated.document.anchor
    )
    found: list[Sighting] = []
    for line, source in zip(lines, sources_of(lines), strict=True):
        found += in_context(read_line(line, source, found, reader), found)
    if _is_sport(lines):
        found = [row for row in found if _is_no_game(row)]
    return with_old_crimes(found)


def _is_sport(lines: Sequence[Line]) -> bool:
    """Tell whether a story is a sports page: dense with the words of games."""
    words = word_class("sport")
    counted = Counter(word for line in lines for word in line.words if word in words)
    total = sum(len(line.words) for line in lines)
    share = sum(counted.values()) / max(total, 1)
    return any(len(counted) >= words and share >= least for words, least in _SPORT_PAGES)


def _is_no_game(row: Sighting) -> bool:
    return not row.weak and row.type in _NO_GAME and bool(row.counts)


def _is_told(group: Sequence[Sighting]) -> bool:
    """Tell whether a happening stands on its own: not on weak words alone."""
    return any(not row.weak or row.lead or _is_supported(row) for row in group)


def _is_supported(row: Sighting) -> bool:
    return bool(row.counts or row.place or row.time or len(row.actors) > 1)


def _report(group: Sequence[Sighting], document: Document) -> Report:
    counts = best_counts(group)
    event_type, mode = group[0].type, best_mode(group)
    return Report(
        report_id="",
        type=event_type,
        mode=mode,
        codes=codes_of(event_type, mode),
        status=status_of(group),
        scope=best_scope(group),
        actors=all_actors(group),
        place=best_place(group),
        time=best_time(group),
        counts=counts,
        attributed_to=_sources(group),
        evidence=_evidence(group, document),
        confidence=confidence_of(group, counts),
        importance=importance_of(group, counts),
    )


def _sources(group: Sequence[Sighting]) -> tuple[Attribution, ...]:
    found = {source.text.lower(): source for row in group for source in row.sources}
    return tuple(found.values())


def _evidence(group: Sequence[Sighting], document: Document) -> tuple[Evidence, ...]:
    found: dict[tuple[str, int, int], Evidence] = {}
    for row in group:
        text_of = row.line.sentence.text_of
        for start, end in row.evidence:
            found[text_of, start, end] = Evidence(
                story_id=document.story_id,
                version=document.version,
                text_of=text_of,
                start=start,
                end=end,
                exact=document.text(text_of)[start:end],
            )
    return tuple(found.values())[:_MOST_EVIDENCE]


@cache
def codes_of(event_type: EventType, mode: str) -> tuple[Code, ...]:
    """Return the codes of a mode in other schemes."""
    listed = read("modes")[event_type][mode]
    return tuple(Code(scheme=scheme, code=listed[scheme]) for scheme in ("cameo", "acled") if scheme in listed)


def _numbered(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Give each report its id: the n-th of its type and place in the story."""
    seen: Counter[tuple[str, str | None]] = Counter()
    found: list[Report] = []
    for report in reports:
        place = _place_key(report.place)
        nth = seen[report.type, place]
        seen[report.type, place] += 1
        story = report.evidence[0].story_id
        found.append(structs.replace(report, report_id=keys.report_id(story, report.type, place, nth)))
    return tuple(found)


def _place_key(place: EventPlace | None) -> str | None:
    if place is None:
        return None
    return str(place.geonames) if place.geonames is not None else place.text
