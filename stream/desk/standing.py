"""How a story stands: its state, from the newest things said about it, and what its version is to the one before."""

from typing import NamedTuple

from stream.desk.joins import has_earlier
from stream.entries import Statement, StoryEntry, Version
from stream.facts import State
from stream.messages import Change, Edge, Item

_UPDATES = frozenset({"supersedes", "evolves_from"})


class Standing(NamedTuple):
    """A state, and the statement that brought it; None for an active story."""

    state: State
    because: Statement | None


def standing(entry: StoryEntry) -> Standing | None:
    """Return how a story stands, None if there is nothing to show or to take back.

    A kill is final; a hold and a story in its place give way to a version made later.
    """
    if entry.kill is not None:
        return Standing("retracted", entry.kill)
    if entry.superseded is not None and not _is_answered(entry, entry.superseded):
        return Standing("superseded", entry.superseded)
    if entry.hold is not None and not _is_answered(entry, entry.hold) and not _is_released(entry, entry.hold):
        return Standing("suspended", entry.hold)
    return None if entry.newest is None else Standing("active", None)


def _is_answered(entry: StoryEntry, statement: Statement) -> bool:
    return entry.newest is not None and entry.newest.order[0] > statement.order[0]


def _is_released(entry: StoryEntry, hold: Statement) -> bool:
    return entry.release is not None and entry.release.order[0] > hold.order[0]


def change_of(entry: StoryEntry, version: Version, item: Item, *, parent: str | None) -> Change:
    """Return what an active version is to the one before."""
    declared = version.declared
    if entry.original is not None:
        return "repeat" if declared in {"repeat", "refile"} else "copy"
    if _ends_hold(entry, version):
        return "release"
    if declared is not None and declared not in {"kill", "hold"}:
        return declared
    return "update" if parent is not None or _is_later(entry, version, item) else "new"


def _is_later(entry: StoryEntry, version: Version, item: Item) -> bool:
    return has_earlier(entry, version) or bool(item.version and item.version.isdigit() and int(item.version) > 1)


def _ends_hold(entry: StoryEntry, version: Version) -> bool:
    """Tell whether a hold lies between this version and the one before, or was released after it."""
    hold = entry.hold
    if hold is None:
        return False
    if version.order[0] <= hold.order[0]:
        return True  # it is shown all the same: it was released
    return entry.before is None or entry.before[0] <= hold.order[0]


def edges_of(entry: StoryEntry, parent: str | None, change: Change) -> tuple[Edge, ...]:
    """Return how a story relates to others: as it says, as its text says, and as it was found to continue another."""
    edges = {(edge.type, edge.story_id): edge for edge in entry.links}
    if parent is not None and entry.parent is None:
        edges["evolves_from", parent] = Edge(type="evolves_from", story_id=parent)
    if entry.original is not None:
        same = Edge(type="repeats" if change == "repeat" else "copies", story_id=entry.original)
        edges[same.type, same.story_id] = same
    return tuple(edges[key] for key in sorted(edges))
