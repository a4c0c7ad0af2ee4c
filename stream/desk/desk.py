"""The step `desk`: one total order over all items, ticks and settlements; one truthful record of each story.

An item is joined to what is known of its story (joins.py) and to the stories
that it speaks of (effects.py); each story touched is looked at again
(publishing.py). docs/adr/0008 has the rules, docs/lifecycle.md a walk through.
"""

from datetime import datetime
from itertools import islice
from typing import Any

from msgspec.structs import replace

from stream import keys
from stream.desk.advisory import advisory_of
from stream.desk.declared import declared_change, is_news
from stream.desk.effects import Effects
from stream.desk.joins import embargo_with, is_embargoed, placed, released, seen_with
from stream.desk.manifest import settle
from stream.desk.memory import DeskMemory
from stream.desk.order import order_of
from stream.desk.overlay import Overlay
from stream.desk.packing import packed, unpacked
from stream.desk.publishing import looked_at
from stream.desk.tags import words_key
from stream.entries import DeskEntry, Version
from stream.messages import Item, Message, Retraction, Settled, StageName, Tick, TopicName
from stream.record import Outcome
from stream.step import Decision, Memory

RELEASED_AT_ONCE = 500
"""Stories that one tick releases: more wait for the next one."""


class Desk:
    """Decides what becomes of an item."""

    name: StageName = "desk"
    timed = True
    topic: TopicName = "items"
    reads: Any = Item | Tick | Settled
    remembers: Any = DeskEntry

    def received(self, message: Item | Tick | Settled) -> datetime | None:
        """Return the instant that moves the desk's time: when an item arrived, or what a tick says."""
        match message:
            case Item():
                return message.received
            case Tick():
                return message.at
            case Settled():
                return None

    def memory(self) -> DeskMemory:
        """Return an empty memory."""
        return DeskMemory()

    def decide(
        self, message: Item | Tick | Settled, memory: Memory[DeskEntry], now: datetime | None
    ) -> Decision[DeskEntry]:
        """Return the stories that change, and what is to be taken back."""
        assert isinstance(memory, DeskMemory)
        match message:
            case Item():
                return _take(message, memory, now)
            case Tick():
                return _release(memory, now)
            case Settled():
                return settle(message, memory)


def _take(item: Item, memory: DeskMemory, now: datetime | None) -> Decision[DeskEntry]:
    effects = Effects(Overlay(memory))
    advisory, news = advisory_of(item), is_news(item)
    if advisory is not None and news and not advisory.named:
        advisory = None  # a status of its own says it, in words too: it is about this story
    met = effects.instruct(item, advisory, is_story=news) if advisory is not None else None
    if item.pubStatus == "canceled":
        effects.state_own(item, "kill")
        return _decided(effects, "published", now)
    if met is not None and not news:
        return _decided(effects, "published" if met else "unresolved", now)
    if not news:
        return Decision(outcome="not_news")
    if item.pubStatus == "withheld":
        effects.state_own(item, "hold")
    outcome: Outcome = _join(item, effects, now) if item.headline or item.body else "published"
    return _decided(effects, outcome, now)


def _join(item: Item, effects: Effects, now: datetime | None) -> Outcome:
    """Join a version to its story."""
    known, version = effects.overlay.story(item.story_id), _version_of(item)
    entry = replace(
        known,
        embargo=embargo_with(known.embargo, version.order, item.embargoedUntil),
        seen=seen_with(known.seen, item, version),
    )
    embargoed = is_embargoed(entry, now)
    held = known.held if not embargoed else None
    entry, outcome = placed(released(entry) if held is not None else entry, version, embargoed=embargoed)
    effects.touch(item.story_id, entry)
    if known.seen.first is None:  # whoever was there when an advisory came was not the one it named
        effects.obey_waiting(item, version)
    if not embargoed:
        for freed in (*([unpacked(held.item)] if held is not None else []), item):
            effects.free(freed)
        effects.touch_followers(item.story_id)
    return outcome


def _version_of(item: Item) -> Version:
    words = (words_key(text) for text in (item.headline, item.slugline))
    return Version(
        order=order_of(item),
        content=keys.content_key(item.headline, item.body),
        item=packed(item),
        provider=item.provider,
        words=tuple(sorted({one for one in words if one is not None})),
        declared=declared_change(item),
    )


def _release(memory: DeskMemory, now: datetime | None) -> Decision[DeskEntry]:
    """Show what was held until now, the earliest embargo first."""
    effects = Effects(Overlay(memory))
    for key in islice(memory.held_until(now) if now is not None else (), RELEASED_AT_ONCE):
        entry = effects.overlay.story(key)
        assert entry.held is not None
        effects.touch(key, released(entry))
        effects.free(unpacked(entry.held.item))
        effects.touch_followers(key)
    return _decided(effects, "published" if effects.touched else "unchanged", now)


def _decided(effects: Effects, outcome: Outcome, now: datetime | None) -> Decision[DeskEntry]:
    """Look again at every story touched; stories go first, then manifests, then rejects."""
    looks = [look for key in effects.touched if (look := looked_at(key, effects.overlay, now)) is not None]
    manifests: list[Message] = [manifest for _, manifest in looks if isinstance(manifest, Retraction)]
    outputs = (*(story for story, _ in looks), *manifests, *effects.rejects)
    if outcome == "published" and not outputs:
        outcome = "unchanged"
    return Decision(outputs=outputs, entries=effects.overlay.in_order(), outcome=outcome)
