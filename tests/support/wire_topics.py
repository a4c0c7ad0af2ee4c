"""The stack's topics as a client outside it sees them."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
from collections.abc import Iterable
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition


async def _read(bootstrap: str, topic: str) -> list[Any]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        numbers = (await consumer._client.fetch_all_metadata()).partitions_for_topic(topic) or set()
        partitions = [TopicPartition(topic, number) for number in numbers]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[Any] = []
        for partition in partitions:
            consumer.seek(partition, 0)
        while any([await consumer.position(partition) < ends[partition] for partition in partitions]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                found.extend(batch)
        return found
    finally:
        await consumer.stop()


async def raw_values(bootstrap: str, topic: str) -> list[bytes]:
    """Return the bytes of every record of a topic, in the order of its partitions."""
    return [record.value for record in await _read(bootstrap, topic)]


def values(bootstrap: str, topic: str) -> list[dict[str, Any]]:
    """Return every record of a topic, in the order of its partitions."""
    return [orjson.loads(record.value) for record in asyncio.run(_read(bootstrap, topic))]


def count(bootstrap: str, topic: str) -> int:
    """Return how many records a topic has."""
    return len(asyncio.run(_read(bootstrap, topic)))


async def _publish(bootstrap: str, topic: str, stories: Iterable[dict[str, Any]], pause: float) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", compression_type="zstd")
    await producer.start()
    try:
        for story in stories:
            await producer.send_and_wait(topic, orjson.dumps(story), key=str(story["id"]).encode())
            await asyncio.sleep(pause)
    finally:
        await producer.stop()


def publish(bootstrap: str, topic: str, stories: Iterable[dict[str, Any]], *, pause: float = 0.0) -> None:
    """Send stories in our JSON, compressed, one after the other, `pause` seconds apart."""
    asyncio.run(_publish(bootstrap, topic, stories, pause))
