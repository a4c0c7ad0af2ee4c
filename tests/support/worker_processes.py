"""Real worker processes, and what can be seen of their work from outside."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import orjson

from stream.kafka.roles import Role
from stream.kafka.subscribe import ends, lag, records
from stream.messages import TopicName
from stream.settings import Settings

PLAIN_WORKER = Path(__file__).with_name("plain_worker.py")
SHIPPED = (sys.executable, "-m", "stream.cli", "worker", "--role")
PLAIN = (sys.executable, str(PLAIN_WORKER))
READS: dict[Role, tuple[TopicName, ...]] = {"read": ("raw", "stories"), "decide": ("items", "reports", "events")}
VALUES: tuple[TopicName, ...] = ("stories", "entities", "reports", "events", "alerts", "retractions")


class WorkerProcess:
    """One worker, as a user starts it."""

    def __init__(
        self,
        role: Role,
        settings: Settings,
        folder: Path,
        *,
        entry: Sequence[str] = SHIPPED,
        metrics_port: int = 0,
    ) -> None:
        self.role: Role = role
        self._settings = msgspec.structs.replace(settings, metrics_port=metrics_port)
        self._entry = entry
        self.log = folder / f"{settings.topic_prefix}-{role}-{time.monotonic_ns()}.log"
        self.start()

    def start(self) -> None:
        """Start, or start again."""
        given = {name: getattr(self._settings, name) for name in self._settings.__struct_fields__}
        numbers_and_names = {k: v for k, v in given.items() if isinstance(v, int | float | str) and k != "log_json"}
        environment = {f"NEWSWIRE_{name.upper()}": str(value) for name, value in numbers_and_names.items()}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._entry, self.role], env={**os.environ, **environment}, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        """End it as an operator does; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def end(self) -> None:
        """End it for good, whatever its state."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.kill()


async def until(condition: Callable[[], Any], workers: Iterable[WorkerProcess] = (), seconds: float = 120) -> None:
    """Wait until an awaited condition is true. Fails if a worker that should run has ended, with the end of its log."""
    async with asyncio.timeout(seconds):
        while not await condition():
            for worker in workers:
                assert worker.process.poll() is None, worker.log.read_text()[-3000:]
            await asyncio.sleep(0.1)


async def count(settings: Settings, topic: TopicName) -> int:
    """Return how many records a topic has had."""
    return sum((await ends(settings, [topic])).values())


def has(settings: Settings, topic: TopicName, number: int) -> Callable[[], Any]:
    """Return the condition that a topic has had so many records."""

    async def condition() -> bool:
        return await count(settings, topic) >= number

    return condition


def drained(settings: Settings) -> Callable[[], Any]:
    """Return the condition that everything is read, committed and at rest: two looks see no lag and the same ends."""
    before: list[Any] = []

    async def condition() -> bool:
        state = []
        for role, topics in READS.items():
            state += [(one.end, one.records) for one in await lag(settings, settings.group(role), topics)]
        same = before == [state]
        before[:] = [state]
        return same and not any(waiting for _, waiting in state)

    return condition


async def latest(settings: Settings, topic: TopicName) -> dict[str, Any]:
    """Return the last value of each key of a topic."""
    values: dict[str, Any] = {}
    async for record in records(settings, topic, start="beginning", stop_at_end=True):
        assert record.key is not None
        values[record.key.decode()] = orjson.loads(record.value or b"null")
    return values


async def rejected(settings: Settings) -> set[tuple[str, str, str]]:
    """Return stage, reason and fingerprint of every reject."""
    found = set()
    async for record in records(settings, "rejects", start="beginning", stop_at_end=True):
        reject = orjson.loads(record.value or b"null")
        found.add((reject["stage"], reject["reason"], reject["original"]["sha256"]))
    return found


_CHANCE = {"rev", "history", "received", "triggered", "raised", "emitted", "references"}
"""What may differ between two runs over one input: counts of revisions, instants of receipt and emission."""


def without_chance(value: Any) -> Any:
    """Return a value without what may differ between two runs."""
    if isinstance(value, dict):
        return {key: without_chance(inner) for key, inner in value.items() if key not in _CHANCE}
    if isinstance(value, list):
        return [without_chance(inner) for inner in value]
    return value


async def final_values(settings: Settings) -> dict[TopicName, dict[str, Any]]:
    """Return, topic by topic, the last value of each key without what may differ."""
    return {topic: without_chance(await latest(settings, topic)) for topic in VALUES}


def with_prefix(settings: Settings, prefix: str) -> Settings:
    """Return the same settings with another topic prefix."""
    return msgspec.structs.replace(settings, topic_prefix=prefix)


def differences(found: Any, expected: Any, path: str = "") -> list[str]:
    """Return where two values differ, one line a place: for people who read a failed test."""
    if isinstance(found, dict) and isinstance(expected, dict):
        names = sorted(found.keys() | expected.keys())
        return [line for n in names for line in differences(found.get(n), expected.get(n), f"{path}/{n}")]
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = enumerate(zip(found, expected, strict=True))
        return [line for n, (one, other) in pairs for line in differences(one, other, f"{path}/{n}")]
    return [] if found == expected else [f"{path}: {found!r} is not {expected!r}"]
