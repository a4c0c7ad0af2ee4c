"""The whole path without a broker: the same stages over topics that are lists.

It keeps the broker's promises: a record read again after a death is the same
record, state is read to its end before the first input, and an input is
acknowledged only after its outputs and its state record lie in the log.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from stream.messages import TopicName
from stream.record import Envelope, Headers, Observation, Record
from stream.stage import Stage

Clock = Callable[[], datetime]
OnSend = Callable[[Envelope], None]


def _ignore(_: Envelope) -> None:
    """Do nothing with a record that was sent."""


class MemoryLog:
    """Topics of one partition each, and what has been acknowledged of them. Survives its runners."""

    def __init__(self) -> None:
        self.topics: dict[TopicName, list[Record]] = defaultdict(list)
        self.committed: dict[TopicName, int] = defaultdict(int)

    def append(self, envelope: Envelope, timestamp: datetime) -> None:
        """Add a record at the end of its topic."""
        log = self.topics[envelope.topic]
        log.append(
            Record(
                topic=envelope.topic,
                partition=0,
                offset=len(log),
                timestamp=timestamp,
                key=envelope.key,
                value=envelope.value,
                headers=envelope.headers,
            )
        )

    def put(self, value: bytes, timestamp: datetime, *, key: bytes | None = None, headers: Headers = ()) -> None:
        """Add an input as an agency sends it."""
        self.append(Envelope(topic="raw", key=key, value=value, headers=headers), timestamp)

    def latest(self, topic: TopicName) -> dict[bytes, Record]:
        """Return the last record of each key: what a subscriber of a compacted topic knows."""
        return {record.key: record for record in self.topics[topic] if record.key is not None}


class MemoryRunner:
    """Moves records through stages until nothing is left to read. `on_send` may raise: then this runner is dead."""

    def __init__(self, log: MemoryLog, stages: Sequence[Stage], *, clock: Clock, on_send: OnSend = _ignore) -> None:
        self._log = log
        self._stages = stages
        self._clock = clock
        self._on_send = on_send
        self.observations: list[Observation] = []
        for stage in stages:
            self._restore(stage)

    def run(self) -> None:
        """Handle every record there is, and what follows from it."""
        while sum(self._advance(stage) for stage in self._stages):
            pass

    def _restore(self, stage: Stage) -> None:
        stage.forget()
        for record in self._log.topics[stage.state] if stage.state else ():
            stage.restore(record.key, record.value)

    def _advance(self, stage: Stage) -> int:
        """Handle what a stage has to read now; return how many records that was."""
        waiting = self._log.topics[stage.reads][self._log.committed[stage.reads] :]
        for record in waiting:
            self._handle(stage, record)
            self._log.committed[stage.reads] = record.offset + 1
        return len(waiting)

    def _handle(self, stage: Stage, record: Record) -> None:
        output = stage(record, self._clock())
        self._send(output.envelopes)
        for wave in output.state_waves():
            self._send(wave)
        for kept in output.remember:
            stage.restore(kept.key, kept.value)
        self.observations.extend(output.observations)

    def _send(self, envelopes: Iterable[Envelope]) -> None:
        for envelope in envelopes:
            self._on_send(envelope)
            self._log.append(envelope, self._clock())
