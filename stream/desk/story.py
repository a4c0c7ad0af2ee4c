"""The record of a story, from what is known of it."""

from datetime import datetime
from typing import Any

from stream import keys
from stream.desk.packing import outline, unpacked
from stream.desk.standing import Standing
from stream.entries import StoryEntry, Version
from stream.facts import State
from stream.messages import Item, Lifecycle, PubStatus, Story

_STATUS: dict[State, PubStatus] = {"active": "usable", "suspended": "withheld", "retracted": "canceled"}


def fingerprint(standing: Standing, content: str, chain_id: str, lifecycle: Lifecycle) -> str:
    """Return what makes a record worth sending: its state, and what it says while it is active."""
    if standing.because is not None:
        return keys.digest(standing.state, standing.because.by if standing.state != "retracted" else None)
    edges = (f"{edge.type} {edge.story_id}" for edge in lifecycle.edges)
    return keys.digest(standing.state, content, chain_id, lifecycle.change, *edges)


def story_of(
    entry: StoryEntry, item: Item, standing: Standing, *, chain_id: str, lifecycle: Lifecycle, now: datetime | None
) -> Story:
    """Return the next record of a story. Nothing that quotes it is left unless it is active."""
    shown = item if standing.state == "active" else outline(item)
    fields: dict[str, Any] = {name: getattr(shown, name) for name in _carried()}
    fields["warnings"] = (*item.warnings, *(_warnings(entry, entry.newest, item) if entry.newest else ()))
    fields["pubStatus"] = _STATUS.get(standing.state, item.pubStatus)
    return Story(
        **fields,
        chain_id=chain_id,
        rev=entry.rev + 1,
        state=standing.state,
        reason=standing.because.reason if standing.because else None,
        lifecycle=lifecycle,
        triggered=now,
    )


def subject_of(entry: StoryEntry, standing: Standing) -> Item | None:
    """Return the version that a record is about: the one that took the story back, else the newest."""
    own = standing.because.item if standing.because else None
    packed = own or (entry.newest.item if entry.newest else None) or (entry.hold.item if entry.hold else None)
    return None if packed is None else unpacked(packed)


def _carried() -> tuple[str, ...]:
    return tuple(name for name in Item.__struct_fields__ if name not in {"origin", "signals", "links"})


def _warnings(entry: StoryEntry, newest: Version, item: Item) -> tuple[str, ...]:
    """Return what is contradictory in a story's life; the rules stand in docs/lifecycle.md."""
    seen = entry.seen
    number = int(item.version) if item.version and item.version.isascii() and item.version.isdigit() else None
    found = {
        "embargoedUntil: usable and under embargo, held until then": item.embargoedUntil is not None,
        "version: lower than an earlier one, order is by versionCreated": number is not None
        and seen.highest is not None
        and number < seen.highest,
        "provider: others have used this id": len(seen.providers) > 1,
        "versionCreated: a correction is older than what it corrects": seen.first_corrects
        and seen.first is not None
        and seen.first[0] < newest.order,
        "versionCreated: the kill is older than what it kills": entry.kill is not None
        and entry.kill.order[0] < newest.order[0],
    }
    return tuple(warning for warning, holds in found.items() if holds)
