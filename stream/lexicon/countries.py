"""Countries by name, demonym and code."""

from functools import cache
from typing import Any

from msgspec import Struct

from stream.lexicon.words import read


class Country(Struct, frozen=True, kw_only=True):
    """A country or territory: ISO 3166-1 alpha-2 code, GeoNames id, centre in degrees, area in km²."""

    iso: str
    geonames: int
    name: str
    lat: float
    lon: float
    area_km2: float
    capital: str | None
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    peoples: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Return all countries by code."""
    return {iso: _country(iso, row) for iso, row in read("countries").items()}


def _country(iso: str, row: dict[str, Any]) -> Country:
    lists = {key: tuple(row.get(key, ())) for key in ("aliases", "demonyms", "peoples")}
    return Country(iso=iso, **(row | lists))


@cache
def _by_name() -> dict[str, Country]:
    return {name.lower(): country for country in countries().values() for name in (*country.aliases, country.name)}


@cache
def by_demonym() -> dict[str, Country]:
    """Return the countries by lower-case adjective and by name of their people."""
    return {word.lower(): country for country in countries().values() for word in (*country.peoples, *country.demonyms)}


def country_named(name: str) -> Country | None:
    """Return the country of this name or alias; "us" in lower case is no country."""
    return None if name.islower() else _by_name().get(name.lower().removeprefix("the "))


def country_names() -> tuple[str, ...]:
    """Return all names and aliases in lower case."""
    return tuple(_by_name())
