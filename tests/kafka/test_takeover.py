"""Two deciders: when the owner of a step dies or sleeps, the other one goes on with the right state."""

import signal
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from planted import plain_stages
from worker_processes import PLAIN, WorkerProcess, count, drained, has, latest, until, without_chance

from stream.kafka.deadman import EXIT_CODE
from stream.kafka.publish import Publisher
from stream.memory import MemoryLog, MemoryRunner
from stream.pipeline import decide_stages
from stream.settings import Settings

pytestmark = pytest.mark.kafka

STORIES = 60
PLACES = ("Kobe", "Lima", "Aleppo", "Quito")


def _inputs(turn: int) -> list[tuple[bytes, bytes]]:
    """Return key and value of one version of every story; each turn has other places."""
    bodies = ("\n".join(f"DISASTER {PLACES[(n + turn + i) % 4]}-{n}" for i in range(2)) for n in range(STORIES))
    return [(str(n).encode(), orjson.dumps({"id": str(n), "body": body})) for n, body in enumerate(bodies)]


async def _publish(settings: Settings, inputs: Iterable[tuple[bytes, bytes]]) -> None:
    async with Publisher(settings) as publisher:
        for key, value in inputs:
            _ = await publisher.send(value, key=key)


def _expected(settings: Settings, turns: int) -> dict[str, Any]:
    """Return the events that the same stages make in memory."""
    log = MemoryLog()
    stages = [*plain_stages(settings), *decide_stages(settings)]
    runner = MemoryRunner(log, stages, clock=lambda: datetime.now(UTC))
    for turn in range(turns):
        for key, value in _inputs(turn):
            log.put(value, datetime.now(UTC), key=key)
        runner.run()
    found = {key.decode(): orjson.loads(record.value or b"null") for key, record in log.latest("events").items()}
    return {key: without_chance(value) for key, value in found.items()}


async def test_the_other_decider_goes_on_when_the_owner_is_killed(wire: Settings, tmp_path: Path) -> None:
    """Each of two deciders is killed in turn; new versions meet the state that was built before."""
    reader, first, second = (WorkerProcess(role, wire, tmp_path, entry=PLAIN) for role in ("read", "decide", "decide"))
    try:
        await _publish(wire, _inputs(0))
        await until(drained(wire), [reader, first, second])
        first.kill()
        await _publish(wire, _inputs(1))
        await until(drained(wire), [reader, second])
        first.start()
        second.kill()
        await _publish(wire, _inputs(2))
        await until(drained(wire), [reader, first])
        assert {story["rev"] for story in (await latest(wire, "stories")).values()} == {3}
        assert {key: without_chance(event) for key, event in (await latest(wire, "events")).items()} == _expected(
            wire, 3
        )
    finally:
        for worker in (reader, first, second):
            worker.end()


async def test_decider_that_slept_through_its_session_does_no_harm(wire: Settings, tmp_path: Path) -> None:
    """Stopped in mid-work, woken when another one has done it: it ends or joins again, and values are right."""
    reader, sleeper = (
        WorkerProcess("read", wire, tmp_path, entry=PLAIN),
        WorkerProcess("decide", wire, tmp_path, entry=PLAIN),
    )
    other = None
    try:
        await _publish(wire, _inputs(0))
        await until(has(wire, "stories", 1), [reader, sleeper])
        sleeper.process.send_signal(signal.SIGSTOP)
        await _publish(wire, _inputs(1))
        other = WorkerProcess("decide", wire, tmp_path, entry=PLAIN)
        await until(drained(wire), [reader, other])
        done = await count(wire, "desk.state")
        sleeper.process.send_signal(signal.SIGCONT)
        await _publish(wire, _inputs(2))
        await until(drained(wire), [reader, other])
        assert sleeper.process.poll() in {None, EXIT_CODE}
        assert await count(wire, "desk.state") == done + STORIES
        assert {key: without_chance(event) for key, event in (await latest(wire, "events")).items()} == _expected(
            wire, 3
        )
    finally:
        for worker in filter(None, (reader, sleeper, other)):
            worker.end()
