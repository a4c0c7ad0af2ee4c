"""How what an item says joins what is known of its story. Joining in any order, or twice, gives the same."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from stream.entries import Embargo, Order, Seen, Statement, StoryEntry, Version
from stream.messages import Edge, Item
from stream.record import Outcome

_FOLLOWING = frozenset({"update", "correction", "refile", "repeat"})
_PARENTAL = frozenset({"supersedes", "corrects", "evolves_from"})
_MOST_PROVIDERS = 3
_MOST_LINKS = 50
_MOST_WORDS = 20


def seen_with(seen: Seen, item: Item, version: Version) -> Seen:
    """Return what stays of every version, this one included."""
    number = int(item.version) if item.version and item.version.isascii() and item.version.isdigit() else None
    numbers = [one for one in (seen.highest, number) if one is not None]
    providers = sorted({*seen.providers, item.provider or ""})[:_MOST_PROVIDERS]
    first, second = _two_earliest(seen, (version.order, version.content))
    is_first = first == (version.order, version.content)
    return Seen(
        first=first,
        second=second,
        first_corrects=version.declared == "correction" if is_first else seen.first_corrects,
        highest=max(numbers, default=None),
        providers=tuple(providers),
        words=tuple(sorted({*seen.words, *version.words})[:_MOST_WORDS]),
    )


def _two_earliest(seen: Seen, new: tuple[Order, str]) -> tuple[tuple[Order, str], tuple[Order, str] | None]:
    """Return the earliest version, and the earliest one with another text."""
    known = sorted(one for one in (seen.first, seen.second, new) if one is not None)
    first = known[0]
    return first, next((one for one in known if one[1] != first[1]), None)


def has_earlier(entry: StoryEntry, version: Version) -> bool:
    """Tell whether a version with another text was made before this one."""
    known = (one for one in (entry.seen.first, entry.seen.second) if one is not None)
    return any(order < version.order and content != version.content for order, content in known)


def orders_of(entry: StoryEntry) -> Iterator[Order]:
    """Yield the places of the first version and of the newest ones, shown and held."""
    if entry.seen.first is not None:
        yield entry.seen.first[0]
    yield from (version.order for version in (entry.newest, entry.held) if version is not None)


def embargo_with(embargo: Embargo | None, order: Order, until: datetime | None) -> Embargo | None:
    """Return the newest word on an embargo: a version that does not speak of it changes nothing."""
    if until is None or (embargo is not None and order <= embargo.order):
        return embargo
    return Embargo(order=order, until=until)


def is_embargoed(entry: StoryEntry, now: datetime | None) -> bool:
    """Tell whether no version that is not shown yet may be shown now."""
    return entry.embargo is not None and (now is None or now < entry.embargo.until)


def placed(entry: StoryEntry, version: Version, *, embargoed: bool) -> tuple[StoryEntry, Outcome]:
    """Return the entry with a version in its place, and what that means for the version."""
    newest, held = entry.newest, entry.held
    if entry.kill is not None:
        return entry, "killed"
    if newest is not None and version.order <= newest.order:
        return _behind(entry, newest, version, embargoed=embargoed)
    if not embargoed:
        same = newest is not None and newest.content == version.content
        return _shown(entry, version), "duplicate" if same else "published"
    if held is not None and version.order <= held.order:
        return entry, "duplicate" if version.content == held.content else "late"
    return replace(entry, held=version), "held"


def _behind(entry: StoryEntry, newest: Version, version: Version, *, embargoed: bool) -> tuple[StoryEntry, Outcome]:
    if newest.content == version.content:
        return entry, "duplicate"
    if embargoed:
        return entry, "late"
    return replace(entry, before=max(filter(None, (entry.before, version.order)))), "late"


def _shown(entry: StoryEntry, version: Version) -> StoryEntry:
    """Return the entry with its newest version: where that has the text of the one before, only its place counts."""
    newest = entry.newest
    held = entry.held if entry.held is not None and entry.held.order > version.order else None
    if newest is not None and newest.content == version.content:
        kept = newest if newest.whole else version
        return replace(entry, newest=replace(kept, order=version.order), held=held)
    return replace(entry, newest=version, before=newest.order if newest is not None else entry.before, held=held)


def released(entry: StoryEntry) -> StoryEntry:
    """Return an entry whose embargo is over: what was held is its newest version."""
    assert entry.held is not None
    return replace(_shown(entry, entry.held), held=None)


def later(known: Statement | None, new: Statement) -> Statement:
    """Return the later of two statements."""
    return new if known is None or new.order > known.order else known


def linked(entry: StoryEntry, order: Order, links: tuple[Edge, ...]) -> StoryEntry:
    """Return the entry with links to other stories, and its parent in the chain: the one its newest version names."""
    edges = {(edge.type, edge.story_id): edge for edge in (*entry.links, *links)}
    kept = tuple(edges[key] for key in sorted(edges))[:_MOST_LINKS]
    parents = [(order, edge.story_id) for edge in links if edge.type in _PARENTAL]
    parent = max([*parents, *([entry.parent] if entry.parent else [])], default=None)
    return replace(entry, links=kept, parent=parent)


def follows(version: Version) -> bool:
    """Tell whether a version says that it continues a story, its own or another one that it need not name."""
    return version.declared in _FOLLOWING
