"""What a place name can mean: countries, regions, towns, each with a score that needs no context."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from stream.extract.engine import Engine
from stream.facts import Precision
from stream.lexicon.countries import Country
from stream.lexicon.gazetteer import Town
from stream.lexicon.regions import Region
from stream.lexicon.spelling import name_key

_MOST = 24
_UNKNOWN_POPULATION = 1000
"""A town whose population GeoNames does not know (0) is a town all the same: it has more than 500 people."""
_COUNTRY, _REGION, _NAMESAKE, _NEAR, _ALTERNATE, _SKELETON = 9.0, 6.0, 3.5, 6.0, 1.2, 1.8


class Candidate(NamedTuple):
    """A place that a name can mean; `loose`: found by its skeleton only, so the document must speak of its country."""

    geonames: int | None
    name: str
    country: str | None
    area: str | None
    lat: float
    lon: float
    precision: Precision
    population: int
    prior: float
    loose: bool = False


def candidates(name: str, engine: Engine) -> tuple[Candidate, ...]:
    """Return the towns and regions of this name, without repeats."""
    key = name_key(name)
    found: dict[tuple[int | None, str, str | None], Candidate] = {}
    for candidate in (*_regions(key, engine), *_towns(key, engine)):
        found.setdefault((candidate.geonames, candidate.name, candidate.area), candidate)
    return tuple(found.values())


def of_country(country: Country) -> Candidate:
    """Return the country as a candidate."""
    return Candidate(
        country.geonames, country.name, country.iso, None, country.lat, country.lon, "country", 0, _COUNTRY
    )


def of_region(region: Region) -> Candidate:
    """Return the region as a candidate; one that shares its name with a town is meant less often."""
    prior = _NAMESAKE if region.shares_name else (_REGION if region.precision == "admin1" else _NEAR)
    return Candidate(
        region.geonames,
        region.name,
        region.country,
        region.area,
        region.lat,
        region.lon,
        region.precision,
        0,
        prior,
    )


def _regions(key: str, engine: Engine) -> Iterator[Candidate]:
    yield from map(of_region, engine.regions.get(key, ()))


def _towns(key: str, engine: Engine) -> Iterator[Candidate]:
    yield from (_town(town, loose=False) for town in engine.gazetteer.find(key)[:_MOST])
    yield from (_town(town, loose=True) for town in engine.gazetteer.find_alike(key)[:_MOST])


def _town(town: Town, *, loose: bool) -> Candidate:
    prior = math.log10((town.population or _UNKNOWN_POPULATION) + 10) - _ALTERNATE * town.alternate - _SKELETON * loose
    return Candidate(
        town.geonames,
        town.name,
        town.country,
        town.area,
        town.lat,
        town.lon,
        "city",
        town.population,
        prior,
        loose,
    )
