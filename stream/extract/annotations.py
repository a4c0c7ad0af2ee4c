"""What the finders hand to the event engine: names, places, times and quantities of one document, with offsets."""

from typing import Literal

from msgspec import Struct

from stream.facts import Entity, EntityType, TextName, TimeMention
from stream.text.document import Document

Unit = Literal["people", "money", "percent", "distance", "age", "duration", "thing"]


class NamedMention(Struct, frozen=True, kw_only=True):
    """A name where it stands, with the id of its entity."""

    text_of: TextName
    start: int
    end: int
    text: str
    type: EntityType
    entity_id: str


class Quantity(Struct, frozen=True, kw_only=True):
    """A number with what it counts. Exact N: low = best = high; "at least N": high None; "dozens": best None.

    `start`, `end` cover the number with its qualifier ("at least 62");
    `np_end` is the end of the noun phrase it counts ("at least 62 militants"),
    `who` that phrase without the number ("militants"), None if none follows.
    `part_of` says that it is a part of another quantity ("including four children"), `more` that it comes on top
    of one ("three more bodies").
    """

    text_of: TextName
    start: int
    end: int
    np_end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str | None
    unit: Unit
    who: str | None
    part_of: bool = False
    more: bool = False


class Annotated(Struct, frozen=True, kw_only=True):
    """A document with everything found in it but events, in order of offset."""

    document: Document
    entities: tuple[Entity, ...]
    mentions: tuple[NamedMention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[Quantity, ...]
