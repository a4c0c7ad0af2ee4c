"""Measure the deployed path on a real broker: publish to alert at a rate, deciders' capacity, start-up, memory.

    python tests/bench/latency.py [--rate 20] [--seconds 60] [--readers 1] [--bootstrap HOST:PORT]

Without --bootstrap it starts Apache Kafka as tests/kafka does. The stories are
the annotated ones (NEWSWIRE_DATA), each with a sentence added that must raise
an alert. Exit code 1 if p99 is not below one second.
"""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from aiokafka import AIOKafkaProducer
from scoring import DATA, checked, inputs
from throughput import percentile

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from kafka_broker import free_port, kafka
from worker_processes import WorkerProcess, count, drained, until, with_prefix

from stream import keys
from stream.kafka.publish import Publisher
from stream.kafka.roles import Role
from stream.kafka.subscribe import records
from stream.kafka.topics import apply
from stream.messages import TopicName
from stream.settings import Settings

ALARM = "A car bomb killed {n} people at a market in Mosul, Iraq, on Friday, police said."
BAR_SECONDS = 1.0


def stories(texts: Sequence[dict[str, Any]], number: int) -> list[bytes]:
    """Return `number` different stories that each raise an alert."""
    out = []
    for n in range(number):
        story = texts[n % len(texts)]
        body = f"{story['body']}\n\n{ALARM.format(n=20 + n % 70)} Filed as number {n}."
        now = datetime.now(UTC).isoformat()
        out.append(orjson.dumps(story | {"id": f"b{n}", "source": "BENCH", "body": body, "published": now}))
    return out


async def publish_at(settings: Settings, filed: Sequence[bytes], rate: float) -> dict[str, float]:
    """Publish at a steady rate; return when each story was handed to the producer."""
    handed: dict[str, float] = {}
    begin = time.time()
    async with Publisher(settings) as publisher:
        for n, value in enumerate(filed):
            await asyncio.sleep(max(0.0, begin + n / rate - time.time()))
            handed[keys.story_id("BENCH", f"b{n}")] = time.time()
            _ = await publisher.send(value, key=b"b%d" % n)
    return handed


async def watch(settings: Settings, number: int) -> dict[str, float]:
    """Return when each story's first alert could be read."""
    seen: dict[str, float] = {}
    async for record in records(settings, "alerts", start="beginning"):
        for evidence in orjson.loads(record.value or b"{}").get("evidence", []):
            seen.setdefault(evidence["story_id"], time.time())
        if len(seen) >= number:
            break
    return seen


def megabytes(pid: int) -> float:
    """Return the resident memory of a process and its children."""
    own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(megabytes(int(child)) for child in children)


def is_ready(port: int) -> bool:
    """Tell whether a worker says that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


async def start(role: Role, settings: Settings, folder: Path) -> tuple[WorkerProcess, float]:
    """Start a worker; return it and the seconds until it was ready."""
    port = free_port()
    begun = time.perf_counter()
    worker = WorkerProcess(role, settings, folder, metrics_port=port)

    async def ready() -> bool:
        return await asyncio.to_thread(is_ready, port)

    await until(ready, [worker])
    return worker, time.perf_counter() - begun


async def rate_of(settings: Settings, topic: TopicName) -> float:
    """Return records per second of a topic, by the instants of its records."""
    stamps = [r.timestamp.timestamp() async for r in records(settings, topic, start="beginning", stop_at_end=True)]
    return (len(stamps) - 1) / (max(stamps) - min(stamps))


async def copy(source: Settings, target: Settings, topic: TopicName) -> None:
    """Copy a topic of one partition to another prefix."""
    kept = [record async for record in records(source, topic, start="beginning", stop_at_end=True)]
    async with AIOKafkaProducer(bootstrap_servers=target.bootstrap, linger_ms=5) as producer:
        sent = [await producer.send(target.topic(topic), record.value, key=record.key) for record in kept]
        await asyncio.gather(*sent)


async def measure_latency(
    settings: Settings, given: argparse.Namespace, texts: Sequence[dict[str, Any]], folder: Path
) -> float:
    """Print start-up, memory and latency of each role; return p99 in seconds."""
    decider, decider_start = await start("decide", settings, folder)
    readers = [await start("read", settings, folder) for _ in range(given.readers)]
    workers = [decider, *(reader for reader, _ in readers)]
    try:
        filed = stories(texts, int(given.rate * given.seconds))
        watching = asyncio.create_task(watch(settings, len(filed)))
        handed = await publish_at(settings, filed, given.rate)
        async with asyncio.timeout(120):
            seen = await watching
        await until(drained(settings), workers)
        memory = {"decide": megabytes(decider.process.pid), "read": megabytes(readers[0][0].process.pid)}
    finally:
        for worker in workers:
            worker.end()
    seconds = [seen[story] - handed[story] for story in handed]
    p50, p99 = statistics.median(seconds), percentile(seconds, 0.99)
    print(
        f"publish to alert, {len(seconds)} stories at {given.rate:g}/s: p50 {p50 * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms"
    )
    print(f"slowest {max(seconds) * 1e3:.0f} ms, alerts on the topic {await count(settings, 'alerts')}")
    print(f"start-up to ready: decide {decider_start:.1f} s, read {readers[0][1]:.1f} s")
    print(f"RSS with children: decide {memory['decide']:.0f} MB, read {memory['read']:.0f} MB")
    return p99


async def measure_capacity(source: Settings, folder: Path) -> None:
    """Print how fast one decider works through a backlog on `items`, and how fast one works through `reports`."""
    pairs: tuple[tuple[TopicName, TopicName], ...] = (("items", "desk.state"), ("reports", "merge.state"))
    for topic, state in pairs:
        target = with_prefix(source, f"{source.topic_prefix}-{topic}")
        await apply(target)
        await copy(source, target, topic)
        decider, _ = await start("decide", target, folder)
        try:
            await until(partial(_is_read, target, topic), [decider])
        finally:
            decider.end()
        print(f"{state.partition('.')[0]}: {await rate_of(target, state):.0f} records/s")


async def _is_read(settings: Settings, topic: TopicName) -> bool:
    state: TopicName = "desk.state" if topic == "items" else "merge.state"
    return await count(settings, state) >= await count(settings, topic)


async def run(bootstrap: str, given: argparse.Namespace, texts: Sequence[dict[str, Any]]) -> bool:
    """Measure everything; return whether the bar is met."""
    settings = Settings(bootstrap=bootstrap, topic_prefix=f"bench{int(time.time())}", metrics_port=0)
    await apply(settings)
    with tempfile.TemporaryDirectory() as folder:
        p99 = await measure_latency(settings, given, texts, Path(folder))
        await measure_capacity(settings, Path(folder))
    return p99 < BAR_SECONDS


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=20.0, help="stories a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to publish")
    parser.add_argument("--readers", type=int, default=1, help="read workers")
    parser.add_argument("--bootstrap", default=None, help="a broker that runs already")
    parser.add_argument("--data", type=Path, default=DATA, help="development data (NEWSWIRE_DATA)")
    parser.add_argument("--gold", type=Path, default=DATA.parent / "gold", help="folder with build_texts")
    given = parser.parse_args()
    texts = inputs(checked(parser, given))
    with nullcontext(given.bootstrap) if given.bootstrap else kafka() as bootstrap:
        return 0 if asyncio.run(run(bootstrap, given, texts)) else 1


if __name__ == "__main__":
    sys.exit(main())
