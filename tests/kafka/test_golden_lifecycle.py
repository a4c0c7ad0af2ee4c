"""The golden lifecycle cases through a real broker and the shipped workers: all on one wire, each with its own ids."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from agency_formats import Sent, Wire
from lifecycle_cases import CASES
from lifecycle_end import faults_of, names_of, seen_of
from lifecycle_telling import Case, Ends, Values
from worker_processes import WorkerProcess, drained, latest, until

from stream.kafka.publish import Publisher
from stream.kafka.subscribe import records
from stream.messages import TopicName
from stream.settings import Settings

pytestmark = pytest.mark.kafka

TOPICS: tuple[TopicName, ...] = ("stories", "entities", "reports", "events", "alerts", "retractions")
HOLD = timedelta(seconds=60)
"""From the first input to the release: all inputs are through by then."""

Pairs = Sequence[tuple[Case, Wire]]


def _pairs(now: datetime) -> Pairs:
    """Return every case in every format that can say it, as an agency of its own."""
    named = [(case, name) for case in CASES for name in case.formats]
    begin, release = now - timedelta(hours=2), now + HOLD
    return [
        (case, Wire(tag=f"wire{n}{name.replace('-', '')}", format=name, begin=begin, release=release))
        for n, (case, name) in enumerate(named)
    ]


async def _publish(settings: Settings, pairs: Pairs) -> None:
    """Publish the first input of every case, then the second ones …: no two of a case arrive at one instant."""
    async with Publisher(settings) as publisher:
        for turn in range(max(len(case.inputs) for case, _ in pairs)):
            for case, wire in pairs:
                for told in case.inputs[turn : turn + 1]:
                    sent = wire.sent(told)
                    _ = await publisher.send(sent.value, key=wire.tag.encode(), headers=sent.headers)


async def _counts(settings: Settings) -> Mapping[str, int]:
    """Return how many records each story has had."""
    log = [record async for record in records(settings, "stories", start="beginning", stop_at_end=True)]
    return Counter((record.key or b"").decode() for record in log)


async def _rejected(settings: Settings) -> list[Any]:
    log = records(settings, "rejects", start="beginning", stop_at_end=True)
    return [orjson.loads(record.value or b"null") async for record in log]


def _of(inputs: Iterable[Sent], rejects: Sequence[Any]) -> list[str]:
    """Return the reasons for which inputs were rejected."""
    marks = {hashlib.sha256(sent.value).hexdigest() for sent in inputs}
    return [reject["reason"] for reject in rejects if reject["original"]["sha256"] in marks]


async def _values(settings: Settings) -> Values:
    return {topic: await latest(settings, topic) for topic in TOPICS}


def _held(pairs: Pairs) -> set[str]:
    return {story_id for case, wire in pairs if case.is_held for story_id in names_of(case, wire)}


async def test_every_case_ends_as_it_must(wire: Settings, tmp_path: Path) -> None:
    """States, events, alerts, manifests and rejects of each case; what is under embargo is out at its instant, once."""
    workers = [WorkerProcess(role, wire, tmp_path) for role in ("read", "read", "decide")]
    pairs = _pairs(datetime.now(UTC))
    held = _held(pairs)
    try:
        await _publish(wire, pairs)
        await until(drained(wire), workers)
        before = await _counts(wire)
        assert datetime.now(UTC) < pairs[0][1].release
        assert held.isdisjoint(before)

        async def released() -> bool:
            return held <= (await _counts(wire)).keys()

        await until(released, workers)
        await until(drained(wire), workers)
        values, counts, rejects = await _values(wire), await _counts(wire), await _rejected(wire)
    finally:
        for worker in workers:
            worker.end()
    wrong: dict[str, tuple[Ends, list[str]]] = {}
    for case, agency in pairs:
        sent = [agency.sent(told) for told in case.inputs]
        seen, faults = seen_of(case, agency, values, counts, _of(sent, rejects)), faults_of(case, agency, values)
        if seen != case.ends or faults:
            wrong[f"{case.name}, {agency.format}"] = (seen, faults)
    assert wrong == {}
