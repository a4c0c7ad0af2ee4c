"""Read topics from outside the pipeline: for `tail`, `replay` and `lag`. Joins no group, commits nothing."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, TopicPartition
from msgspec import Struct

from stream.errors import UsageError
from stream.kafka.connection import usage_errors
from stream.messages import TopicName
from stream.record import Record
from stream.settings import Settings

Start = Literal["beginning", "end"] | datetime
"""Where reading begins: at the oldest record, after the newest, or at the first one since an instant."""

_POLL_MS = 500


class Lag(Struct, frozen=True, kw_only=True):
    """How far a group is behind on a partition. `committed` is None where the group has committed nothing."""

    topic: str
    partition: int
    committed: int | None
    end: int
    records: int


def record_of(settings: Settings, read: Any) -> Record:
    """Return a record of ours for one that aiokafka has read."""
    name: TopicName = read.topic.removeprefix(f"{settings.topic_prefix}.")
    return Record(
        topic=name,
        partition=read.partition,
        offset=read.offset,
        timestamp=datetime.fromtimestamp(read.timestamp / 1000, UTC),
        key=read.key,
        value=read.value,
        headers=tuple(read.headers),
    )


@asynccontextmanager
async def consumer(settings: Settings, *, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a connected consumer that joins no group. Raises UsageError if no broker answers."""
    reader = AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=_POLL_MS,
        max_partition_fetch_bytes=4 * 1024 * 1024,
    )
    try:
        with usage_errors(settings):
            await reader.start()
        yield reader
    finally:
        await reader.stop()


async def partitions_of(reader: AIOKafkaConsumer, settings: Settings, names: Iterable[str]) -> list[TopicPartition]:
    """Return the partitions of topics, by full name. Raises UsageError for a topic that is not there."""
    with usage_errors(settings):
        cluster = await reader._client.fetch_all_metadata()  # noqa: SLF001 - the only way to ask without creating topics
    found = {name: sorted(cluster.partitions_for_topic(name) or ()) for name in names}
    absent = [name for name, numbers in found.items() if not numbers]
    if absent:
        raise UsageError(f"{settings.bootstrap} has no topic {', '.join(absent)}: run `newswire topics apply`")
    return [TopicPartition(name, number) for name, numbers in found.items() for number in numbers]


async def records(
    settings: Settings, topic: TopicName, *, start: Start = "end", stop_at_end: bool = False
) -> AsyncIterator[Record]:
    """Yield the records of a topic as they come; each partition's are in order.

    With `stop_at_end` it ends at what the topic held when it began. Raises
    UsageError if no broker answers or the topic is missing.
    """
    async with consumer(settings) as reader:
        partitions = await partitions_of(reader, settings, [settings.topic(topic)])
        reader.assign(partitions)
        ends = await reader.end_offsets(partitions)
        await _seek(reader, partitions, start)
        while not (stop_at_end and await _is_through(reader, ends)):
            batch = await reader.getmany(timeout_ms=_POLL_MS)
            for read in (one for several in batch.values() for one in several):
                if not stop_at_end or read.offset < ends[TopicPartition(read.topic, read.partition)]:
                    record = record_of(settings, read)
                    if not isinstance(start, datetime) or record.timestamp >= start:
                        yield record


async def _seek(reader: AIOKafkaConsumer, partitions: list[TopicPartition], start: Start) -> None:
    if start == "end":
        await reader.seek_to_end(*partitions)
        return
    await reader.seek_to_beginning(*partitions)
    if isinstance(start, datetime):
        since = int(start.timestamp() * 1000)
        found = await reader.offsets_for_times(dict.fromkeys(partitions, since))
        for partition, place in found.items():
            if place is not None:
                reader.seek(partition, place.offset)


async def _is_through(reader: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await reader.position(partition) < end:
            return False
    return True


async def ends(settings: Settings, topics: Iterable[TopicName]) -> dict[tuple[TopicName, int], int]:
    """Return the end offset of every partition of topics. Raises UsageError as `records` does."""
    async with consumer(settings) as reader:
        partitions = await partitions_of(reader, settings, map(settings.topic, topics))
        found = await reader.end_offsets(partitions)
    return {(_short(settings, tp.topic), tp.partition): end for tp, end in found.items()}


async def lag(settings: Settings, group: str, topics: Iterable[TopicName]) -> tuple[Lag, ...]:
    """Return how far a group (full name) is behind on topics. Raises UsageError as `records` does."""
    async with consumer(settings, group=group) as reader:
        partitions = await partitions_of(reader, settings, map(settings.topic, topics))
        reader.assign(partitions)
        begins, tails = await reader.beginning_offsets(partitions), await reader.end_offsets(partitions)
        with usage_errors(settings):
            committed = {partition: await reader.committed(partition) for partition in partitions}
    return tuple(
        Lag(
            topic=tp.topic,
            partition=tp.partition,
            committed=committed[tp],
            end=tails[tp],
            records=tails[tp] - max(begins[tp], committed[tp] or 0),
        )
        for tp in partitions
    )


def _short(settings: Settings, topic: str) -> TopicName:
    name: TopicName = topic.removeprefix(f"{settings.topic_prefix}.")  # type: ignore[assignment]  # it was built from one
    return name
