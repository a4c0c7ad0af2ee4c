"""What the deciding steps remember: the values of the state topics. Facts here are joined, never summed.

The desk keeps, of each story, the newest version and the newest statement of
each kind; so the order in which inputs arrive leaves no trace.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from stream.facts import Instant, State
from stream.messages import Alert, Edge, Event, Instruction, RetractedItem

Order = tuple[str, str, int, int]
"""A version's place among the versions of its story: created, received (both UTC), partition, offset on `raw`."""


class Statement(Struct, frozen=True, kw_only=True):
    """Something said about a story at a place in the order: by its own version, or (`by`) by another story."""

    order: Order
    by: str | None = None
    version: str | None = None
    versionCreated: Instant | None = None
    received: Instant
    reason: str


class Embargo(Struct, frozen=True, kw_only=True):
    """Until when no version may be shown, as the newest version that speaks of it says."""

    order: Order
    until: Instant


class Version(Struct, frozen=True, kw_only=True):
    """One version of a story. `item` is packed (packing.py); `content` its fingerprint; `whole` tells text from none.

    `timed` tells whether the version itself says when it was made.
    """

    order: Order
    content: str
    item: bytes
    timed: bool
    whole: bool = True


class Seen(Struct, frozen=True, kw_only=True):
    """What is remembered of versions that are gone: the two earliest that differ, the highest number, the providers."""

    first: tuple[Order, str] | None = None
    second: tuple[Order, str] | None = None
    first_corrects: bool = False
    highest: int | None = None
    providers: tuple[str, ...] = ()


class StoryEntry(Struct, frozen=True, kw_only=True, tag="story"):
    """What the desk remembers of a story. `shown` is the fingerprint of its last published record, of revision `rev`."""

    rev: int = 0
    shown: str | None = None
    state: State | None = None
    was_active: bool = False
    newest: Version | None = None
    held: Version | None = None
    embargo: Embargo | None = None
    kill: Statement | None = None
    hold: Statement | None = None
    release: Statement | None = None
    superseded: Statement | None = None
    links: tuple[Edge, ...] = ()
    parent: tuple[Order, str] | None = None
    original: str | None = None
    seen: Seen = Seen()


class ManifestEntry(Struct, frozen=True, kw_only=True, tag="manifest"):
    """An instruction whose consequences are not all acknowledged yet."""

    instruction: Instruction
    received: Instant
    items: tuple[RetractedItem, ...]
    merged: bool = False
    awaits: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


class PendingEntry(Struct, frozen=True, kw_only=True, tag="pending"):
    """A kill that names a story which has not come: by id, or by the words of its headline or slug."""

    statement: Statement
    provider: str | None
    named: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


DeskEntry = StoryEntry | ManifestEntry | PendingEntry


class MergeEntry(Struct, frozen=True, kw_only=True):
    """What merge remembers of a story: its last revision, and the events its reports founded."""

    rev: int
    events: dict[str, Event] = {}


class AlertEntry(Struct, frozen=True, kw_only=True):
    """What alert remembers of an event: its last revision, and the alerts it raised."""

    rev: int
    alerts: dict[str, Alert] = {}


E = TypeVar("E")


class Remembered(Struct, Generic[E], frozen=True, kw_only=True):
    """A record of a state topic: a changed entry, with the time folded so far.

    `offset` is the last input that is done with everything before this record;
    of the records that one input leaves, only the last carries its offset.
    """

    offset: int
    now: Instant | None
    entry: E | None
