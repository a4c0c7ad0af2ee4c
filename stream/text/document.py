"""A story as sentences and tokens whose offsets count in the text as received."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from stream.facts import Dateline, Furniture, TextName


class Token(NamedTuple):
    """A word, number or punctuation mark: `text` is `text_of[start:end]`."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence: `start` and `end` count in the text that `text_of` names; furniture is never part of one.

    `index` counts from 0 in reading order over headline and body; `paragraph`
    counts body paragraphs from 0 and is -1 for the headline.
    """

    text_of: TextName
    start: int
    end: int
    index: int
    paragraph: int
    tokens: tuple[Token, ...]


class Document(Struct, frozen=True, kw_only=True):
    """What the extractors read. `anchor` is the story's own instant (None: relative times stay unresolved)."""

    story_id: str
    version: str | None
    headline: str | None
    body: str
    sentences: tuple[Sentence, ...]
    furniture: tuple[Furniture, ...]
    dateline: Dateline | None
    anchor: datetime | None

    def text(self, text_of: TextName) -> str:
        """Return the text that offsets of `text_of` count in."""
        return (self.headline or "") if text_of == "headline" else self.body
