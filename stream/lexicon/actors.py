"""Organizations, armed groups and office-holders that we know by name, with their class."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from stream.facts import EntityType
from stream.lexicon.words import read


class Actor(Struct, frozen=True, kw_only=True):
    """A known actor. `source_class`: government, military, rebel, terror, igo, ngo, media, state_media, monitor."""

    name: str
    type: EntityType
    source_class: str
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]

    @property
    def code(self) -> str:
        """Return country and class as one code ("SY.state_media"), the class alone without a country."""
        return f"{self.country}.{self.source_class}" if self.country else self.source_class


@cache
def actors() -> tuple[Actor, ...]:
    """Return all actors of the lexicon."""
    lexicon = read("actors")
    return tuple(
        actor
        for source_class, rows in lexicon["actors"].items()
        for actor in _actors(source_class, rows, lexicon["types"])
    )


def _actors(source_class: str, rows: dict[str, dict[str, Any]], types: dict[str, EntityType]) -> Iterator[Actor]:
    for name, row in rows.items():
        own_class = str(row.get("class", source_class))
        yield Actor(
            name=name,
            type=types.get(own_class, "organization"),
            source_class=own_class,
            country=row.get("country"),
            wikidata=row.get("wikidata"),
            aliases=tuple(row.get("aliases", ())),
        )
