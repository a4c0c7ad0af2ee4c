"""What the deciding steps remember: the values of the state topics. Facts here are joined, never summed.

The desk keeps, of each story, the newest version and the newest statement of
each kind; so the order in which inputs arrive leaves no trace.
"""

from typing import Generic, Literal, TypeVar

from msgspec import Struct

from stream.facts import EventType, Instant, State, Times
from stream.messages import Category, Change, Edge, HistoryEntry, Instruction, InstructionKind, RetractedItem

Order = tuple[str, str, int, int]
"""A version's place among the versions of its story: created, received (both UTC), partition, offset on `raw`."""


class Statement(Struct, frozen=True, kw_only=True):
    """Something said about a story at a place in the order: by a version of its own, or by another story (`by`).

    `item` is the outline of the version of its own, packed (packing.py).
    """

    order: Order
    kind: InstructionKind | None = None
    by: str | None = None
    version: str | None = None
    reason: str
    item: bytes | None = None


class Embargo(Struct, frozen=True, kw_only=True):
    """Until when no version may be shown, as the newest version that speaks of it says."""

    order: Order
    until: Instant


class Version(Struct, frozen=True, kw_only=True):
    """One version of a story. `item` is packed (packing.py); `content` is the fingerprint of its text.

    `words` are the keys of headline and slug under which others may name it;
    `declared` is what it says it is. `whole` tells whether its text is still kept.
    """

    order: Order
    content: str
    item: bytes
    provider: str | None = None
    words: tuple[str, ...] = ()
    declared: Change | None = None
    whole: bool = True


class Seen(Struct, frozen=True, kw_only=True):
    """What is remembered of versions that are gone: the two earliest that differ, the highest number, the providers.

    `words` are the keys of all their headlines and slugs: under these others may name the story.
    """

    first: tuple[Order, str] | None = None
    second: tuple[Order, str] | None = None
    first_corrects: bool = False
    highest: int | None = None
    providers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class StoryEntry(Struct, frozen=True, kw_only=True, tag="story"):
    """What the desk remembers of a story.

    `shown` is the fingerprint of its last published record, of revision
    `rev`, and `told` that of its text; `before` is the place of the version
    before the newest. `texts` are the fingerprints of the texts that it had
    first of all stories; `original` is the story that had its text first.
    """

    rev: int = 0
    shown: str | None = None
    told: str | None = None
    state: State | None = None
    was_active: bool = False
    newest: Version | None = None
    before: Order | None = None
    held: Version | None = None
    embargo: Embargo | None = None
    kill: Statement | None = None
    hold: Statement | None = None
    release: Statement | None = None
    superseded: Statement | None = None
    links: tuple[Edge, ...] = ()
    parent: tuple[Order, str] | None = None
    original: str | None = None
    texts: tuple[str, ...] = ()
    seen: Seen = Seen()


class ManifestEntry(Struct, frozen=True, kw_only=True, tag="manifest"):
    """An instruction whose consequences are not all acknowledged yet."""

    instruction: Instruction
    times: Times
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


class EventOutline(Struct, frozen=True, kw_only=True):
    """What is kept of an event: what its end needs, and fingerprints that tell whether it changes.

    `said` is that of what it says, `whole` that of all for which it is published again.
    """

    type: EventType
    mode: str | None
    rev: int
    state: State
    reason: str | None
    report_ids: tuple[str, ...]
    feeds: tuple[str, ...]
    history: tuple[HistoryEntry, ...]
    said: str
    whole: str


class MergeEntry(Struct, frozen=True, kw_only=True):
    """What merge remembers of a story: its last revision, and the events its reports founded, packed."""

    rev: int
    events: bytes = b""


class AlertOutline(Struct, frozen=True, kw_only=True):
    """What is kept of an alert: what its Cancel needs, and the fingerprint of what it says."""

    rule: str
    type: str | None
    rev: int
    state: State
    reason: str | None
    status: Literal["Actual", "Exercise", "Test"]
    category: tuple[Category, ...]
    raised: Instant | None
    said: str


class AlertEntry(Struct, frozen=True, kw_only=True):
    """What alert remembers of an event: its last revision, and the alerts it raised."""

    rev: int
    alerts: dict[str, AlertOutline] = {}


E = TypeVar("E")


class Remembered(Struct, Generic[E], frozen=True, kw_only=True):
    """A record of a state topic: a changed entry, with the time folded so far.

    `offset` is the last input that is done with everything before this record;
    of the records that one input leaves, only the last carries its offset.
    """

    offset: int
    now: Instant | None
    entry: E | None
