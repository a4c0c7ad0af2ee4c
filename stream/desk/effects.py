"""What an item does to stories: to its own, and to those that it speaks of."""

from datetime import datetime

from msgspec.structs import replace

from stream import keys
from stream.desk.advisory import Advisory
from stream.desk.joins import embargo_with, later, linked, orders_of
from stream.desk.memory import followers
from stream.desk.order import is_near, order_of
from stream.desk.overlay import Overlay
from stream.desk.packing import outline, packed
from stream.entries import PendingEntry, Statement, StoryEntry, Version
from stream.messages import InstructionKind, Item, Reject

_REASONS = {"kill": "killed by {by}", "hold": "held back by {by}", "release": "released by {by}"}
_IN_PLACE: dict[str, tuple[InstructionKind, str]] = {
    "supersedes": ("supersede", "superseded by {by}"),
    "corrects": ("correction", "corrected by {by}"),
}


class Effects:
    """Collects what inputs change: entries in the overlay, stories to look at again, rejects for an operator."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self.touched: dict[str, None] = {}
        self.rejects: list[Reject] = []

    def touch(self, key: str, entry: StoryEntry) -> None:
        """Change what is known of a story, which is looked at again."""
        self.overlay.put(key, entry)
        self.touched[key] = None

    def touch_followers(self, key: str) -> None:
        """Look again at every story whose place in a chain may hang on this one."""
        entry = self.overlay.story(key)
        for one in (key, *followers(self.overlay.memory, entry)):
            self.touched.update(dict.fromkeys(self.overlay.chain_after(one)))

    def state_own(self, item: Item, kind: InstructionKind) -> None:
        """Take a version's own status as a statement about its story; if it speaks of an embargo, that counts too."""
        own, order = packed(outline(item)), order_of(item)
        said = Statement(order=order, kind=kind, version=item.version, reason=f"pubStatus {item.pubStatus}", item=own)
        known = self.overlay.story(item.story_id)
        known = replace(known, embargo=embargo_with(known.embargo, order, item.embargoedUntil))
        self.touch(item.story_id, stated(known, kind, said))

    def free(self, item: Item) -> None:
        """Let a version that may be shown act on the stories it names. Not if it was killed under its embargo."""
        entry, order = self.overlay.story(item.story_id), order_of(item)
        if entry.kill is not None and entry.embargo is not None and entry.embargo.until > _received(entry.kill):
            return
        self.touch(item.story_id, linked(entry, order, item.links))
        for edge in item.links:
            if edge.type in _IN_PLACE and edge.story_id != item.story_id:
                kind, reason = _IN_PLACE[edge.type]
                said = Statement(order=order, kind=kind, by=item.story_id, reason=reason.format(by=item.story_id))
                known = self.overlay.story(edge.story_id)
                self.touch(edge.story_id, replace(known, superseded=later(known.superseded, said)))

    def instruct(self, item: Item, advisory: Advisory, *, is_story: bool) -> bool:
        """Do what an advisory says to the stories it names; tell whether there was one. An unmatched one waits.

        What it names by words depends on what is known when it comes, so it is
        heard once: its own entry says so, and is written after all the others.
        """
        said = Statement(
            order=order_of(item),
            kind=advisory.kind if advisory.kind != "release" else None,
            by=item.story_id,
            reason=_REASONS[advisory.kind].format(by=item.story_id),
        )
        own = self.overlay.story(item.story_id)
        if not is_story and _has_heard(own, advisory.kind, said):
            return True
        targets = advisory.named if is_story else self._targets(item, advisory, said)
        if not is_story:
            self.touch(item.story_id, stated(own, advisory.kind, said))
            self.overlay.last = item.story_id
        for key in targets:
            self.touch(key, stated(self.overlay.story(key), advisory.kind, said))
        met = any(map(self._is_known, targets)) or (not targets and not is_story and _has_version(own))
        if not met and advisory.kind != "release":
            self._wait(item, advisory, said)
        return met

    def _targets(self, item: Item, advisory: Advisory, said: Statement) -> tuple[str, ...]:
        """Return the stories that an advisory names: by link, by an id in its words, else by the one like headline."""
        issuers = dict.fromkeys((None, item.provider, item.feed))
        ids = (keys.story_id(issuer, token) for token in advisory.tokens for issuer in issuers)
        named = (*advisory.named, *(key for key in ids if self._is_known(key) and key != item.story_id))
        if named or _has_version(self.overlay.story(item.story_id)):
            return tuple(dict.fromkeys(named))
        found = self._alike(item, advisory, said)
        return tuple(found) if len(found) == 1 else ()

    def _alike(self, item: Item, advisory: Advisory, said: Statement) -> set[str]:
        """Return the stories that may be meant by the words of an advisory."""
        namesakes = self.overlay.memory.namesakes(item.provider, advisory.words)
        others = (key for key in namesakes if key != item.story_id)
        return {key for key in others if any(is_near(one, said.order) for one in orders_of(self.overlay.story(key)))}

    def _is_known(self, key: str) -> bool:
        return _has_version(self.overlay.story(key))

    def _wait(self, item: Item, advisory: Advisory, said: Statement) -> None:
        """Keep an advisory for a story to come, and show it to an operator. Words that fit several wait for none."""
        words = () if self._alike(item, advisory, said) else advisory.words
        waiting = PendingEntry(statement=said, provider=item.provider, named=advisory.named, words=words)
        self.overlay.put(f"pending:{item.story_id}", waiting)
        self.rejects.append(
            Reject(
                stage="desk",
                reason="retraction_unresolved",
                detail=f"{advisory.kind}: names no known story, or several; waits 48 hours for its story",
                original=item.origin,
                received=item.received,
            )
        )

    def obey_waiting(self, item: Item, version: Version) -> None:
        """Do to a story what advisories that came before it said.

        They stay until their time is over, for this story only: one that was
        forgotten before the story is written would not be obeyed by who takes over.
        """
        for key, waiting in tuple(self.overlay.memory.pending.items()):
            if key not in self.overlay.changed and _is_about(waiting, item, version):
                if item.story_id not in waiting.named:
                    self.overlay.put(key, replace(waiting, named=(item.story_id,), words=()))
                entry = self.overlay.story(item.story_id)
                self.touch(item.story_id, stated(entry, waiting.statement.kind or "release", waiting.statement))


def stated(entry: StoryEntry, kind: str, said: Statement) -> StoryEntry:
    """Return the entry with a statement about its story. The kill received first counts; what was held is let go."""
    match kind:
        case "kill":
            first = min((one for one in (entry.kill, said) if one is not None), key=lambda one: one.order[1:])
            return replace(entry, kill=first, held=None)
        case "hold":
            return replace(entry, hold=later(entry.hold, said))
        case _:
            return replace(entry, release=later(entry.release, said))


def _received(said: Statement) -> datetime:
    return datetime.fromisoformat(said.order[1])


def _has_heard(entry: StoryEntry, kind: str, said: Statement) -> bool:
    known = {"kill": entry.kill, "hold": entry.hold}.get(kind, entry.release)
    return known is not None and known.order == said.order


def _has_version(entry: StoryEntry) -> bool:
    return entry.newest is not None or entry.held is not None or entry.seen.first is not None


def _is_about(waiting: PendingEntry, item: Item, version: Version) -> bool:
    if item.story_id in waiting.named:
        return True
    same = waiting.provider == item.provider and set(waiting.words) & set(version.words)
    return bool(same) and is_near(version.order, waiting.statement.order)
