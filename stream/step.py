"""The contract of a step: a pure function from one input to what follows from it.

A Reading has no memory: receive, extract. A Fold decides by what it has seen
before: desk, merge, alert; its memory is a value per key, which the runner
keeps in a compacted topic. Neither reads a clock.
"""

from datetime import datetime
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from stream.messages import Message, Reason, StageName
from stream.record import Outcome, Record

M = TypeVar("M", bound=Message)
E = TypeVar("E")


class Decision(Struct, Generic[E], frozen=True, kw_only=True):
    """What a step makes of an input: messages in the order of sending, and what to remember under the input's key."""

    outputs: tuple[Message, ...] = ()
    entry: E | None = None
    outcome: Outcome


class Memory(Generic[E]):
    """What a Fold remembers: one value per key. Subclasses add indexes that follow from the values."""

    def __init__(self) -> None:
        self.entries: dict[str, E] = {}

    def get(self, key: str) -> E | None:
        """Return the value of a key, None if there is none."""
        return self.entries.get(key)

    def put(self, key: str, entry: E) -> None:
        """Remember a value in place of the one before."""
        self.entries[key] = entry


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
    """A step with memory.

    `timed`: its decisions depend on `now`, so that an input which changes
    nothing still has to be remembered for its instant.
    """

    name: StageName
    timed: bool
    reads: type[M]
    remembers: type[E]

    def key(self, message: M) -> str:
        """Return the key under which the input is remembered."""
        ...

    def received(self, message: M) -> datetime | None:
        """Return the instant that moves this step's time forward."""
        ...

    def memory(self) -> Memory[E]:
        """Return an empty memory."""
        ...

    def decide(self, message: M, memory: Memory[E], now: datetime | None) -> Decision[E]:
        """Return what follows from a message, given what was seen before. Does not touch the memory."""
        ...
