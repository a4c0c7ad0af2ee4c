"""Stories that hang or kill the process that reads them, on a real broker."""

import random
from pathlib import Path

import msgspec
import orjson
import pytest
from worker_processes import PLAIN, WorkerProcess, drained, latest, rejected, until

from stream import keys
from stream.kafka.deadman import EXIT_CODE
from stream.kafka.publish import Publisher
from stream.kafka.subscribe import records
from stream.kafka.topics import apply, spec_of
from stream.settings import Settings

pytestmark = pytest.mark.kafka

SECRET = "SECRET-WORDS"


async def _publish(settings: Settings, *stories: tuple[str, str]) -> None:
    async with Publisher(settings) as publisher:
        for native_id, body in stories:
            await (await publisher.send(orjson.dumps({"id": native_id, "body": body}), key=b"one-partition"))


async def test_planted_stories_become_rejects_and_the_next_one_is_read(wire: Settings, tmp_path: Path) -> None:
    """`too_slow` and `crashed`: once each, with empty records for the story, and every other story is read."""
    settings = msgspec.structs.replace(wire, extract_timeout=1.0)
    workers = [WorkerProcess(role, settings, tmp_path, entry=PLAIN) for role in ("read", "decide")]
    try:
        await _publish(settings, ("a", "DISASTER Kobe"), ("slow", f"hang {SECRET}"), ("b", "PROTEST Lima"))
        await _publish(settings, ("deadly", f"crash {SECRET}"), ("c", "ASSAULT Aleppo"))
        await until(drained(settings), workers)
        refused = {(stage, reason) for stage, reason, _ in await rejected(settings)}
        assert refused == {("extract", "too_slow"), ("extract", "crashed")}
        events = (await latest(settings, "events")).values()
        assert {event["place"]["text"] for event in events} == {"Kobe", "Lima", "Aleppo"}
        reports = await latest(settings, "reports")
        for native_id, reason in (("slow", "too_slow"), ("deadly", "crashed")):
            report = reports[keys.story_id("test", native_id)]
            assert (report["reports"], report["reason"]) == ([], reason)
        assert {worker.stop() for worker in workers} == {0}
    finally:
        for worker in workers:
            worker.end()
    assert not any(SECRET in worker.log.read_text() for worker in workers)
    seen = [record.value or b"" async for record in records(settings, "rejects", start="beginning", stop_at_end=True)]
    assert not any(SECRET.encode() in value for value in seen)


async def test_record_that_a_topic_does_not_take_becomes_a_reject(wire: Settings, tmp_path: Path) -> None:
    """What follows from a story is larger than the next topic takes: `too_large`, and the next story is read."""
    await apply(wire, [msgspec.structs.replace(spec_of("items"), max_message_bytes=20_000)])
    workers = [WorkerProcess(role, wire, tmp_path, entry=PLAIN) for role in ("read", "decide")]
    try:
        long_body = random.Random(1).randbytes(40_000).hex()
        await _publish(wire, ("a", "DISASTER Kobe"), ("long", long_body), ("b", "PROTEST Lima"))
        await until(drained(wire), workers)
        assert {(stage, reason) for stage, reason, _ in await rejected(wire)} == {("receive", "too_large")}
        assert len(await latest(wire, "events")) == 2
    finally:
        for worker in workers:
            worker.end()


async def test_worker_that_does_not_move_ends_itself(wire: Settings, tmp_path: Path) -> None:
    """A stage that never comes back, on a partition with lag: the process ends within the limit and loses nothing."""
    settings = msgspec.structs.replace(wire, stall_seconds=4.0)
    worker = WorkerProcess("read", settings, tmp_path, entry=(*PLAIN, "--blocked"))
    try:
        await _publish(settings, ("a", "DISASTER Kobe"))

        async def ended() -> bool:
            return worker.process.poll() is not None

        await until(ended, seconds=60)
        assert worker.process.returncode == EXIT_CODE
        assert "has not moved for" in worker.log.read_text()
    finally:
        worker.end()
    workers = [WorkerProcess(role, settings, tmp_path, entry=PLAIN) for role in ("read", "decide")]
    try:
        await until(drained(settings), workers)
        assert len(await latest(settings, "events")) == 1
    finally:
        for other in workers:
            other.end()
