"""The step `desk`: one total order over all items; of each story the newest version, and which texts are copies.

Versions are ordered by `versionCreated`, then by arrival; a version without an
instant of its own counts by its arrival. An item that says what is known
already leaves no record. The same text under another story is a copy of the
story that had it first.
"""

from datetime import UTC, datetime

from stream import keys
from stream.facts import State
from stream.messages import Change, DeskEntry, Edge, Item, Lifecycle, PubStatus, StageName, Story
from stream.step import Decision, Memory

_STATES: dict[PubStatus, State] = {"usable": "active", "withheld": "suspended", "canceled": "retracted"}


class DeskMemory(Memory[DeskEntry]):
    """Remembers stories, and by content which active story had a text first."""

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[str, str] = {}

    def put(self, key: str, entry: DeskEntry) -> None:
        """Remember a story's last version."""
        before = self.get(key)
        if before is not None and self._first.get(before.content) == key:
            del self._first[before.content]
        super().put(key, entry)
        if entry.state == "active" and entry.original is None:
            self._first.setdefault(entry.content, key)

    def first_with(self, content: str) -> str | None:
        """Return the story that had this text first."""
        return self._first.get(content)

    def is_orphan(self, entry: DeskEntry) -> bool:
        """Tell a copy whose text no active story has any more."""
        return entry.original is not None and entry.content not in self._first


def order_of(item: Item) -> tuple[str, str, int, int]:
    """Return an item's place among the versions of its story: created, received, partition, offset."""
    created = item.versionCreated or item.received
    return _instant(created), _instant(item.received), item.origin.partition, item.origin.offset


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class Desk:
    """Decides what becomes of an item."""

    name: StageName = "desk"
    timed = True
    reads = Item
    remembers = DeskEntry

    def key(self, message: Item) -> str:
        """Return the story an item is a version of."""
        return message.story_id

    def received(self, message: Item) -> datetime:
        """Return when the item arrived."""
        return message.received

    def memory(self) -> DeskMemory:
        """Return an empty memory."""
        return DeskMemory()

    def decide(self, message: Item, memory: Memory[DeskEntry], now: datetime | None) -> Decision[DeskEntry]:
        """Publish the newest version of a story; count what is late, known or under embargo."""
        assert isinstance(memory, DeskMemory)
        known = memory.get(message.story_id)
        content = _content(message)
        if known is not None and _is_same(known, message, content) and not memory.is_orphan(known):
            return _same(known, order_of(message))
        if known is not None and order_of(message) <= known.order:
            return Decision(outcome="late")
        if _is_embargoed(message, now):
            return Decision(outcome="held")
        return self._publish(message, known, content, memory)

    def _publish(self, item: Item, known: DeskEntry | None, content: str, memory: DeskMemory) -> Decision[DeskEntry]:
        state = _STATES[item.pubStatus]
        first = memory.first_with(content) if state == "active" else None
        original = first if first != item.story_id else None
        rev = known.rev + 1 if known else 1
        entry = DeskEntry(rev=rev, state=state, order=order_of(item), content=content, original=original)
        return Decision(outputs=(_story(item, entry, known),), entry=entry, outcome="published")


def _is_same(known: DeskEntry, item: Item, content: str) -> bool:
    return (known.content, known.state) == (content, _STATES[item.pubStatus])


def _is_embargoed(item: Item, now: datetime | None) -> bool:
    until = item.embargoedUntil
    return item.pubStatus == "usable" and until is not None and (now is None or now < until)


def _same(known: DeskEntry, order: tuple[str, str, int, int]) -> Decision[DeskEntry]:
    """Count what is known; a later repeat moves the story's place in the order."""
    if order <= known.order:
        return Decision(outcome="duplicate")
    moved = DeskEntry(rev=known.rev, state=known.state, order=order, content=known.content, original=known.original)
    return Decision(entry=moved, outcome="duplicate")


def _content(item: Item) -> str:
    return keys.content_key(item.headline, item.body)


def _change(item: Item, entry: DeskEntry, known: DeskEntry | None) -> Change:
    if item.pubStatus == "canceled":
        return "kill"
    if item.pubStatus == "withheld":
        return "hold"
    if entry.original is not None:
        return "copy"
    return "new" if known is None else "update"


def _story(item: Item, entry: DeskEntry, known: DeskEntry | None) -> Story:
    copies = (Edge(type="copies", story_id=entry.original),) if entry.original else ()
    shown = entry.state == "active"
    return Story(
        story_id=item.story_id,
        chain_id=keys.chain_id(item.story_id),
        rev=entry.rev,
        state=entry.state,
        reason=None if shown else f"pubStatus {item.pubStatus}",
        lifecycle=Lifecycle(change=_change(item, entry, known), edges=copies),
        uri=item.uri,
        version=item.version,
        provider=item.provider,
        feed=item.feed,
        headline=item.headline if shown else None,
        headline_span=item.headline_span if shown else None,
        slugline=item.slugline if shown else None,
        language=item.language,
        urgency=item.urgency,
        genre=item.genre,
        subjects=item.subjects,
        dateline=item.dateline if shown else None,
        byline=item.byline if shown else None,
        versionCreated=item.versionCreated,
        received=item.received,
        pubStatus=item.pubStatus,
        embargoedUntil=item.embargoedUntil,
        body=item.body if shown else None,
        furniture=item.furniture if shown else (),
        warnings=item.warnings,
        rights=item.rights,
    )
