"""What the desk remembers, and the ways in which a story is found: by its text, its words, its chain."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

import msgspec
from msgspec.structs import replace

from stream.desk.joins import follows
from stream.desk.order import WINDOW, is_near
from stream.desk.packing import outline, packed, unpacked
from stream.entries import DeskEntry, ManifestEntry, Order, PendingEntry, StoryEntry
from stream.step import Memory

_MOST_NAMESAKES = 200
"""Stories that share a headline or slug are looked through newest first, no more than these."""


class DeskMemory(Memory[DeskEntry]):
    """Remembers stories, open manifests and kills that wait for their story.

    Its window is the longest of the deciding steps': a later step that
    remembered a story which the desk has forgotten would take its new revision
    1 for an old one. All are longer than `raw` and `items` are kept.
    """

    window = timedelta(days=20)
    text_window = WINDOW

    def __init__(self) -> None:
        super().__init__()
        self._outlines: dict[str, bytes] = {}
        self._first: dict[str, str] = {}
        self._words: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._children: dict[str, set[str]] = defaultdict(set)
        self._whole: dict[str, datetime | None] = {}
        self._held: dict[str, datetime] = {}
        self.pending: dict[str, PendingEntry] = {}
        self._open: set[str] = set()

    def story(self, key: str) -> StoryEntry | None:
        """Return what is known of a story."""
        entry = self.get(key)
        return entry if isinstance(entry, StoryEntry) else None

    def get(self, key: str) -> DeskEntry | None:
        """Return what is known of a key. Most are stories without their text: they are kept as bytes."""
        if key in self._outlines:
            return msgspec.msgpack.decode(self._outlines[key], type=StoryEntry)
        return super().get(key)

    def put(self, key: str, entry: DeskEntry, now: datetime | None = None) -> None:
        """Remember an entry and the ways to it."""
        super().put(key, entry, now)
        if isinstance(entry, StoryEntry) and entry.newest is not None and not entry.newest.whole:
            self._outlines[key] = msgspec.msgpack.encode(self.entries.pop(key))
        match entry:
            case StoryEntry():
                self._index(key, entry, now)
            case PendingEntry():
                self.pending[key] = entry
            case ManifestEntry():
                self._open.add(key)

    def drop(self, key: str) -> None:
        """Forget an entry and the ways to it."""
        known = self.get(key)
        if isinstance(known, StoryEntry):
            self._unindex(key, known)
        self.pending.pop(key, None)
        self._open.discard(key)
        self._outlines.pop(key, None)
        super().drop(key)

    def _index(self, key: str, entry: StoryEntry, now: datetime | None) -> None:
        for called in _called(entry):
            self._words[called][key] = None
        for content in entry.texts:
            self._first.setdefault(content, key)
        if entry.newest is not None and entry.newest.whole and not _is_kept_whole(entry):
            self._whole[key] = now
        if entry.parent is not None:
            self._children[entry.parent[1]].add(key)
        if entry.held is not None and entry.embargo is not None:
            self._held[key] = entry.embargo.until

    def _unindex(self, key: str, entry: StoryEntry) -> None:
        for called in _called(entry):
            _discard(self._words, called, key)
        for content in entry.texts:
            if self._first.get(content) == key:
                del self._first[content]
        if entry.parent is not None:
            _discard(self._children, entry.parent[1], key)
        self._whole.pop(key, None)
        self._held.pop(key, None)

    def first_with(self, content: str) -> str | None:
        """Return the story that had this text first, whatever has become of it."""
        return self._first.get(content)

    def children(self, story_id: str) -> frozenset[str]:
        """Return the stories that name this one as the one before them."""
        return frozenset(self._children.get(story_id, ()))

    def namesakes(self, provider: str | None, words: tuple[str, ...]) -> Iterator[str]:
        """Yield stories of a provider that have had a headline or slug, the last touched first."""
        for key in words:
            yield from islice(reversed(self._words.get((provider or "", key), {})), _MOST_NAMESAKES)

    def held_until(self, now: datetime) -> list[str]:
        """Return the stories whose embargo is over, the earliest first."""
        over = sorted((until, key) for key, until in self._held.items() if until <= now)
        return [key for _, key in over]

    def due(self) -> datetime | None:
        """Return when the next embargo ends."""
        return min(self._held.values(), default=None)

    def figures(self) -> dict[str, float]:
        """Return how much is remembered, held, unresolved and unfinished; `next_release` as a Unix time."""
        due = self.due()
        next_release = {} if due is None else {"next_release": due.timestamp()}
        return next_release | {
            "entries": len(self.entries) + len(self._outlines),
            "held": len(self._held),
            "unresolved": sum(not any(map(self._has_come, one.named)) for one in self.pending.values()),
            "open_manifests": len(self._open),
        }

    def _has_come(self, key: str) -> bool:
        entry = self.story(key)
        return entry is not None and entry.seen.first is not None

    def expired(self, now: datetime | None, most: int) -> dict[str, DeskEntry | None]:
        """Return entries to forget, stories to strip of their text, and waiting kills whose time is over."""
        if now is None:
            return {}
        gone = {key: self._after_window(key) for key in islice(self._untouched_since(now - self.window), most)}
        bare = {key: self._stripped(key) for key in islice(self._whole_since(now - self.text_window), most)}
        over = dict.fromkeys(islice(self._waiting_since(now - self.text_window), most))
        return bare | gone | over

    def _after_window(self, key: str) -> DeskEntry | None:
        """Return what is left of an entry that nobody touched: all of it as long as something waits for it."""
        entry = self.get(key)
        return entry if isinstance(entry, StoryEntry) and entry.held is not None else None

    def _whole_since(self, instant: datetime) -> Iterator[str]:
        for key, touched in self._whole.items():
            if touched is None or touched >= instant:
                return
            yield key

    def _stripped(self, key: str) -> StoryEntry:
        entry = self.story(key)
        assert entry is not None
        assert entry.newest is not None
        bare = packed(outline(unpacked(entry.newest.item)))
        newest = replace(entry.newest, item=bare, words=(), whole=False)
        return replace(entry, newest=newest, seen=replace(entry.seen, words=()))

    def _waiting_since(self, instant: datetime) -> Iterator[str]:
        return (key for key in self.pending if (self._touched[key] or instant) < instant)


def followers(memory: DeskMemory, entry: StoryEntry) -> list[str]:
    """Return the stories that may take this one for the one before them: same words, made later, within the window."""
    seen = entry.seen
    if seen.first is None:
        return []
    begun, _ = seen.first
    named = dict.fromkeys(key for provider in seen.providers for key in memory.namesakes(provider, seen.words))
    return [key for key in named if _follows(memory.story(key), begun)]


def _follows(entry: StoryEntry | None, begun: Order) -> bool:
    """Tell whether a story goes on from one that it does not name, which may have begun then."""
    if entry is None or entry.parent is not None or entry.newest is None or entry.seen.first is None:
        return False
    return follows(entry.newest) and is_near(begun, entry.seen.first[0])


def _called(entry: StoryEntry) -> Iterator[tuple[str, str]]:
    """Yield whom a story is of and what it has been called."""
    return ((provider, words) for provider in entry.seen.providers for words in entry.seen.words)


def _is_kept_whole(entry: StoryEntry) -> bool:
    """Tell whether a story's text must stay at hand: it may be shown again."""
    return entry.state == "suspended" or entry.held is not None


def _discard(index: dict, key: object, member: str) -> None:  # type: ignore[type-arg]  # of sets and of dicts
    members = index.get(key)
    if members is None:
        return
    if isinstance(members, dict):
        members.pop(member, None)
    else:
        members.discard(member)
    if not members:
        del index[key]
