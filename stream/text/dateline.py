"""The words before the first sentence that say where, when and by whom a story was filed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from stream.facts import Dateline
from stream.lexicon.countries import country_named
from stream.lexicon.gazetteer import Gazetteer, Town
from stream.lexicon.spelling import name_key
from stream.lexicon.words import read

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_TITLE = r"(?:[A-ZÀ-Þ][\w.'’-]*|al-[A-Z]\w+)"
_SMALL = r"(?:of|de|del|la|el|al|the|and|upon|sur|in|on|DE|LA|OF|THE|AND|EL|AL)"


def _place(word: str) -> str:
    return rf"{word}(?:[ /](?:{_SMALL} )?{word}){{0,3}}(?:, {_TITLE}(?: {_TITLE}){{0,2}}){{0,2}}?"


_DASH = r"\s*(?:--+|[-–—])(?=\s)\s*"
_AGENCY = r"\s*[(/](?P<agency{n}>[A-Z][\w .&'’/-]{{1,40}}?)[)/]\.?"
DATELINE = re.compile(
    rf"(?:(?P<place1>{_place(_TITLE)})(?:,?\s+(?P<date1>{_DATE})[.,]?)?{_AGENCY.format(n=1)}\s*(?:{_DASH}|:\s+|(?<=/\.)\s+)"
    rf"|(?P<place2>{_place(_TITLE)}),\s+(?P<date2>{_DATE}){_DASH}"
    rf"|(?P<place3>{_place(_CAPS)})(?:{_DASH}|:\s+)"
    rf"|\((?P<agency4>[A-Z][\w .&'’/-]{{1,24}})\){_DASH})"
)


class _Parts(NamedTuple):
    place: str | None
    date: str | None


def dateline_of(text: str, gazetteer: Gazetteer | None) -> Dateline:
    """Return the parts of a dateline's text; without a gazetteer a town has no country."""
    parts = _parts(text)
    name = _spelt(parts.place.split(",")[0].split("/")[0]) if parts.place else None
    return Dateline(
        text=text,
        place=name,
        country=_country(parts.place, gazetteer) if parts.place else None,
        date=_iso_date(parts.date) if parts.date else None,
    )


def _parts(text: str) -> _Parts:
    match = DATELINE.match(text + " ")
    groups = match.groupdict() if match else {}
    place = groups.get("place1") or groups.get("place2") or groups.get("place3")
    return _Parts(place, groups.get("date1") or groups.get("date2"))


def _spelt(place: str) -> str:
    """Return WASHINGTON as Washington."""
    name = place.strip()
    return " ".join(map(_title, name.split(" "))) if name.isupper() and len(name) > 3 else name


def _title(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _country(place: str, gazetteer: Gazetteer | None) -> str | None:
    """Return the country stated after the place, else that of the largest town of that name."""
    first, *wider = (part.strip() for part in place.split(","))
    stated = next((country.iso for part in reversed([first, *wider]) if (country := country_named(part))), None)
    if stated or gazetteer is None:
        return stated
    return next((town.country for town in _towns(first, gazetteer)), None)


def _towns(place: str, gazetteer: Gazetteer) -> Iterator[Town]:
    for name in place.split("/"):
        towns = gazetteer.find(name_key(name))
        yield from sorted(towns, key=lambda town: (town.alternate and town.population < 100_000, -town.population))


def _iso_date(text: str) -> str | None:
    """Return what the words state: the day with its year, or month and day alone as TIMEX3 writes them."""
    month = next((_months()[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _months()), None)
    day, year = (re.search(pattern, text) for pattern in (r"\b\d{1,2}\b", r"\b\d{4}\b"))
    if month is None or day is None:
        return None
    return f"{year[0] if year else 'XXXX'}-{month:02}-{int(day[0]):02}"


@cache
def _months() -> dict[str, int]:
    return dict(read("furniture")["months"])
