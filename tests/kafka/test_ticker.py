"""Ticks on a real broker: on time, one at a time, from whoever owns the step. The step is a plain one (holding.py)."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from building import item
from worker_processes import WorkerProcess, has, until

from stream import codec
from stream.kafka.subscribe import records
from stream.messages import Item, Story, Tick
from stream.settings import Settings

pytestmark = pytest.mark.kafka

HOLDING = (sys.executable, str(Path(__file__).parents[1] / "support" / "holding.py"))
LATE = timedelta(seconds=1)
"""How long after its instant a hold may last."""


def _soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def _put(settings: Settings, *items: Item) -> None:
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        for given in items:
            _ = await producer.send_and_wait(settings.topic("items"), codec.encode(given))


async def _ticks(settings: Settings) -> list[datetime]:
    """Return the instants of the ticks in the log."""
    log = [record async for record in records(settings, "items", start="beginning", stop_at_end=True)]
    return [codec.decode(record.value, Tick).at for record in log if record.key == codec.TICK_KEY.encode()]


async def _shown(settings: Settings) -> dict[str, list[datetime]]:
    """Return when the log got each story's records."""
    found: dict[str, list[datetime]] = {}
    async for record in records(settings, "stories", start="beginning", stop_at_end=True):
        found.setdefault(codec.decode(record.value, Story).story_id, []).append(record.timestamp)
    return found


async def _awake(settings: Settings, worker: WorkerProcess) -> None:
    """Wait until a worker has shown a story that was due when it came."""
    await _put(settings, item(story_id="st-due", embargoedUntil=_soon(-60)))
    await until(has(settings, "stories", 1), [worker])


def _partitions(worker: WorkerProcess) -> int | None:
    """Return how many partitions a worker has been given last."""
    told = re.findall(r"(\d+) partitions assigned", worker.log.read_text())
    return int(told[-1]) if told else None


def _shared(workers: Sequence[WorkerProcess]) -> Callable[[], Any]:
    """Return the condition that the group has settled: one worker owns the step, the others stand by."""

    async def condition() -> bool:
        return sorted(-1 if (n := _partitions(worker)) is None else n for worker in workers) == [0, 1]

    return condition


async def test_a_hold_ends_at_its_instant_by_one_tick(wire: Settings, tmp_path: Path) -> None:
    """Two stories due together and one later: two ticks, each within a second, and none while nothing is due."""
    worker = WorkerProcess("decide", wire, tmp_path, entry=HOLDING)
    try:
        await _awake(wire, worker)
        first, second = _soon(2), _soon(4)
        both = [item(story_id=f"st-{n}", embargoedUntil=first) for n in (1, 2)]
        await _put(wire, *both, item(story_id="st-3", embargoedUntil=second))
        await until(has(wire, "stories", 4), [worker])
        assert worker.stop() == 0
        _, *ticks = await _ticks(wire)
        assert len(ticks) == 2
        shown = await _shown(wire)
        for story_id, instant in (("st-1", first), ("st-2", first), ("st-3", second)):
            (at,) = shown[story_id]
            assert instant <= at <= instant + LATE
    finally:
        worker.end()


async def test_another_owner_ends_the_hold_of_one_that_was_killed(wire: Settings, tmp_path: Path) -> None:
    """The owner dies by kill -9 during the hold: the worker that stood by has its memory and sends the tick."""
    first = WorkerProcess("decide", wire, tmp_path, entry=HOLDING)
    workers = [first]
    try:
        await _awake(wire, first)
        instant = _soon(12)
        await _put(wire, item(embargoedUntil=instant))
        await until(has(wire, "desk.state", 3), [first])
        workers.append(WorkerProcess("decide", wire, tmp_path, entry=HOLDING))
        await until(_shared(workers), workers)
        owner, other = sorted(workers, key=lambda worker: -(_partitions(worker) or 0))
        owner.kill()
        assert datetime.now(UTC) < instant
        await until(has(wire, "stories", 2), [other])
        await _put(wire, item(story_id="st-last", embargoedUntil=_soon(1)))
        await until(has(wire, "stories", 3), [other])
        assert other.stop() == 0
        shown = await _shown(wire)
        assert {len(times) for times in shown.values()} == {1}
        assert len(await _ticks(wire)) == 3
        assert shown[item().story_id][0] >= instant
    finally:
        for worker in workers:
            worker.end()


async def test_a_step_that_fails_over_its_ticks_is_not_flooded(wire: Settings, tmp_path: Path) -> None:
    """Each tick of a step with a bug leaves a reject; the third comes no sooner than after 1.5 s."""
    worker = WorkerProcess("decide", wire, tmp_path, entry=(*HOLDING, "--failing"))
    try:
        await _put(wire, item(embargoedUntil=_soon(-60)))
        await until(has(wire, "rejects", 3), [worker])
        assert worker.stop() == 0
        first, _, third, *_ = await _ticks(wire)
        assert third - first >= timedelta(seconds=1.5)
    finally:
        worker.end()
