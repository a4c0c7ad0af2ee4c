"""Embargoes on a real broker, with the shipped workers: nothing before, once after, whoever dies meanwhile."""

import urllib.request
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from kafka_broker import free_port
from prometheus_client.parser import text_string_to_metric_families
from worker_processes import WorkerProcess, drained, has, until

from stream import keys
from stream.kafka.publish import Publisher
from stream.kafka.subscribe import records
from stream.messages import TopicName
from stream.record import Record
from stream.settings import Settings

pytestmark = pytest.mark.kafka

SHOWN: tuple[TopicName, ...] = ("stories", "entities", "reports", "events", "alerts", "retractions", "rejects")
"""Topics that others than the pipeline read."""
SOURCE = "Harbour Wire"
LATE = timedelta(seconds=1)
OPEN = {
    "id": "open",
    "headline": "Council of Lowell opens a library",
    "body": "The council of Lowell opened a library on Monday, the mayor said.",
}
SECRET = {
    "id": "secret",
    "headline": "Bomb kills 31 at vegetable market in Mosul",
    "body": "MOSUL, Iraq - A car bomb killed 31 people at a crowded vegetable market in Mosul, Iraq, on Friday, police "
    "said.\n\nRescue teams carried the wounded to three hospitals in the east of the city through the night.",
}
SECRET_ID = keys.story_id(SOURCE, "secret")
LAST = {
    "id": "last",
    "headline": "Ferry line of Larne gets a second ship",
    "body": "The ferry line of Larne will have a second ship from May, its owner said on Monday.",
}
LAST_ID = keys.story_id(SOURCE, "last")


class Decider(WorkerProcess):
    """A deciding worker whose metrics can be asked for."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.port = free_port()
        super().__init__("decide", settings, folder, metrics_port=self.port)

    def metrics(self) -> str:
        """Return what it exposes; nothing while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as reply:
                return str(reply.read().decode())
        except OSError:
            return ""

    def value(self, name: str, **labels: str) -> float | None:
        """Return a sample, None if there is no such series."""
        samples = (s for family in text_string_to_metric_families(self.metrics()) for s in family.samples)
        return next((sample.value for sample in samples if sample.name == name and sample.labels == labels), None)

    def owns_the_desk(self) -> bool:
        """Tell whether the desk's memory is this worker's."""
        return self.value("newswire_state_entries", stage="desk") is not None


def _soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def _publish(settings: Settings, story: dict[str, Any], **changes: Any) -> None:
    given = {"source": SOURCE, "published": datetime.now(UTC)} | story | changes
    async with Publisher(settings) as publisher:
        _ = await publisher.send(orjson.dumps(given), key=story["id"].encode())


async def _log(settings: Settings) -> dict[TopicName, list[Record]]:
    return {
        topic: [record async for record in records(settings, topic, start="beginning", stop_at_end=True)]
        for topic in SHOWN
    }


def _about(log: dict[TopicName, list[Record]], story_id: str) -> list[tuple[TopicName, Record]]:
    """Return the records in which a story's id stands, as key or as anything else."""
    found = ((topic, record) for topic, several in log.items() for record in several)
    return [
        (topic, record) for topic, record in found if story_id.encode() in (record.key or b"") + (record.value or b"")
    ]


def _shingles(story: dict[str, str]) -> set[str]:
    """Return every six words in a row of a story's headline and body."""
    texts = (story["headline"].lower().split(), story["body"].lower().split())
    return {" ".join(words[n : n + 6]) for words in texts for n in range(len(words) - 5)}


def _words(text: str) -> str:
    return " ".join(text.replace("\\n", " ").lower().split())


def _leaks(texts: Iterable[str], story: dict[str, str]) -> list[str]:
    """Return the shingles of a story that stand in one of the texts."""
    seen = [_words(text) for text in texts]
    return [shingle for shingle in _shingles(story) if any(shingle in text for text in seen)]


def _texts(log: dict[TopicName, list[Record]]) -> list[str]:
    return [(record.value or b"").decode() for several in log.values() for record in several]


async def _started(settings: Settings, workers: Sequence[WorkerProcess]) -> None:
    """Wait until a story without an embargo is through."""
    await _publish(settings, OPEN)
    await until(has(settings, "reports", 1), workers)
    await until(drained(settings), workers)


async def test_nothing_before_the_instant_and_once_after(wire: Settings, tmp_path: Path) -> None:
    """During the hold no six words of it are on a topic, in a log or a metric; then the story comes, with its alert."""
    settings = msgspec.structs.replace(wire, log_level="debug")
    decider = Decider(settings, tmp_path)
    workers = [WorkerProcess("read", settings, tmp_path), decider]
    try:
        await _started(settings, workers)
        instant = _soon(8)
        await _publish(settings, SECRET, embargoedUntil=instant)
        await until(_holds(decider, 1), workers)
        seen = await _log(settings)
        told = [*_texts(seen), decider.metrics(), *(worker.log.read_text() for worker in workers)]
        assert datetime.now(UTC) < instant
        assert _about(seen, SECRET_ID) == []
        assert _leaks(told, SECRET) == []
        assert 0 < (decider.value("newswire_embargo_next_release_seconds") or 0) < 8
        await until(has(settings, "alerts", 1), workers)
        await until(drained(settings), workers)
        log = await _log(settings)
        (story,) = [record for record in log["stories"] if record.key == SECRET_ID.encode()]
        assert instant <= story.timestamp <= instant + LATE
        assert min(record.timestamp for _, record in _about(log, SECRET_ID)) >= instant
        assert _leaks([worker.log.read_text() for worker in workers], SECRET) == []
        assert len(_leaks(_texts(log), SECRET)) == len(_shingles(SECRET))
        assert {worker.stop() for worker in workers} == {0}
    finally:
        for worker in workers:
            worker.end()


def _holds(decider: Decider, number: int) -> Any:
    async def condition() -> bool:
        return decider.value("newswire_embargo_held_stories") == number

    return condition


async def test_a_kill_after_the_release_is_counted_and_timed(wire: Settings, tmp_path: Path) -> None:
    """The manifest is complete, its time runs from the arrival of the kill, the alert was a false alarm."""
    decider = Decider(wire, tmp_path)
    workers = [WorkerProcess("read", wire, tmp_path), decider]
    try:
        await _started(wire, workers)
        await _publish(wire, SECRET, embargoedUntil=_soon(2))
        await until(has(wire, "alerts", 1), workers)
        assert decider.value("newswire_retractions_total", kind="kill") == 0
        await _publish(wire, SECRET, pubStatus="canceled", body="")
        await until(has(wire, "retractions", 2), workers)
        await until(drained(wire), workers)
        assert decider.value("newswire_retractions_total", kind="kill") == 1
        assert decider.value("newswire_retraction_duration_seconds_count", kind="kill") == 1
        assert 0 < (decider.value("newswire_retraction_duration_seconds_sum", kind="kill") or 0) < 10
        assert decider.value("newswire_alerts_cancelled_early_total") == 1
        assert decider.value("newswire_stories_total", change="kill") == 1
        assert decider.value("newswire_story_records_total", state="retracted") == 1
        await until(_settled(decider), workers)
    finally:
        for worker in workers:
            worker.end()


def _settled(decider: Decider) -> Any:
    async def condition() -> bool:
        return decider.value("newswire_retractions_open") == 0 == decider.value("newswire_retractions_unresolved")

    return condition


async def test_a_second_owner_releases_what_the_first_held(wire: Settings, tmp_path: Path) -> None:
    """The owner is killed -9 during the hold; the one that stood by holds on, releases once, and tells the figures."""
    deciders = [Decider(wire, tmp_path) for _ in range(2)]
    reader = WorkerProcess("read", wire, tmp_path)
    try:
        await _started(wire, [reader, *deciders])
        await until(_has_one_owner(deciders), [reader, *deciders])
        owner, other = sorted(deciders, key=lambda decider: not decider.owns_the_desk())
        instant = _soon(12)
        await _publish(wire, SECRET, embargoedUntil=instant)
        await until(_holds(owner, 1), [reader, *deciders])
        assert other.value("newswire_embargo_held_stories") is None
        owner.kill()
        assert datetime.now(UTC) < instant
        await until(has(wire, "alerts", 1), [reader, other])
        await until(drained(wire), [reader, other])
        await until(_holds(other, 0), [reader, other])
        assert other.value("newswire_embargo_next_release_seconds") is None
        log = await _log(wire)
        assert len([record for record in log["stories"] if record.key == SECRET_ID.encode()]) == 1
        assert min(record.timestamp for _, record in _about(log, SECRET_ID)) >= instant
    finally:
        for worker in (reader, *deciders):
            worker.end()


def _has_one_owner(deciders: Sequence[Decider]) -> Any:
    async def condition() -> bool:
        return sum(decider.owns_the_desk() for decider in deciders) == 1

    return condition


async def test_a_kill_during_the_hold_leaves_nothing(wire: Settings, tmp_path: Path) -> None:
    """A story killed under its first embargo is on no topic, before and after its instant, and no manifest names it."""
    decider = Decider(wire, tmp_path)
    workers = [WorkerProcess("read", wire, tmp_path), decider]
    try:
        await _started(wire, workers)
        instant = _soon(8)
        await _publish(wire, SECRET, embargoedUntil=instant)
        await until(_holds(decider, 1), workers)
        await _publish(wire, SECRET, pubStatus="canceled", body="")
        await until(_holds(decider, 0), workers)
        assert datetime.now(UTC) < instant
        await _publish(wire, LAST, embargoedUntil=instant + timedelta(seconds=1))
        await until(_shows(wire, LAST_ID), workers)
        await until(drained(wire), workers)
        log = await _log(wire)
        assert _about(log, SECRET_ID) == []
        assert _leaks(_texts(log), SECRET) == []
        assert log["retractions"] == []
    finally:
        for worker in workers:
            worker.end()


def _shows(settings: Settings, story_id: str) -> Any:
    async def condition() -> bool:
        stories = records(settings, "stories", start="beginning", stop_at_end=True)
        return story_id.encode() in [record.key async for record in stories]

    return condition
