"""The contract of a step: a pure function from one input to what follows from it.

A Reading has no memory: receive, extract. A Fold decides by what it has seen
before: desk, merge, alert; its memory is a value per key, which the runner
keeps in a compacted topic. Neither reads a clock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from stream.messages import Message, Reason, StageName, TopicName
from stream.record import Outcome, Record

M = TypeVar("M", bound=Message, contravariant=True)  # noqa: PLC0105 - one letter says as much
E = TypeVar("E")


class Decision(Struct, Generic[E], frozen=True, kw_only=True):
    """What a step makes of an input: messages in the order of sending, and what to remember of which key.

    A key whose entry is None is forgotten.
    """

    outputs: tuple[Message, ...] = ()
    entries: dict[str, E | None] = {}
    outcome: Outcome


class Memory(Generic[E]):
    """What a Fold remembers: a value per key, the longest untouched first. Subclasses add indexes and windows."""

    window: timedelta | None = None
    """How long a key is remembered after it was last touched; None for ever."""

    def __init__(self) -> None:
        self.entries: dict[str, E] = {}
        self._touched: dict[str, datetime | None] = {}

    def get(self, key: str) -> E | None:
        """Return the value of a key, None if there is none."""
        return self.entries.get(key)

    def put(self, key: str, entry: E, now: datetime | None = None) -> None:
        """Remember a value in place of the one before; `now` is the step's time."""
        self.drop(key)
        self.entries[key] = entry
        self._touched[key] = now

    def drop(self, key: str) -> None:
        """Forget a key."""
        self.entries.pop(key, None)
        self._touched.pop(key, None)

    def expired(self, now: datetime | None, most: int) -> dict[str, E | None]:
        """Return at most so many entries whose time is over, with what is left of each: None for nothing."""
        if now is None or self.window is None:
            return {}
        return dict.fromkeys(islice(self._untouched_since(now - self.window), most))

    def _untouched_since(self, instant: datetime) -> Iterator[str]:
        for key, touched in self._touched.items():
            if touched is None or touched >= instant:
                return
            yield key

    def due(self) -> datetime | None:
        """Return the first instant at which a tick would change something, None if nothing waits."""
        return None

    def figures(self) -> dict[str, float]:
        """Return what is worth watching, by name."""
        return {"entries": len(self.entries)}


class Reading(Protocol):
    """A step without memory."""

    name: StageName

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return what follows from a record. Raises InputError if it cannot be used."""
        ...

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return what must be sent, beside the reject, when the record cannot be handled."""
        ...


class Fold(Protocol[M, E]):
    """A step with memory. `reads` and `remembers` are types, or unions of tagged ones.

    `timed`: its decisions depend on `now`, so that an input which changes
    nothing still has to be remembered for its instant.
    """

    name: StageName
    timed: bool
    topic: TopicName
    reads: Any
    remembers: Any

    def received(self, message: M) -> datetime | None:
        """Return the instant that moves this step's time forward."""
        ...

    def memory(self) -> Memory[E]:
        """Return an empty memory."""
        ...

    def decide(self, message: M, memory: Memory[E], now: datetime | None) -> Decision[E]:
        """Return what follows from a message, given what was seen before. Does not touch the memory."""
        ...
