"""The life of stories, defined a second time: from all inputs at once, in the words of ADR 8, and by no fold.

`lives` takes what lies on `items`, in its order, and returns what each story
is at the end. The order of arrival speaks in three places only: what an
embargo hid while it lasted, who had a text first (copies), and by which of its
labels a text goes that was sent several times (`changes` has all of them).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, takewhile
from typing import Any, NamedTuple

from stream import keys
from stream.facts import State
from stream.messages import Item, Tick

Input = Item | Tick
Arrival = tuple[int, Item]
FOLLOWS = {"corrects": "correction", "supersedes": "update", "evolves_from": "update"}
SIGNALS = {"sig:correction": "correction", "sig:repeat": "repeat", "sig:update": "update"}
ADVICE = {"sig:kill": "kill", "sig:hold": "hold", "sig:release": "release"}


class Life(NamedTuple):
    """What a story is at the end; of one that is not active only the state counts."""

    state: State
    text: tuple[str | None, str | None] | None = None
    chain_id: str | None = None
    changes: frozenset[str] = frozenset()
    edges: frozenset[tuple[str, str]] = frozenset()


def lives(arrived: Sequence[Input]) -> dict[str, Life]:
    """Return the life of every story that was shown at some time, or is killed."""
    told = _Told(arrived)
    return {story: life for story in told.stories if (life := told.life(story))}


def advice(item: Item) -> str | None:
    """Return what an advisory says of the stories that it links, None for a version of a story."""
    retracts = any(link.type == "retracts" for link in item.links)
    return "kill" if retracts else next((ADVICE[signal] for signal in item.signals if signal in ADVICE), None)


def order(item: Item) -> tuple[datetime, datetime, int, int]:
    """Return the place of a version among the versions of its story."""
    made = item.versionCreated
    if made is None or made > item.received + timedelta(hours=24):
        made = item.received
    return made, item.received, item.origin.partition, item.origin.offset


class _Told:
    """Everything said, story by story."""

    def __init__(self, arrived: Sequence[Input]) -> None:
        self.arrived = arrived
        self.clock = list(accumulate((one.at if isinstance(one, Tick) else one.received for one in arrived), max))
        items = [(place, one) for place, one in enumerate(arrived) if isinstance(one, Item)]
        self.own = [(place, one) for place, one in items if advice(one) is None]
        self.said = [(place, advice(one), link.story_id, one) for place, one in items for link in one.links]
        self.stories = list(dict.fromkeys(one.story_id for _, one in self.own))
        self.shown = {story: sorted(self._shown(story), key=order) for story in self.stories}

    def life(self, story: str) -> Life | None:
        """Return what a story is at the end."""
        if self._statements(story, "kill", "canceled"):
            return Life("retracted")
        shown = self.shown[story]
        if not shown:
            return None
        made = order(shown[-1])[0]
        if any(order(one)[0] >= made for one in self._replacing(story)):
            return Life("superseded")
        hold = max((order(one)[0] for _, one in self._statements(story, "hold", "withheld")), default=None)
        lifted = [order(one)[0] for _, one in self._statements(story, "release", None)]
        if hold is not None and made <= hold and not any(one > hold for one in lifted):
            return Life("suspended")
        return self._active(story, shown, hold)

    def _active(self, story: str, shown: list[Item], hold: datetime | None) -> Life:
        newest, chain = shown[-1], _root(story, self._parent)
        same = [one for one in shown if _text(one) == _text(newest)]
        before = [order(one)[0] for one in shown if one not in same]
        followed = self._parent(story) is not None or any(
            order(one) < order(newest) and _text(one) != _text(newest) for one in self._versions(story)
        )
        changes = {_declared(one) or ("update" if followed else "new") for one in same}
        if hold is not None and (not before or max(before) <= hold or order(newest)[0] <= hold):
            changes = {"release"}
        edges = {(link.type, link.story_id) for one in shown for link in one.links}
        original = self._original(story, newest)
        if original is not None:
            changes, edges = {"copy"}, {*edges, ("copies", original)}
        return Life("active", _text(newest), keys.chain_id(chain), frozenset(changes), frozenset(edges))

    def _versions(self, story: str) -> Iterator[Item]:
        return (one for _, one in self._arrivals(story))

    def _arrivals(self, story: str) -> list[Arrival]:
        return [(n, one) for n, one in self.own if one.story_id == story and one.pubStatus != "canceled" and one.body]

    def _statements(self, story: str, kind: str, status: str | None) -> list[Arrival]:
        advised = [(place, one) for place, said, named, one in self.said if said == kind and named == story]
        return advised + [(n, one) for n, one in self.own if one.story_id == story and one.pubStatus == status]

    def _shown(self, story: str) -> Iterator[Item]:
        """Yield the versions that no embargo hid; of those it hid, the newest when it ended, if no kill came before.

        A version that comes after the embargo was never hidden; it says
        nothing all the same if its story was killed while the embargo lasted.
        """
        versions, kills, until = self._arrivals(story), self._statements(story, "kill", "canceled"), self._until(story)
        hidden = [end is not None and end > now for end, now in zip(until, self.clock, strict=True)]
        for place, one in versions:
            ended = next((later for later in range(place, len(hidden)) if not hidden[later]), None)
            waited = [order(other) for at, other in versions if ended is not None and at < ended]
            killed = [kill.received for at, kill in kills if ended is not None and at < ended]
            end = until[place]
            late = end is None or not any(received < end for received in killed)
            held = not killed and order(one) == max(waited, default=None)
            if late if ended == place else held:
                yield one

    def _until(self, story: str) -> list[datetime | None]:
        """Return, after each input, the end of the embargo: what the newest of those says that speak of one."""
        spoken = {n: one for n, one in self.own if one.story_id == story and one.embargoedUntil is not None}
        newest = accumulate(
            (spoken.get(place) for place in range(len(self.arrived))),
            lambda known, new: max((one for one in (known, new) if one is not None), key=order, default=None),
        )
        return [one.embargoedUntil if one is not None else None for one in newest]

    def _replacing(self, story: str) -> Iterator[Item]:
        others = (one for other in self.stories if other != story for one in self.shown[other])
        named = {("supersedes", story), ("corrects", story)}
        return (one for one in others if named & {(link.type, link.story_id) for link in one.links})

    def _parent(self, story: str) -> str | None:
        linked = [(order(one), link) for one in self.shown.get(story, ()) for link in one.links if link.type in FOLLOWS]
        return max(((place, link.story_id) for place, link in linked), default=(None, None))[1]

    def _original(self, story: str, newest: Item) -> str | None:
        """Return the story that had this text when this one took it up, unless its agency files a killed one anew."""
        same = [(place, one) for place, one in self.own if _text(one) == _text(newest)]
        if all(one.story_id == story for _, one in same):
            return None
        own = reversed(self._arrivals(story))
        taken = [place for place, _ in takewhile(lambda arrival: _text(arrival[1]) == _text(newest), own)]
        for place, one in ((place, one) for place, one in same if place < min(taken)):
            life = lives(self.arrived[: place + 1]).get(one.story_id)
            if life is not None and life.text == _text(newest) and life.changes != {"copy"}:
                killed = any(at < min(taken) for at, _ in self._statements(one.story_id, "kill", "canceled"))
                is_own = one.story_id == story or (killed and one.provider == newest.provider)
                return None if is_own else one.story_id
        return None


def _root(story: str, parent: Any) -> str:
    path = [story]
    while (above := parent(path[-1])) is not None:
        if above in path:
            return min(path[path.index(above) :])
        path.append(above)
    return path[-1]


def _text(item: Item) -> tuple[str | None, str | None]:
    return item.headline, item.body


def _declared(item: Item) -> str | None:
    if item.pubStatus == "withheld":
        return None
    said = [SIGNALS[signal] for signal in item.signals if signal in SIGNALS]
    linked = sorted(FOLLOWS[link.type] for link in item.links if link.type in FOLLOWS)
    return next(iter([*said, *linked]), None)
