"""Places that are no towns: first-order divisions, seas and world regions, and places the gazetteer lacks."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from stream.facts import Precision
from stream.lexicon.gazetteer import Gazetteer
from stream.lexicon.spelling import name_key
from stream.lexicon.words import read

_NAMESAKE = 100_000


class Region(Struct, frozen=True, kw_only=True):
    """A place with its centre. `area` is the gazetteer's code of the division it is or lies in ("SY.09")."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    area: str | None
    lat: float
    lon: float
    precision: Precision
    geonames: int | None
    shares_name: bool = False


def regions(gazetteer: Gazetteer) -> tuple[Region, ...]:
    """Return all regions; the code of a division is that of its seat."""
    divisions = tuple(_divisions(gazetteer))
    codes = {(region.country, region.name): region.area for region in divisions}
    return divisions + tuple(_extra(codes))


def _divisions(gazetteer: Gazetteer) -> Iterator[Region]:
    for country, rows in read("regions").items():
        for name, row in rows.items():
            area = f"{country}.{row['code']}" if "code" in row else _area_of(gazetteer, country, row["seat"])
            centre = (row["lat"], row["lon"]) if "lat" in row else gazetteer.area_centres.get(area or "")
            if centre is not None:
                yield Region(
                    name=name,
                    aliases=tuple(row.get("aliases", ())),
                    country=country,
                    area=area,
                    lat=centre[0],
                    lon=centre[1],
                    precision="admin1",
                    geonames=row.get("geonames"),
                    shares_name=_has_namesake(gazetteer, country, name),
                )


def _has_namesake(gazetteer: Gazetteer, country: str, name: str) -> bool:
    """Tell whether a large town of the country has the division's name."""
    towns = gazetteer.find(name_key(name))
    return any(town.country == country and town.population >= _NAMESAKE for town in towns)


def _area_of(gazetteer: Gazetteer, country: str, seat: str) -> str | None:
    key = name_key(seat)
    towns = (*gazetteer.find(key), *gazetteer.find_alike(key))
    return next((town.area for town in towns if town.country == country), None)


def _extra(codes: dict[tuple[str | None, str], str | None]) -> Iterator[Region]:
    lexicon = read("places_extra")
    for name, row in {**lexicon["wide"], **lexicon["near"]}.items():
        yield _extra_region(name, row, codes)


def _extra_region(name: str, row: dict[str, Any], codes: dict[tuple[str | None, str], str | None]) -> Region:
    country = row.get("country")
    return Region(
        name=name,
        aliases=tuple(row.get("aliases", ())),
        country=country,
        area=codes.get((country, row.get("admin1_of", ""))),
        lat=row["lat"],
        lon=row["lon"],
        precision=row["precision"],
        geonames=None,
    )
