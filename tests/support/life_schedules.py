"""Random lives of linked stories, and what may be changed in the order of their inputs without changing their end.

A schedule is a list of steps in the order of their arrival: versions, kills,
holds and advisories about three linked stories and up to two more, an embargo
with its tick, a text that is copied. `rearranged` gives another order that the
rules of ADR 8 call equivalent, with random steps sent again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from building import at, item, origin
from msgspec.structs import replace

from stream import keys
from stream.messages import Edge, EdgeType, Item, Tick

PROVIDER = "Harbour News"
LINKED = ("A", "B", "C")
HEADLINES = {
    "A": "Ferry runs aground off the mole",
    "B": "Harbour master answers critics",
    "C": "Inquiry into grounding opens",
    "D": "Salvage crew reaches the wreck",
    "E": "Line cancels all sailings",
    "O": "Lighthouse keeper honoured by town",
}
LEAST_STEPS = 8
TEXTS = ("at dawn", "before noon", "after lunch", "by evening", "overnight")
WILD = at(24 * 60)
PARENTAL: tuple[EdgeType, ...] = ("evolves_from", "supersedes", "corrects")


class Step(NamedTuple):
    """One input, which stories it is about, and its number: sent or received again, it keeps it."""

    message: Item | Tick
    about: frozenset[str]
    number: int


def story_id(name: str) -> str:
    """Return the id of a story."""
    return keys.story_id(PROVIDER, name)


def schedule(seed: int) -> list[Step]:
    """Return steps in the order of their arrival; the same for the same seed."""
    return _Writer(Random(f"schedule {seed}")).written()


class _Writer:
    """Writes what agencies send about stories over some hours; instants are minutes."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._sent: list[tuple[float, Item | Tick, frozenset[str]]] = []

    def written(self) -> list[Step]:
        rng = self._rng
        for name in (*LINKED, *rng.sample(("D", "E"), rng.choice((0, 0, 0, 1, 2)))):
            self._life(name)
        if rng.random() < 0.25:
            self._copied()
        while len(self._sent) < LEAST_STEPS:
            self._taken_back(rng.choice(LINKED), rng.randrange(1, 400))
        self._sent.append((1000.5, Tick(at=at(1000.5)), frozenset()))
        self._sent.sort(key=lambda sent: sent[0])
        return [Step(_stamped(one, n, when), about, n) for n, (when, one, about) in enumerate(self._sent)]

    def _life(self, name: str) -> None:
        rng = self._rng
        made = sorted(rng.randrange(1, 400) for _ in range(rng.choice((1, 2, 2, 3))))
        texts = [rng.randrange(len(TEXTS))]
        for _ in made[1:]:
            texts.append(texts[-1] if rng.random() < 0.3 else rng.randrange(len(TEXTS)))
        versions = [self._version(name, minute, text) for minute, text in zip(made, texts, strict=True)]
        if rng.random() < 0.3:
            versions = self._embargoed(versions)
        for minute, version in zip(made, versions, strict=True):
            self._send(version, minute, name)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            self._taken_back(name, rng.randrange(1, 400))

    def _version(self, name: str, minute: int, text: int) -> Item:
        rng = self._rng
        links = tuple(self._link(name) for _ in range(rng.choice((0, 0, 1, 1, 2))))
        status = "withheld" if rng.random() < 0.12 else "usable"
        signals = rng.choice(((), (), (), ("sig:update",), ("sig:correction",), ("sig:repeat",)))
        body = _body(name, TEXTS[text])
        return _item(name, minute, body=body, links=links, pubStatus=status, signals=signals)

    def _link(self, name: str) -> Edge:
        kind, other = self._rng.choice(PARENTAL), self._rng.choice([one for one in LINKED if one != name])
        return Edge(type=kind, story_id=story_id(other))

    def _embargoed(self, versions: list[Item]) -> list[Item]:
        """Put a version under embargo, and now and then a later one under another; a tick ends each."""
        rng = self._rng
        for n in rng.sample(range(len(versions)), min(len(versions), rng.choice((1, 1, 1, 2)))):
            versions[n] = replace(versions[n], embargoedUntil=self._end(1))
        return versions

    def _end(self, earliest: int) -> datetime:
        """Return the end of an embargo; a tick follows it before anything else arrives."""
        tick = self._rng.randrange(earliest, earliest + 500) + 0.5
        self._sent.append((tick, Tick(at=at(tick)), frozenset()))
        return at(tick - self._rng.choice((0, 0.2)))

    def _taken_back(self, name: str, minute: int) -> None:
        rng = self._rng
        until = self._end(minute + 310) if rng.random() < 0.1 else None
        match rng.choice(("own kill", "own hold", "kill", "kill", "hold", "release")):
            case "own kill":
                own = _item(name, minute, body=rng.choice((None, "Kill this one.")), pubStatus="canceled")
                self._send(replace(own, embargoedUntil=until), minute, name)
            case "own hold":
                own = _item(name, minute, headline=None, body=None, pubStatus="withheld")
                self._send(replace(own, embargoedUntil=until), minute, name)
            case "kill":
                self._advise(name, minute, Edge(type="retracts", story_id=story_id(name)), ())
            case kind:
                self._advise(name, minute, Edge(type="evolves_from", story_id=story_id(name)), (f"sig:{kind}",))

    def _advise(self, name: str, minute: int, link: Edge, signals: tuple[str, ...]) -> None:
        own = f"advisory {len(self._sent)}"
        text = {"headline": "Note from the desk", "body": "Please see the linked story."}
        advisory = _item(own, minute, links=(link,), signals=signals, **text)
        self._send(advisory, minute, name)

    def _copied(self) -> None:
        """Send a text under one id and then another, and let something become of either, before or after."""
        rng = self._rng
        minutes = sorted(rng.sample(range(1, 400), 4))
        agency = rng.choice((PROVIDER, "Evening Post"))
        text, other = _body("O", TEXTS[0]), _body("O", TEXTS[1])
        killed, held = {"body": None, "pubStatus": "canceled"}, {"body": None, "pubStatus": "withheld"}
        fates: list[tuple[str, dict[str, Any]]] = [("O", killed), ("O", held), ("O", {"body": other})]
        fates += [("P", {"body": _body("P", TEXTS[2])}), ("P", {"body": text}), ("P", {"body": text})]
        sent = [("O", {"body": text}), ("P", {"body": text})]
        sent[1:1] = rng.sample(fates[:3], rng.choice((0, 0, 0, 1)))
        sent += rng.sample(fates, 4 - len(sent))
        for minute, (name, said) in zip(minutes, sent, strict=True):
            provider = PROVIDER if name == "O" else agency
            one = _item(name, minute, headline=HEADLINES["O"], provider=provider, **said)
            self._send(one, minute, "O", late=False)

    def _send(self, one: Item, minute: float, about: str, *, late: bool = True) -> None:
        """Let an item arrive after it was made, now and then much later, without an instant, or with a wild one."""
        rng, when = self._rng, minute
        if late:
            when += rng.choice((0, 0, 0, 1, 5, 100, 300))
            made = rng.choice((one.versionCreated,) * 9 + (None, at(when + 60 * 30)))
            one = replace(one, versionCreated=made)
        self._sent.append((when + rng.random() / 4, one, frozenset({about})))


def _body(name: str, said: str) -> str:
    """Return a text too long for a note to editors, which the desk would look through for instructions."""
    return f"{HEADLINES.get(name, name)}, it was said {said}.\n\n" + "The harbour has seen calmer days. " * 30


def _item(name: str, minute: int, **changes: Any) -> Item:
    plain = {"headline": HEADLINES.get(name), "versionCreated": at(minute), "provider": PROVIDER}
    return item(story_id=story_id(name), **(plain | changes))


def _stamped(one: Item | Tick, place: int, minute: float) -> Item | Tick:
    return one if isinstance(one, Tick) else replace(one, received=at(minute), origin=origin(place))


def rearranged(steps: Sequence[Step], rng: Random) -> list[Step]:
    """Return the steps in another order that the rules call equivalent, some of them twice.

    In half of the cases what was sent in another order is also received in
    another order; else it was only read in another order.
    """
    repeated = _repeated(steps, rng)
    order = _shuffled(_must_follow(repeated), rng)
    shuffled = [repeated[n] for n in order]
    return _received_anew(shuffled) if rng.random() < 0.5 else shuffled


def _repeated(steps: Sequence[Step], rng: Random) -> list[Step]:
    """Send some steps again, at once: the order is shuffled afterwards."""
    found = []
    for step in steps:
        found.append(step)
        while rng.random() < 0.12:
            found.append(step)
    return found


def _must_follow(steps: Sequence[Step]) -> list[set[int]]:
    """Return, for each step, the places of those before it that have to stay before it."""
    keeps = _Kept(steps)
    return [{n for n in range(later) if keeps.order(n, later)} for later in range(len(steps))]


class _Kept:
    """What has to keep its order; the test's docstring says why."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._speaking: dict[str, list[int]] = {}
        for n, step in enumerate(steps):
            if isinstance(step.message, Item) and step.message.embargoedUntil is not None:
                (name,) = step.about
                if step.number not in {steps[other].number for other in self._speaking.get(name, ())}:
                    self._speaking.setdefault(name, []).append(n)

    def order(self, n: int, later: int) -> bool:
        """Tell whether two steps have to keep their order."""
        one, other = self._steps[n], self._steps[later]
        if isinstance(one.message, Tick):
            return self._is_after(one.message, other)
        if isinstance(other.message, Tick):
            return bool(self._embargoed(one))
        both = one.about & other.about
        return "O" in both or any(self._is_at_gate(name, n, later) for name in both & self._speaking.keys())

    def _embargoed(self, step: Step) -> frozenset[str]:
        return step.about & self._speaking.keys()

    def _is_after(self, tick: Tick, step: Step) -> bool:
        """Tell whether a step is about an embargo, or moves the desk's time over the end of one by its own arrival."""
        message = step.message
        return isinstance(message, Tick) or bool(self._embargoed(step)) or message.received >= tick.at

    def _is_at_gate(self, name: str, n: int, later: int) -> bool:
        speaking = self._speaking[name]
        return len(speaking) > 1 or n <= speaking[0] <= later


def _shuffled(before: Sequence[set[int]], rng: Random) -> list[int]:
    order: list[int] = []
    left = dict(enumerate(before))
    while left:
        free = [n for n, needed in left.items() if needed.isdisjoint(left)]
        chosen = rng.choice(free)
        order.append(chosen)
        del left[chosen]
    return order


def _received_anew(steps: Sequence[Step]) -> list[Step]:
    """Let the steps be received in their new order, but for those that count by their arrival."""
    tied = _tied(steps)
    last, found = at(0), []
    for n, step in enumerate(steps):
        message = step.message
        if isinstance(message, Tick):
            last = message.at
        elif message.versionCreated not in tied[message.story_id]:
            message = replace(message, received=last + timedelta(seconds=n % 50 / 5), origin=origin(n))
        found.append(Step(message, step.about, step.number))
    return found


def _tied(steps: Sequence[Step]) -> dict[str, set[datetime | None]]:
    """Return, by story, the instants that leave the order of its versions to their arrival."""
    made: dict[str, dict[int, datetime | None]] = {}
    for step in steps:
        if isinstance(step.message, Item):
            made.setdefault(step.message.story_id, {})[step.number] = step.message.versionCreated
    return {story: _arrival_decides(list(ones.values())) for story, ones in made.items()}


def _arrival_decides(made: list[datetime | None]) -> set[datetime | None]:
    return {one for one in made if one is None or one > WILD or made.count(one) > 1}


def table(steps: Sequence[Step]) -> str:
    """Return a schedule for a reader: a line for each step."""
    names = {story_id(name): name for name in (*HEADLINES, "P")}
    return "\n".join(f"{n:3} {_line(step.message, names)}" for n, step in enumerate(steps))


def _line(message: Item | Tick, names: dict[str, str]) -> str:
    if isinstance(message, Tick):
        return f"tick            at {_minute(message.at)}"
    name = names.get(message.story_id, "(advisory)")
    links = ", ".join(f"{edge.type} {names[edge.story_id]}" for edge in message.links)
    until = f"until {_minute(message.embargoedUntil)}" if message.embargoedUntil else ""
    text = (message.body or "-").partition("\n")[0].rpartition("said ")[2]
    made, received = _minute(message.versionCreated), _minute(message.received)
    signals = " ".join(message.signals)
    return f"{name:10} {message.pubStatus:9} made {made} got {received} {until} {signals} [{links}] {text}"


def _minute(instant: datetime | None) -> str:
    return "     -" if instant is None else f"{(instant - at(0)).total_seconds() / 60:6.1f}"
