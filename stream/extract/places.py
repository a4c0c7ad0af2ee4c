"""Place names -> places, in two passes: what the document is about first, then each name in that light.

Method: the context heuristics of GeoNames-based geoparsers (Leidner 2007:
containment, country agreement, spatial proximity), as measured in our notes.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from stream.extract.candidates import Candidate, candidates, of_country, of_region
from stream.extract.chunks import word_set_of
from stream.extract.engine import Engine
from stream.extract.names import Name
from stream.extract.placevotes import NamedPlace, Votes, count_votes
from stream.facts import EntityPlace, PlaceCandidate, Precision
from stream.lexicon.countries import Country, countries
from stream.lexicon.regions import Region
from stream.lexicon.words import read
from stream.text.document import Document

_CUE_AREA, _CUE_COUNTRY, _SHARE, _AREA_SHARE, _NEAR_SHARE, _NOUN = 6.0, 4.0, 4.0, 3.0, 2.0, 3.0
_NEAR_KM = 160.0
_LOOSE_SHARE = 0.2
_KEPT = 5
_REACH = 60  # names: how far back and ahead a parent is sought
_ANCHORS = 60
_INNER: tuple[Precision, ...] = ("point", "neighbourhood", "city", "admin2", "admin1")


def resolve_places(document: Document, names: Sequence[Name], engine: Engine) -> dict[str, EntityPlace]:
    """Return the place of each place name's key; one that no source knows lies in its named or implied parent."""
    places = list(_grouped(names, engine))
    first = count_votes(document, places, {})
    chosen = {place.key: best for place in places if (best := _best(place, first))}
    second = count_votes(document, places, chosen)
    ranked = {place.key: _ranked(place, second) for place in places}
    settled = {key: rows[0][1] for key, rows in ranked.items() if rows}
    resolved = {key: _resolved(rows, engine) for key, rows in ranked.items() if rows}
    told = [name for name in names if name.key in settled and settled[name.key].precision in _INNER]
    for place in places:
        if place.key not in resolved:
            resolved[place.key] = _fallback(place, told, settled, second, engine)
    return resolved


def _grouped(names: Sequence[Name], engine: Engine) -> Iterator[NamedPlace]:
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.type == "place":
            groups[name.key].append(name)
    for key, mentions in groups.items():
        yield NamedPlace(
            key, tuple(mentions), _options(key, mentions[0], engine), _within(mentions, engine), _noun(mentions)
        )


def _options(key: str, mention: Name, engine: Engine) -> tuple[Candidate, ...]:
    known = mention.known
    if isinstance(known, Country):
        shared = engine.regions.get(key.lower(), ())
        return (of_country(known), *map(of_region, shared))
    if isinstance(known, Region) and (known.country is None or known.precision != "admin1"):
        return (of_region(known),)
    if key in read("places_extra")["generic"]:
        return ()
    return candidates(key, engine)


def _within(mentions: Sequence[Name], engine: Engine) -> Candidate | None:
    """Return Y of "X, Y" and "X in Y", a country or region."""
    for name in mentions:
        start = _after_link(name)
        match = engine.known.longest(name.sentence.tokens, start) if start else None
        if match is not None and match.meaning is not name.known:
            if isinstance(match.meaning, Country):
                return of_country(match.meaning)
            if isinstance(match.meaning, Region):
                return of_region(match.meaning)
    return None


def _after_link(name: Name) -> int | None:
    """Return where the wider place would stand: behind "province", a comma or "in", and words like "northern"."""
    words = [token.lower for token in name.sentence.tokens]
    at = name.end
    at += at < len(words) and words[at] in read("org_words")["place_nouns"]
    if at >= len(words) or words[at] not in word_set_of("containment_links"):
        return None
    at += 1
    while at < len(words) and (words[at] in word_set_of("directions") or words[at] == "the"):
        at += 1
    return at if at < len(words) else None


def _noun(mentions: Sequence[Name]) -> Precision | None:
    """Return the precision stated by a noun beside a mention: "Homs province", "the city of Homs"."""
    nouns = read("org_words")["place_nouns"]
    for name in mentions:
        tokens = name.sentence.tokens
        after = tokens[name.end].lower if name.end < len(tokens) else ""
        before = tokens[name.first - 2].lower if name.first > 1 and tokens[name.first - 1].lower == "of" else ""
        stated: Precision | None = nouns.get(after) or nouns.get(before)
        if stated is not None:
            return stated
    return None


def _best(place: NamedPlace, votes: Votes) -> Candidate | None:
    rows = _ranked(place, votes)
    return rows[0][1] if rows else None


def _ranked(place: NamedPlace, votes: Votes) -> list[tuple[float, Candidate]]:
    """Return the options that the document allows, best first, with their scores."""
    rows = [(_score(option, place, votes), option) for option in place.options if _is_allowed(option, place, votes)]
    return sorted(rows, key=lambda row: (-row[0], row[1].geonames or 0, row[1].name))


def _is_allowed(option: Candidate, place: NamedPlace, votes: Votes) -> bool:
    """Refuse towns found by their skeleton, and hamlets, in countries that the document does not speak of."""
    if _contains(place.within, option) > 0 or votes.country_share(option.country, place.key) >= _LOOSE_SHARE:
        return True
    return not option.loose and (option.precision != "city" or option.population > 1000 or not votes.countries)


def _contains(wider: Candidate | None, option: Candidate) -> float:
    """Return how strongly "X, Y" speaks for this X."""
    if wider is None or wider.country is None or wider.country != option.country:
        return 0.0
    if wider.precision == "country":
        return _CUE_COUNTRY
    return _CUE_AREA if wider.area == option.area else 0.0


def _score(option: Candidate, place: NamedPlace, votes: Votes) -> float:
    score = option.prior + _contains(place.within, option)
    score += _SHARE * votes.country_share(option.country, place.key)
    score += _AREA_SHARE * votes.area_share(option.area, place.key)
    score += _NEAR_SHARE * _near_share(option, place, votes)
    if place.stated is not None:
        score += _NOUN * (place.stated == option.precision)
    return score


def _near_share(option: Candidate, place: NamedPlace, votes: Votes) -> float:
    others = [anchor for key, anchor in islice(votes.anchors.items(), _ANCHORS) if key != place.key]
    if not others:
        return 0.0
    return sum(distance_km(option, anchor) < _NEAR_KM for anchor in others) / len(others)


def distance_km(one: Candidate, other: Candidate) -> float:
    """Return the great-circle distance (haversine)."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def _resolved(rows: Sequence[tuple[float, Candidate]], engine: Engine) -> EntityPlace:
    (score, best), *others = rows
    margin = score - others[0][0] if others else 4.0
    return EntityPlace(
        geonames=best.geonames,
        name=best.name,
        admin1=engine.area_names.get(best.area or ""),
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        precision=best.precision,
        confidence=round(min(0.95, 0.5 + 0.1 * max(0.0, margin)), 2),
        candidates=tuple(_candidate(other, value) for value, other in others[:_KEPT]),
    )


def _candidate(option: Candidate, score: float) -> PlaceCandidate:
    return PlaceCandidate(
        geonames=option.geonames,
        name=option.name,
        country=option.country,
        lat=option.lat,
        lon=option.lon,
        score=round(score, 2),
    )


def _fallback(
    place: NamedPlace, told: Sequence[Name], settled: Mapping[str, Candidate], votes: Votes, engine: Engine
) -> EntityPlace:
    """Return the place as lying in its parent: named beside it, else the last one told, else the main country."""
    parent = place.within or _implied(place, told, settled) or _main_country(votes)
    if parent is None:
        return EntityPlace(
            geonames=None, name=place.key, admin1=None, country=None, lat=None, lon=None, precision=None, confidence=0.1
        )
    return EntityPlace(
        geonames=None,
        name=place.key,
        admin1=engine.area_names.get(parent.area or ""),
        country=parent.country,
        lat=parent.lat,
        lon=parent.lon,
        precision=_precision_in(parent, place),
        confidence=0.4,
    )


def _precision_in(parent: Candidate, place: NamedPlace) -> Precision:
    """Return how exact the parent's coordinates are for what lies in it."""
    if parent.precision != "city":
        return parent.precision
    inner = place.stated == "neighbourhood" or place.key in read("places_extra")["generic"]
    return "neighbourhood" if inner else "admin2"


def _implied(place: NamedPlace, told: Sequence[Name], settled: Mapping[str, Candidate]) -> Candidate | None:
    """Return the most exact place of the last sentence before the first mention, else of the first after."""
    at = bisect_left(told, _position(place.names[0]), key=_position)
    nearest = (told[at - 1 : at] if at else told[:1])[:1]
    around = told[max(0, at - _REACH) : at + _REACH]
    beside = [settled[n.key] for n in around for last in nearest if n.sentence is last.sentence]
    return min(reversed(beside), key=lambda choice: _INNER.index(choice.precision), default=None)


def _position(name: Name) -> tuple[int, int]:
    return name.sentence.index, name.first


def _main_country(votes: Votes) -> Candidate | None:
    if not votes.countries:
        return None
    iso = max(sorted(votes.countries), key=lambda code: votes.countries[code])
    return of_country(countries()[iso])


def facility_place(name: Name, told: Sequence[Name], resolved: Mapping[str, EntityPlace]) -> EntityPlace | None:
    """Return the place of a facility: the town in its own name, else the nearest `told` in or before its sentence.

    `told` are the place names in order of reading.
    """
    words = name.key.split(" ")
    by_name = [resolved[key] for key in (" ".join(words[:2]), words[0]) if key in resolved]
    before = [resolved[n.key] for n in _told_before(name, told) if n.key in resolved]
    inner = [place for place in before if place.precision in _INNER]
    parent = next(iter([*by_name, *inner, *before]), None)
    if parent is None:
        return None
    return msgspec.structs.replace(
        parent, geonames=None, name=name.key, confidence=round(parent.confidence * 0.8, 2), candidates=()
    )


def _told_before(name: Name, told: Sequence[Name]) -> list[Name]:
    """Return the place names up to the sentence of `name`, the nearest first."""
    end = bisect_left(told, (name.sentence.index + 1, -1), key=_position)
    near = told[max(0, end - _REACH) : end]
    return sorted(near, key=lambda n: (name.sentence.index - n.sentence.index, abs(n.first - name.first)))
