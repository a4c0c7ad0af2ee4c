"""What an event family is: a name, the types it finds, its triggers in the lexicon, and examples that are its tests.

A file of triggers (`stream/lexicon/events/<family>.yml`) is a list of groups:

- `kind`: type/mode the group stands for (modes.yml is the closed list).
- `verbs`, `nouns`: base forms, which are inflected; `phrases`: words as they stand.
- `subject`, `object`: the role of who does it (default actor), of whom it is done to (default target); null for none.
- `phrases_of`: whether what stands before one of the phrases is its `subject` or, as in a passive, its `object`.
- `needs`: `subject`, `object`, `any` (either), `near` (the sentence): a class of classes.yml, a list of words, or true.
- `unless`: words within four tokens that make the trigger something else; `absent`: words anywhere in the sentence.
- `weak`, `weak_in`: all triggers, or these, only support a happening unless count, place, time or actors stand by.
- `intransitive`: has no passive. `status`: the status the words themselves carry.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from msgspec import Struct, convert

from stream.facts import EventType, Role, Status
from stream.lexicon.words import read

Need = str | bool | tuple[str, ...]


class Example(Struct, frozen=True):
    """A sentence and the kinds ("ASSAULT/bombing") that must be found in it; none for a negative."""

    text: str
    kinds: tuple[str, ...] = ()
    headline: bool = False


class Group(Struct, frozen=True, kw_only=True):
    """Triggers that stand for the same type and mode under the same conditions."""

    kind: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    subject: Role | None = "actor"
    object: Role | None = "target"
    needs: Mapping[str, Need] = {}
    unless: tuple[str, ...] = ()
    phrases_of: Literal["subject", "object"] = "subject"
    absent: tuple[str, ...] = ()
    weak: bool = False
    weak_in: tuple[str, ...] = ()
    intransitive: bool = False
    status: Status | None = None


class Family(Struct, frozen=True, kw_only=True):
    """One family of events."""

    name: str
    summary: str
    types: tuple[EventType, ...]
    examples: tuple[Example, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return its triggers, read from the lexicon."""
        return convert(read(f"events/{self.name}"), tuple[Group, ...])


def told(kind: str, *sentences: str) -> tuple[Example, ...]:
    """Return examples in which an event of a kind is told."""
    return tuple(Example(sentence, (kind,)) for sentence in sentences)


def headed(kind: str, *headlines: str) -> tuple[Example, ...]:
    """Return examples of headlines that tell an event of a kind."""
    return tuple(Example(headline, (kind,), headline=True) for headline in headlines)


def untold(*sentences: str) -> tuple[Example, ...]:
    """Return sentences in which no event of the family is told."""
    return tuple(Example(sentence) for sentence in sentences)


@cache
def kind_of(kind: str) -> tuple[EventType, str]:
    """Return type and mode of a kind; raises msgspec.ValidationError for a type that is none of ours."""
    event_type, _, mode = kind.partition("/")
    return convert(event_type, EventType), mode
