"""What a document is about: its places and peoples vote for countries and for first-order divisions."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stream.extract.candidates import Candidate
from stream.extract.names import Name
from stream.facts import Precision
from stream.lexicon.countries import by_demonym
from stream.text.document import Document

_SURE_TOWN = 500_000


class Votes(NamedTuple):
    """What the document is about: weight of its mentions by country and by first-order division, and places resolved.

    `own` holds what each place itself gave, for it must not vote for itself.
    """

    countries: Mapping[str, float]
    areas: Mapping[str, float]
    own: Mapping[str, tuple[Candidate, float]]
    anchors: Mapping[str, Candidate]

    def country_share(self, code: str | None, key: str) -> float:
        """Return the share of a country among the votes of all places but `key`."""
        choice, weight = self.own.get(key, (None, 0.0))
        return _share(self.countries, code, choice.country if choice else None, weight)

    def area_share(self, code: str | None, key: str) -> float:
        """Return the share of a first-order division among the votes of all places but `key`."""
        choice, weight = self.own.get(key, (None, 0.0))
        return _share(self.areas, code, choice.area if choice else None, weight)


def _share(votes: Mapping[str, float], code: str | None, own: str | None, weight: float) -> float:
    total = sum(votes.values()) - (weight if own else 0.0)
    if code is None or total <= 0:
        return 0.0
    return (votes.get(code, 0.0) - (weight if own == code else 0.0)) / total


class NamedPlace(NamedTuple):
    """All mentions of one place name, what they can mean, and the wider place named right beside one of them."""

    key: str
    names: tuple[Name, ...]
    options: tuple[Candidate, ...]
    within: Candidate | None
    stated: Precision | None


def count_votes(document: Document, places: Sequence[NamedPlace], chosen: Mapping[str, Candidate]) -> Votes:
    """Count countries named, peoples named, the dateline's country, and in the second pass the places chosen."""
    own = {place.key: vote for place in places if (vote := _vote(place, chosen))}
    by_country: dict[str, float] = defaultdict(float, _mentioned(document, places))
    by_area: dict[str, float] = defaultdict(float)
    for choice, weight in own.values():
        if choice.country is not None:
            by_country[choice.country] += weight
        if choice.area is not None:
            by_area[choice.area] += weight
    return Votes(by_country, by_area, own, {key: c for key, c in chosen.items() if c.precision == "city"})


def _vote(place: NamedPlace, chosen: Mapping[str, Candidate]) -> tuple[Candidate, float] | None:
    choice = chosen.get(place.key) or _certain(place)
    if choice is None:
        return None
    return choice, math.sqrt(len(place.names)) * (1.5 if choice.precision == "country" else 1.0)


def _certain(place: NamedPlace) -> Candidate | None:
    """Return what a name means whatever the document is about: a country, a region, a metropolis."""
    if not place.options:
        return None
    best = max(place.options, key=lambda option: option.prior)
    return best if best.precision != "city" or best.population >= _SURE_TOWN else None


def _mentioned(document: Document, places: Sequence[NamedPlace]) -> Counter[str]:
    """Count demonyms (they vote for a country but are no places), countries stated beside names, the dateline's."""
    demonyms = by_demonym()
    counts = Counter(
        demonyms[token.lower].iso
        for sentence in document.sentences
        for token in sentence.tokens
        if token.lower in demonyms and token.text[0].isupper()
    )
    counts.update(place.within.country for place in places if place.within and place.within.country)
    if document.dateline is not None and document.dateline.country is not None:
        counts[document.dateline.country] += 1
    return counts
