"""A stage runs one step: decode, guard, reject, encode, observe. The only broad `except` of the house is here.

Nothing a step does escapes a stage: what the sender did wrong becomes a reject
with its reason, and so does our own bug, which is named in the observation by
class and place, never by its words (they may quote a story).
"""

import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from stream import codec
from stream.entries import Remembered
from stream.errors import InputError
from stream.messages import Message, Reason, Reject, StageName, TopicName
from stream.record import Envelope, Observation, Outcome, Output, Record, origin_of
from stream.step import Decision, Fold, Reading

M = TypeVar("M", bound=Message)
E = TypeVar("E")

CLOCK_KEY = b"\x00clock"
"""The state record of an input that changed nothing but the time."""

EXPIRED_AT_ONCE = 4
"""Entries that an input may forget: more than it adds, or memory would grow for ever."""


class Stage(Protocol):
    """What a runner sees of a step."""

    name: StageName
    reads: TopicName
    state: TopicName | None

    @property
    def folded(self) -> int:
        """The offset of the last input that the state holds; -1 without any."""
        ...

    def __call__(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record. Never raises."""
        ...

    def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        ...

    def restore(self, key: bytes | None, value: bytes | None) -> None:
        """Take in a record of the state topic, in its order."""
        ...

    def forget(self) -> None:
        """Go back to an empty memory."""
        ...

    def due(self) -> datetime | None:
        """Return the first instant at which a tick would change something, None if nothing waits."""
        ...

    def figures(self) -> dict[str, float]:
        """Return what is worth watching of the memory, by name."""
        ...


def _place_of(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


class _Guard:
    """What both kinds of stage do with a failure."""

    def __init__(self, name: StageName, prefix: str) -> None:
        self._name: StageName = name
        self._prefix = prefix

    def envelopes(self, messages: tuple[Message, ...], emitted: datetime) -> tuple[Envelope, ...]:
        return tuple(codec.envelope(message, prefix=self._prefix, emitted=emitted) for message in messages)

    def reject(self, record: Record, emitted: datetime, error: InputError) -> Envelope:
        message = Reject(
            stage=self._name,
            reason=error.reason,
            detail=error.detail,
            original=origin_of(record, self._prefix),
            received=record.timestamp,
        )
        return codec.envelope(message, prefix=self._prefix, emitted=emitted)

    def observe(
        self, record: Record, outcome: Outcome, *, reason: Reason | None = None, error: str | None = None
    ) -> Observation:
        key = None if record.topic == "raw" or record.key is None else record.key.decode("utf-8", "replace")
        return Observation(
            stage=self._name,
            origin=f"{self._prefix}.{record.topic}/{record.partition}/{record.offset}",
            outcome=outcome,
            reason=reason,
            story_id=key,
            feed=record.header("wire-feed"),
            error=error,
        )

    def attempt(self, work: Callable[[], Output], failed: Callable[[InputError, str | None], Output]) -> Output:
        try:
            return work()
        except InputError as error:
            return failed(error, None)
        except Exception as error:  # noqa: BLE001 - law 5: our own bug is counted, logged and rejected; it stops nothing
            return failed(InputError("bug", type(error).__name__), _place_of(error))


class ReadingStage:
    """Runs a step without memory."""

    state: TopicName | None = None
    folded = -1

    def __init__(self, step: Reading, *, reads: TopicName, prefix: str) -> None:
        self.name: StageName = step.name
        self.reads: TopicName = reads
        self._step = step
        self._guard = _Guard(step.name, prefix)

    def __call__(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record. Never raises."""

        def work() -> Output:
            envelopes = self._guard.envelopes(self._step.read(record), emitted)
            observed = self._guard.observe(record, "published")
            return Output(envelopes=envelopes, remember=(), observations=(observed,))

        return self._guard.attempt(work, lambda error, bug: self._failed(record, emitted, error, bug))

    def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        return self._failed(record, emitted, InputError(reason, detail), None)

    def restore(self, key: bytes | None, value: bytes | None) -> None:
        """Do nothing: there is no memory."""

    def forget(self) -> None:
        """Do nothing: there is no memory."""

    def due(self) -> datetime | None:
        """Return None: nothing waits."""

    def figures(self) -> dict[str, float]:
        """Return nothing: there is no memory."""
        return {}

    def _failed(self, record: Record, emitted: datetime, error: InputError, bug: str | None) -> Output:
        instead = self._guard.envelopes(self._step.refuse(record, error.reason), emitted)
        reject = self._guard.reject(record, emitted, error)
        outcome: Outcome = "bug" if bug else "rejected"
        observed = self._guard.observe(record, outcome, reason=error.reason, error=bug)
        return Output(envelopes=(*instead, reject), remember=(), observations=(observed,))


class FoldStage(Generic[M, E]):
    """Runs a step with memory.

    An input leaves state records, written after its outputs; the last of them
    carries the input's offset: an input at or below it is done already. Who
    dies between two of them finds some keys changed already when the input
    comes again, and their outputs were sent. Only an input of an untimed step
    that changes nothing leaves none: read again, it changes nothing again.
    """

    def __init__(self, step: Fold[M, E], *, prefix: str) -> None:
        self.name: StageName = step.name
        self.reads: TopicName = step.topic
        self._state_topic: TopicName = f"{step.name}.state"  # type: ignore[assignment]  # desk, merge and alert have one
        self.state: TopicName | None = self._state_topic
        self._step = step
        self._guard = _Guard(step.name, prefix)
        self._entry_type = Remembered[step.remembers]  # type: ignore[name-defined]  # a type made at run time
        self.forget()

    def forget(self) -> None:
        """Go back to an empty memory."""
        self._memory = self._step.memory()
        self._folded = -1
        self._now: datetime | None = None

    @property
    def folded(self) -> int:
        """The offset of the last input that is done; -1 if none is."""
        return self._folded

    def due(self) -> datetime | None:
        """Return the first instant at which a tick would change something, None if nothing waits."""
        return self._memory.due()

    def figures(self) -> dict[str, float]:
        """Return what is worth watching of the memory, by name."""
        return self._memory.figures()

    def restore(self, key: bytes | None, value: bytes | None) -> None:
        """Take in a record of the state topic, in its order.

        An owner writes with rising offsets: a lower one comes from a process
        that lost the step and woke up late, and its input has been done anew.
        """
        if value is None:
            self._memory.drop((key or b"").decode())
            return
        remembered: Remembered[E] = codec.decode(value, self._entry_type)
        if remembered.offset < self._folded:
            return
        self._folded = remembered.offset
        self._now = _later(self._now, remembered.now)
        if remembered.entry is not None and key is not None:
            self._memory.put(key.decode(), remembered.entry, remembered.now)

    def __call__(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record. Never raises."""
        if record.offset <= self._folded:
            return Output(envelopes=(), remember=(), observations=(self._guard.observe(record, "replayed"),))
        return self._guard.attempt(
            lambda: self._fold(record, emitted), lambda error, bug: self._failed(record, emitted, error, bug)
        )

    def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        return self._failed(record, emitted, InputError(reason, detail), None)

    def _fold(self, record: Record, emitted: datetime) -> Output:
        message: M = codec.decode(record.value, self._step.reads)
        now = _later(self._now, self._step.received(message))
        decision: Decision[E] = self._step.decide(message, self._memory, now)
        entries: dict[str, E | None] = self._memory.expired(now, EXPIRED_AT_ONCE) | decision.entries
        leaves_a_mark = self._step.timed or decision.outputs or entries
        return Output(
            envelopes=self._guard.envelopes(decision.outputs, emitted),
            remember=self._state_records(record, now, entries) if leaves_a_mark else (),
            observations=(self._guard.observe(record, decision.outcome),),
        )

    def _failed(self, record: Record, emitted: datetime, error: InputError, bug: str | None) -> Output:
        outcome: Outcome = "bug" if bug else "rejected"
        return Output(
            envelopes=(self._guard.reject(record, emitted, error),),
            remember=self._state_records(record, self._now, {}),
            observations=(self._guard.observe(record, outcome, reason=error.reason, error=bug),),
        )

    def _state_records(
        self, record: Record, now: datetime | None, entries: Mapping[str, E | None]
    ) -> tuple[Envelope, ...]:
        """Return a record for each entry, the forgotten ones first; only the last carries the input's offset."""
        gone = (Envelope(topic=self._state_topic, key=key.encode(), value=None) for key in _without(entries))
        kept: list[tuple[bytes, E | None]] = [(key.encode(), one) for key, one in entries.items() if one is not None]
        *early, (key, entry) = kept or [(CLOCK_KEY, None)]
        before = (self._state_record(*one, self._folded, now) for one in early)
        return (*gone, *before, self._state_record(key, entry, record.offset, now))

    def _state_record(self, key: bytes, entry: E | None, offset: int, now: datetime | None) -> Envelope:
        value = codec.encode(Remembered(offset=offset, now=now, entry=entry))
        codec.check_size(value, self._state_topic)
        return Envelope(topic=self._state_topic, key=key, value=value)


def _without(entries: Mapping[str, E | None]) -> list[str]:
    return [key for key, entry in entries.items() if entry is None]


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((instant for instant in (one, other) if instant is not None), default=None)
