"""Measure how soon what was killed is taken back everywhere, on a real broker under load: kill to complete manifest.

    python tests/bench/retraction.py [--rate 20] [--seconds 60] [--every 2] [--readers 1] [--bootstrap HOST:PORT]

Stories as those of latency.py come at a rate, each with an alert; one of them,
read long before, is killed every so many seconds. The clock runs from the kill
being handed to the producer until a subscriber of the broker has read the
complete manifest, whose records are all acknowledged by then. Exit code 1 if
p99 is not below one second, or a manifest does not list an event and an alert.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from latency import megabytes, start, stories
from msgspec import Struct
from scoring import DATA, checked, inputs
from throughput import percentile

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from kafka_broker import kafka
from worker_processes import WorkerProcess, drained, until

from stream import keys
from stream.kafka.publish import Publisher
from stream.kafka.subscribe import records
from stream.kafka.topics import apply
from stream.settings import Settings

BAR_SECONDS = 1.0
OLD_ENOUGH = 10.0
"""Seconds from a story to its kill, at the least: its alert is long out."""


class Retracted(Struct, frozen=True):
    """When a complete manifest could be read, and what it lists: how many records of each topic."""

    at: float
    listed: dict[str, int]


def kill_of(native_id: str) -> bytes:
    """Return the kill of a story."""
    now = datetime.now(UTC).isoformat()
    return orjson.dumps({"id": native_id, "source": "BENCH", "published": now, "pubStatus": "canceled"})


async def publish(settings: Settings, filed: Sequence[bytes], rate: float, every: float) -> dict[str, float]:
    """Publish stories at a rate and kills between them; return when each kill was handed to the producer."""
    killed: dict[str, float] = {}
    begin, step = time.time(), max(1, round(rate * every))
    old_enough = round(rate * OLD_ENOUGH)
    async with Publisher(settings) as publisher:
        for n, value in enumerate(filed):
            await asyncio.sleep(max(0.0, begin + n / rate - time.time()))
            _ = await publisher.send(value, key=b"b%d" % n)
            if n >= old_enough and n % step == 0:
                native_id = f"b{n - old_enough}"
                killed[keys.story_id("BENCH", native_id)] = time.time()
                _ = await publisher.send(kill_of(native_id), key=native_id.encode())
    return killed


async def watch(settings: Settings, number: int) -> dict[str, Retracted]:
    """Return, by the story killed, when its complete manifest could be read."""
    seen: dict[str, Retracted] = {}
    async for record in records(settings, "retractions", start="beginning"):
        manifest = orjson.loads(record.value or b"{}")
        if manifest["complete"]:
            topics = [item["topic"] for item in manifest["items"] if item["change"] == "retracted"]
            listed = {topic: topics.count(topic) for topic in topics}
            seen[manifest["instruction"]["story_id"]] = Retracted(time.time(), listed)
        if len(seen) >= number:
            break
    return seen


def kills_in(number: int, rate: float, every: float) -> int:
    """Return how many of so many stories are followed by a kill."""
    step, old_enough = max(1, round(rate * every)), round(rate * OLD_ENOUGH)
    return sum(n >= old_enough and n % step == 0 for n in range(number))


def line(name: str, seconds: Sequence[float]) -> str:
    """Return one row of the table."""
    p50, p99 = statistics.median(seconds) * 1e3, percentile(seconds, 0.99) * 1e3
    return f"{name:<28} {len(seconds):>6} {p50:>9.0f} {p99:>9.0f} {max(seconds) * 1e3:>9.0f}"


async def measure(settings: Settings, given: argparse.Namespace, filed: Sequence[bytes], folder: Path) -> bool:
    """Print the table; return whether the bar is met."""
    decider, _ = await start("decide", settings, folder)
    workers: list[WorkerProcess] = [decider]
    try:
        workers += [(await start("read", settings, folder))[0] for _ in range(given.readers)]
        expected = kills_in(len(filed), given.rate, given.every)
        watching = asyncio.create_task(watch(settings, expected))
        killed = await publish(settings, filed, given.rate, given.every)
        async with asyncio.timeout(60):
            seen = await watching
        await until(drained(settings), workers)
        memory = megabytes(decider.process.pid)
    finally:
        for worker in workers:
            worker.end()
    seconds = [seen[story].at - killed[story] for story in killed]
    print(f"{'':<28} {'kills':>6} {'p50 ms':>9} {'p99 ms':>9} {'max ms':>9}")
    print(line("kill to complete manifest", seconds))
    lists = [one.listed for one in seen.values()]
    print(f"{given.rate:g} stories/s for {given.seconds:g} s, a kill every {given.every:g} s; decide {memory:.0f} MB")
    for topic in ("events", "alerts"):
        counts = [listed.get(topic, 0) for listed in lists]
        print(f"{topic} taken back by a kill: {statistics.mean(counts):.1f} on average, {min(counts)} at the least")
    whole = all(listed.get("events") and listed.get("alerts") for listed in lists)
    return whole and percentile(seconds, 0.99) < BAR_SECONDS


async def run(bootstrap: str, given: argparse.Namespace, texts: Sequence[dict[str, Any]]) -> bool:
    """Make the topics and measure; return whether the bar is met."""
    settings = Settings(bootstrap=bootstrap, topic_prefix=f"bench{int(time.time())}", metrics_port=0)
    await apply(settings)
    with tempfile.TemporaryDirectory() as folder:
        return await measure(settings, given, stories(texts, int(given.rate * given.seconds)), Path(folder))


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=20.0, help="stories a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to publish")
    parser.add_argument("--every", type=float, default=2.0, help="seconds from one kill to the next")
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
