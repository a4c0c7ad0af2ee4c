"""The memory as one input changes it: entries changed so far lie over those that are remembered."""

from collections.abc import Iterator

from stream.desk.joins import follows
from stream.desk.memory import DeskMemory
from stream.desk.order import is_near
from stream.entries import DeskEntry, Order, Seen, StoryEntry, Version

_LONGEST_CHAIN = 50


class Overlay:
    """What an input has changed, and what is known besides."""

    def __init__(self, memory: DeskMemory) -> None:
        self.memory = memory
        self.changed: dict[str, DeskEntry | None] = {}
        self._first: dict[str, str] = {}
        self.last: str | None = None
        """The key whose entry must be written after all others."""

    def story(self, key: str) -> StoryEntry:
        """Return what is known of a story: an empty entry if nothing is."""
        entry = self.changed.get(key) or self.memory.get(key)
        return entry if isinstance(entry, StoryEntry) else StoryEntry()

    def first_with(self, content: str) -> str | None:
        """Return the story that had this text first, whatever has become of it."""
        return self.memory.first_with(content) or self._first.get(content)

    def put(self, key: str, entry: DeskEntry | None) -> None:
        """Change an entry; None forgets it."""
        if entry != self.memory.get(key):
            self.changed[key] = entry
        if isinstance(entry, StoryEntry):
            self._first |= {content: key for content in entry.texts if content not in self._first}

    def in_order(self) -> dict[str, DeskEntry | None]:
        """Return what changed, as it is to be written: manifests before their stories, what let go of a version last.

        Who dies between two records takes the input again: then a story not
        written opens its manifest again, and a version still held does its work again.
        """
        letting = [key for key in self.changed if self._lets_go(key)]
        order = sorted((key for key in self.changed if key not in letting), key=self._is_story)
        while letting:
            ready = [key for key in letting if not self._names(key) & set(letting)] or letting[:1]
            order += ready
            letting = [key for key in letting if key not in ready]
        order.sort(key=lambda key: key == self.last)
        return {key: self.changed[key] for key in order}

    def _is_story(self, key: str) -> bool:
        return isinstance(self.changed[key], StoryEntry)

    def _lets_go(self, key: str) -> bool:
        known = self.memory.get(key)
        return isinstance(known, StoryEntry) and known.held is not None and self.story(key).held != known.held

    def _names(self, key: str) -> set[str]:
        return {edge.story_id for edge in self.story(key).links if edge.story_id != key}

    def parent_of(self, key: str) -> str | None:
        """Return the story that this one continues: the one it names, else the last before it with its words."""
        entry = self.story(key)
        if entry.parent is not None:
            return entry.parent[1]
        return self._inferred(key, entry, entry.newest) if entry.newest is not None and follows(entry.newest) else None

    def _inferred(self, key: str, entry: StoryEntry, version: Version) -> str | None:
        named = {*self.memory.namesakes(version.provider, version.words), *self._changed_namesakes(version)} - {key}
        before = ((begun, other) for other in named if (begun := self._begun_before(other, entry)) is not None)
        return max(before, default=(None, None))[1]

    def _changed_namesakes(self, version: Version) -> Iterator[str]:
        """Yield stories among those that changed which share a version's words, as the memory will yield them."""
        for key, entry in self.changed.items():
            seen = entry.seen if isinstance(entry, StoryEntry) else Seen()
            if (version.provider or "") in seen.providers and set(seen.words) & set(version.words):
                yield key

    def _begun_before(self, other: str, entry: StoryEntry) -> Order | None:
        """Return where another story began, if it was shown and may be the one before: begun earlier, not long ago."""
        known = self.story(other)
        if known.state is None or known.seen.first is None or entry.seen.first is None:
            return None
        begun, own = known.seen.first[0], entry.seen.first[0]
        return begun if begun[0] < own[0] and is_near(begun, own) else None

    def root_of(self, key: str) -> str:
        """Return the founder of this story's chain; where stories name each other in a circle, that of the least id."""
        path = [key]
        while (parent := self.parent_of(path[-1])) is not None and len(path) < _LONGEST_CHAIN:
            if parent in path:
                return min(path[path.index(parent) :])
            path.append(parent)
        return path[-1]

    def chain_after(self, key: str) -> list[str]:
        """Return this story and all known ones that continue it, directly or not."""
        found = [key]
        for one in found:
            found.extend(child for child in sorted(self.memory.children(one)) if child not in found)
        return found[:_LONGEST_CHAIN]
