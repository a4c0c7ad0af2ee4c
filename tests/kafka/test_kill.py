"""Nothing lost, nothing different: workers are killed at random, and the final values are as if they were not."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from generated_feed import Input, generate
from worker_processes import (
    VALUES,
    WorkerProcess,
    differences,
    drained,
    final_values,
    has,
    rejected,
    until,
    with_prefix,
)

from stream.kafka.publish import Publisher
from stream.kafka.topics import apply
from stream.messages import TopicName
from stream.settings import Settings

pytestmark = pytest.mark.kafka

Ended = tuple[dict[TopicName, dict[str, Any]], set[tuple[str, str, str]]]
"""Final values by topic and key, and the rejects."""

SEED = 20261124
RECORDS = 2000
KILLS = 8


async def _publish(settings: Settings, inputs: Iterable[Input]) -> None:
    async with Publisher(settings) as publisher:
        for key, value in inputs:
            _ = await publisher.send(value, key=key)


def _schedule(chance: random.Random) -> list[tuple[TopicName, int, int]]:
    """Return when which worker is killed: once a topic has had so many records, the one of that number."""
    topics: Sequence[tuple[TopicName, int]] = (("items", 1900), ("stories", 1200), ("reports", 1200))
    kills = []
    for number in range(KILLS):
        topic, most = topics[number % len(topics)]
        share = (number + chance.random()) / (KILLS + 1)
        kills.append((topic, int(most * share), number % 3))
    return kills


async def test_kill_minus_nine_changes_no_final_value(settings: Settings, tmp_path: Path) -> None:
    """2,000 records, two readers, one decider, eight kills: values by key and rejects equal an undisturbed run's."""
    inputs = list(generate(SEED, RECORDS))
    calm, disturbed = (with_prefix(settings, f"{settings.topic_prefix}-{name}") for name in ("calm", "disturbed"))
    for each in (calm, disturbed):
        await apply(each)
        await _publish(each, inputs)
    expected = await _run(calm, tmp_path, [])
    found = await _run(disturbed, tmp_path, _schedule(random.Random(SEED)))
    assert differences(found[0], expected[0]) == []
    assert found[1] == expected[1]
    assert {reason for _, reason, _ in found[1]} >= {"bad_json", "binary", "empty"}
    assert all(len(expected[0][topic]) > 100 for topic in VALUES)


async def _run(settings: Settings, folder: Path, kills: Iterable[tuple[TopicName, int, int]]) -> Ended:
    workers = [WorkerProcess(role, settings, folder) for role in ("read", "read", "decide")]
    try:
        for topic, number, victim in kills:
            await until(has(settings, topic, number), workers, seconds=90)
            workers[victim].kill()
            workers[victim].start()
        await until(drained(settings), workers)
        return await final_values(settings), await rejected(settings)
    finally:
        for worker in workers:
            worker.end()
