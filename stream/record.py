"""What goes in and out of a stage, as bytes: records read, envelopes to send, and what is observed of both."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Literal

from msgspec import Struct

from stream.messages import Origin, Reason, StageName, TopicName

Headers = tuple[tuple[str, bytes], ...]
Outcome = Literal[
    "published", "duplicate", "late", "held", "killed", "not_news", "unresolved", "unchanged", "replayed", "rejected",
    "bug",
]  # fmt: skip
"""How a stage ended an input: each input ends in exactly one of them."""


class Record(Struct, frozen=True, kw_only=True):
    """A record as read from a topic; `topic` is without prefix, `timestamp` the log's."""

    topic: TopicName
    partition: int
    offset: int
    timestamp: datetime
    key: bytes | None = None
    value: bytes | None = None
    headers: Headers = ()

    def header(self, name: str) -> str | None:
        """Return a header's text, None if it is absent or no UTF-8."""
        value = dict(self.headers).get(name)
        try:
            return None if value is None else value.decode()
        except UnicodeDecodeError:
            return None


def origin_of(record: Record, prefix: str) -> Origin:
    """Return the coordinates and the fingerprint of a record."""
    value = record.value or b""
    return Origin(
        topic=f"{prefix}.{record.topic}",
        partition=record.partition,
        offset=record.offset,
        sha256=hashlib.sha256(value).hexdigest(),
        size=len(value),
    )


class Envelope(Struct, frozen=True, kw_only=True):
    """A record to send; without a value it is a tombstone.

    `labels` describe it in closed sets, for metrics; `received` is when the
    input arrived that led to it.
    """

    topic: TopicName
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    labels: dict[str, str] = {}
    received: datetime | None = None


class Observation(Struct, frozen=True, kw_only=True):
    """What a stage did with the input at `origin` (topic/partition/offset).

    `error` names our own bug by class and place, never by its words.
    """

    stage: StageName
    origin: str
    outcome: Outcome
    reason: Reason | None = None
    story_id: str | None = None
    feed: str | None = None
    error: str | None = None


class Output(Struct, frozen=True, kw_only=True):
    """All that follows from one input: send the envelopes, then the state records, then acknowledge the input."""

    envelopes: tuple[Envelope, ...]
    remember: tuple[Envelope, ...]
    observations: tuple[Observation, ...]

    def waves(self) -> Iterator[tuple[Envelope, ...]]:
        """Yield the envelopes topic by topic: a wave is sent once the one before it is acknowledged."""
        for _, wave in groupby(self.envelopes, key=lambda envelope: envelope.topic):
            yield tuple(wave)

    def state_waves(self) -> Iterator[tuple[Envelope, ...]]:
        """Yield the state records: the last one, which says that all is done, is sent alone."""
        yield from filter(None, (self.remember[:-1], self.remember[-1:]))
