"""One suite for both runners: whatever the memory runner ends with, Kafka workers end with, value by value."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from flowing import Flow
from wires import BOMB, CALM, QUAKE, bomb, killed_story, told
from worker_processes import VALUES, WorkerProcess, differences, drained, final_values, rejected, until, without_chance

from stream.kafka.embedded import embedded_broker
from stream.kafka.publish import Publisher
from stream.messages import TopicName
from stream.settings import Settings

Inputs = Sequence[dict[str, Any] | bytes]
Ended = tuple[dict[TopicName, dict[str, Any]], set[tuple[str, str, str]]]
"""Final values by topic and key, and the rejects."""
Run = Callable[[Inputs], Awaitable[Ended]]

ATTACK = BOMB.format(killed=42, injured=90)
SCENARIOS: dict[str, tuple[Inputs, dict[TopicName, int]]] = {
    "new": ([bomb()], {"stories": 1, "entities": 1, "reports": 1, "events": 1}),
    "update": ([bomb(42), bomb(57, made="11:30")], {"stories": 1, "events": 1}),
    "late older version": ([bomb(57, made="11:30"), bomb(42)], {"stories": 1, "events": 1}),
    "duplicate": ([bomb(), bomb()], {"stories": 1, "events": 1}),
    "copy": ([told(ATTACK), told(ATTACK, native="other")], {"stories": 2, "reports": 2, "events": 1}),
    "kill": ([bomb(), killed_story()], {"stories": 1, "events": 1}),
    "hold and release": ([bomb(), killed_story("11:40", "withheld"), bomb(made="11:50")], {"stories": 1, "events": 1}),
    "an event less": ([told(ATTACK, QUAKE), told(QUAKE, made="11:10")], {"stories": 1, "events": 2}),
    "nothing happened": ([told(CALM)], {"stories": 1, "reports": 1, "events": 0}),
    "unreadable between readable": ([b"", bomb(), b"\x00\x01", b'{"headline": 5}'], {"stories": 1, "events": 1}),
}


def _bytes(given: dict[str, Any] | bytes) -> bytes:
    return given if isinstance(given, bytes) else orjson.dumps(given)


@pytest.fixture
def run_in_memory(make_flow: Callable[[], Flow]) -> Run:
    """Return the memory runner."""

    async def in_memory(inputs: Inputs) -> Ended:
        flow = make_flow()
        flow.take(*map(_bytes, inputs))
        values = {
            topic: {key.decode(): orjson.loads(one.value or b"null") for key, one in flow.log.latest(topic).items()}
            for topic in VALUES
        }
        rejects: set[tuple[str, str, str]] = {(o.stage, o.reason, o.original.sha256) for o in flow.rejects()}
        return without_chance(values), rejects

    return in_memory


@pytest.fixture
def run_in_kafka(tmp_path: Path) -> Run:
    """Return a reader and a decider, as processes, on the embedded broker."""

    async def in_kafka(inputs: Inputs) -> Ended:
        with embedded_broker() as broker:
            settings = Settings(bootstrap=broker.bootstrap, metrics_port=0)
            workers = [WorkerProcess(role, settings, tmp_path) for role in ("read", "decide")]
            try:
                async with Publisher(settings) as publisher:
                    for one in inputs:
                        await (await publisher.send(_bytes(one), key=b"one partition"))
                await until(drained(settings), workers)
                return await final_values(settings), await rejected(settings)
            finally:
                for worker in workers:
                    worker.end()

    return in_kafka


@pytest.mark.parametrize("name", SCENARIOS)
async def test_scenario_ends_as_it_must(run_in_memory: Run, name: str) -> None:
    """Each scenario, alone on a wire, gives so many keys on each topic."""
    inputs, keys = SCENARIOS[name]
    values, _ = await run_in_memory(inputs)
    assert {topic: len(values[topic]) for topic in keys} == keys


async def test_both_runners_end_with_the_same_values(run_in_memory: Run, run_in_kafka: Run) -> None:
    """All scenarios, one after the other on one wire: the same values by key on every topic, the same rejects."""
    inputs = [one for scenario, _ in SCENARIOS.values() for one in scenario]
    in_memory, in_kafka = await run_in_memory(inputs), await run_in_kafka(inputs)
    assert differences(in_kafka[0], in_memory[0]) == []
    assert in_kafka[1] == in_memory[1]
