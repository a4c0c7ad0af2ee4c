"""A reading process that dies over a story under embargo, its text as last words: nobody hears them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import orjson
import pytest
from flowing import SHOWN
from leaks import leaks, text_of
from worker_processes import PLAIN, WorkerProcess, drained, has, rejected, until

from stream.kafka.publish import Publisher
from stream.kafka.subscribe import records
from stream.settings import Settings

pytestmark = pytest.mark.kafka

SECRET = "crash of the prize jury: the winner of this year is the bridge keeper of Larne"


async def _publish(settings: Settings, native_id: str, until_then: datetime | None = None, **more: str) -> None:
    story = {"id": native_id, "body": SECRET, "embargoedUntil": until_then} | more
    async with Publisher(settings) as publisher:
        _ = await publisher.send(orjson.dumps(story), key=b"one-partition")


async def _places(settings: Settings, *workers: WorkerProcess) -> dict[str, str]:
    """Return all records of topics for others, and what the workers logged."""
    found = {worker.log.name: worker.log.read_text() for worker in workers}
    for topic in SHOWN:
        log = [record async for record in records(settings, topic, start="beginning", stop_at_end=True)]
        found |= {f"{topic}/{record.partition}/{record.offset}": text_of(record) for record in log}
    return found


async def test_last_words_of_a_reading_process_are_nowhere(wire: Settings, tmp_path: Path) -> None:
    """`receive` dies over a held story, then `extract` over another once it is out: two rejects, and no six words."""
    settings = msgspec.structs.replace(wire, log_level="debug")
    workers = [WorkerProcess(role, settings, tmp_path, entry=PLAIN) for role in ("read", "decide")]
    try:
        instant = datetime.now(UTC) + timedelta(seconds=20)
        await _publish(settings, "deadly", instant, headline="receive")
        await _publish(settings, "held", instant)
        await _publish(settings, "last", body="DISASTER Kobe")
        await until(has(settings, "events", 1), workers)
        await until(drained(settings), workers)
        assert {(stage, reason) for stage, reason, _ in await rejected(settings)} == {("receive", "crashed")}
        told = await _places(settings, *workers)
        assert datetime.now(UTC) < instant
        assert leaks([SECRET], told) == []
        await until(has(settings, "stories", 2), workers)
        await until(drained(settings), workers)
        assert ("extract", "crashed") in {(stage, reason) for stage, reason, _ in await rejected(settings)}
        told = await _places(settings, *workers)
        assert {leak.partition("/")[0] for leak in leaks([SECRET], told)} == {"stories"}
    finally:
        for worker in workers:
            worker.end()
