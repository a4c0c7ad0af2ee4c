"""The life of a story does not hang on the order of its inputs: random schedules against a second definition.

Each schedule is decided in two orders, some steps in it twice, and both ends
are compared with life_oracle.py and with each other: what is active with its
text, chain and edges, and what was taken back from those who had seen it.
Left out are revisions, history, instants, manifests, the labels of a text sent
again (of several that say the same, any may be the one that was shown), and
records of what was never active, which nobody has to take back.

Any order is equivalent to any other, but for this (`rearranged`):

- Without a believable instant, or with one that two versions of a story share,
  versions count by their arrival, which is in the input: they may be read in
  any order, but they keep the instants at which they were received.
- Copies are known by arrival (ADR 5): the stories that share a text, and all
  that is said about them, keep their order.
- What was shown before an embargo came stays, and what came after it was held:
  around the first input of a story that speaks of an embargo, and around each
  tick, everything about this story keeps its side. With two embargoes, or one
  that is lifted, it keeps its order.
- An item received after the end of an embargo moves the desk's time over it:
  it does not come before the tick that ends it. Ticks keep their order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import NamedTuple

import pytest
from building import NOON, record
from life_oracle import Life, lives, order
from life_schedules import LEAST_STEPS, LINKED, Step, rearranged, schedule, story_id, table

from stream import codec
from stream.desk.desk import Desk
from stream.messages import Item, Story
from stream.record import Envelope, Output
from stream.stage import FoldStage

CHUNK = 1_000
CHUNKS = 10
DYING = 1_000
DEATHS = 0.15
"""The share of inputs over which the desk dies, where it dies."""

Orders = list[list[Step]]


class End(NamedTuple):
    """The last record of each story, and the stories that were active at some time."""

    last: dict[str, Story]
    seen: frozenset[str]


class Town:
    """A desk, the log of its state, and what it sent."""

    def __init__(self) -> None:
        self._stage = FoldStage(Desk(), prefix="wire")
        self._log: list[Envelope] = []
        self._last: dict[str, bytes] = {}
        self._seen: set[str] = set()

    def take(self, step: Step, offset: int) -> Output:
        """Decide an input; send what follows from it."""
        output = self._stage(record("items", step.message, offset), NOON)
        assert {one.outcome for one in output.observations}.isdisjoint({"bug", "rejected", "replayed"})
        for sent in output.envelopes:
            if sent.topic == "stories":
                key = (sent.key or b"").decode()
                self._last[key] = sent.value or b""
                self._seen |= {key} if sent.labels["state"] == "active" else set()
        return output

    def keep(self, written: Sequence[Envelope]) -> None:
        """Write state records, and read them."""
        self._log += written
        for one in written:
            self._stage.restore(one.key, one.value)

    def die(self, written: Sequence[Envelope], rng: Random) -> None:
        """Write state records and die; the next desk reads what is in the log, compacted or not."""
        self._log += written
        self._stage = FoldStage(Desk(), prefix="wire")
        last = {one.key: n for n, one in enumerate(self._log)}
        compacted = rng.random() < 0.5
        for n, one in enumerate(self._log):
            if not compacted or last[one.key] == n:
                self._stage.restore(one.key, one.value)

    def end(self) -> End:
        """Return how things stand."""
        return End({key: codec.decode(one, Story) for key, one in self._last.items()}, frozenset(self._seen))


def _decided(steps: Sequence[Step], deaths: Random | None = None) -> End:
    """Return the end of a schedule. A desk that dies over an input may have written some of its state records."""
    town = Town()
    for offset, step in enumerate(steps):
        output = town.take(step, offset)
        if deaths is not None and deaths.random() < DEATHS:
            town.die(output.remember[: deaths.randrange(len(output.remember))], deaths)
            output = town.take(step, offset)
        town.keep(output.remember)
    return town.end()


def _life_of(story: Story) -> Life:
    edges = frozenset((edge.type, edge.story_id) for edge in story.lifecycle.edges)
    changes = frozenset({story.lifecycle.change})
    return Life(story.state, (story.headline, story.body), story.chain_id, changes, edges)


def differences(end: End, told: dict[str, Life]) -> Iterator[str]:
    """Yield in what the desk's records differ from what the rules say."""
    for key in sorted({*end.last, *told}):
        story, life = end.last.get(key), told.get(key)
        found = None if story is None else _life_of(story)
        if not _agree(found, life, seen=key in end.seen):
            yield f"{key}: the desk says {found}, the rules {life}"


def _agree(found: Life | None, life: Life | None, *, seen: bool) -> bool:
    if life is not None and life.state == "active":
        return found is not None and found._replace(changes=life.changes) == life and found.changes <= life.changes
    if seen:
        return found is not None and life is not None and found.state == life.state
    return found is None or found.state != "active"


def _failure(orders: Orders, *, deaths: int | None = None) -> str | None:
    """Return what is wrong with the ends of two orders of one schedule."""
    told = [lives([step.message for step in steps]) for steps in orders]
    ends = [_decided(steps, None if deaths is None else Random(f"deaths {deaths}")) for steps in orders]
    active = [{key: _shown(one) for key, one in end.last.items() if one.state == "active"} for end in ends]
    wrong = [one for pair in zip(ends, told, strict=True) for one in differences(*pair)]
    if told[0] != told[1]:
        wrong.append("the rules do not call these orders equivalent")
    if active[0] != active[1]:
        wrong.append("the desk ends with other active stories")
    return "\n".join(wrong) or None


def _shown(story: Story) -> Life:
    return _life_of(story)._replace(changes=frozenset())


def _shrunk(orders: Orders, fails: Callable[[Orders], object]) -> Orders:
    """Leave out steps as long as it still fails."""
    for number in {step.number for step in orders[0]}:
        fewer = [[step for step in steps if step.number != number] for steps in orders]
        if fails(fewer):
            return _shrunk(fewer, fails)
    return orders


def _check(seeds: Iterable[int], *, dying: bool = False) -> None:
    for seed in seeds:
        steps = schedule(seed)
        orders = [steps, rearranged(steps, Random(f"order {seed}"))]
        fails = partial(_failure, deaths=seed if dying else None)
        if fails(orders) is not None:
            small = _shrunk(orders, fails)
            pytest.fail("\n\n".join([f"schedule {seed}", *map(table, small), str(fails(small))]))


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_order_ends_as_the_rules_say(chunk: int) -> None:
    """10,000 schedules: two orders, some steps twice, one end, and that of the second definition."""
    _check(range(chunk * CHUNK, (chunk + 1) * CHUNK))


def test_a_desk_that_dies_ends_as_the_rules_say() -> None:
    """Dead after any of its state records, and rebuilt from those that were written: the same end."""
    _check(range(DYING), dying=True)


def test_the_schedules_have_all_that_goes_wrong() -> None:
    """Three linked stories and eight steps at least; in one of ten or more, each of the troubles that agencies make."""
    seen: Counter[str] = Counter()
    for seed in range(DYING):
        steps = schedule(seed)
        assert len(steps) >= LEAST_STEPS
        assert {story_id(name) for name in LINKED} <= {one.story_id for one in _items(steps)}
        seen.update(set(_troubles(steps)) | {life.state for life in lives([step.message for step in steps]).values()})
        seen["sent again"] += len(rearranged(steps, Random(seed))) > len(steps)
    assert {trouble for trouble, times in seen.items() if times >= DYING / 10} >= {
        *("active", "suspended", "superseded", "retracted", "sent again", "killed twice", "killed before it came"),
        *("evolves_from", "supersedes", "corrects", "retracts", "sig:hold", "sig:release", "sig:repeat", "withheld"),
        *("late", "repeated", "copied", "corrected under embargo", "without an instant", "usable after a hold"),
    }
    assert seen["killed under embargo"] >= DYING / 50


def _items(steps: Sequence[Step]) -> list[Item]:
    return [step.message for step in steps if isinstance(step.message, Item)]


def _troubles(steps: Sequence[Step]) -> Iterator[str]:
    items = _items(steps)
    for one in items:
        yield from (*(link.type for link in one.links), *one.signals, one.pubStatus)
        yield "without an instant" if one.versionCreated is None else "with an instant"
    for name in LINKED:
        yield from _troubles_of([one for one in items if story_id(name) in {one.story_id, *_retracted(one)}])
    yield from ("copied" for one in items if one.story_id == story_id("P"))


def _retracted(item: Item) -> set[str]:
    return {link.story_id for link in item.links if link.type == "retracts"}


def _troubles_of(items: Sequence[Item]) -> Iterator[str]:
    """Yield what happens to one story, in the order of arrival."""
    until = datetime.min.replace(tzinfo=UTC)
    before: list[Item] = []
    for one in items:
        if _kills(one):
            yield "killed twice" if any(map(_kills, before)) else "killed once"
            yield "killed under embargo" if one.received < until else "killed"
        elif before:
            yield "corrected under embargo" if one.received < until else "corrected"
            yield "killed before it came" if all(map(_kills, before)) else "came"
            yield "usable after a hold" if before[-1].pubStatus == "withheld" else "usable"
            yield "late" if order(one) < max(map(order, before)) else "in time"
            yield "repeated" if one.body in {other.body for other in before} else "rewritten"
        until = max(until, one.embargoedUntil or until)
        before.append(one)


def _kills(item: Item) -> bool:
    return item.pubStatus == "canceled" or bool(_retracted(item))
