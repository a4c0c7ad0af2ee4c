"""Each part of the safety layer, beside stock Faust in the same situation: stock loses or hangs, ours does not."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from faust_apps import SAFE, STOCK, TOPIC, running

from stream.kafka.embedded import EmbeddedBroker, embedded_broker

pytestmark = pytest.mark.kafka

TP = TopicPartition(TOPIC, 0)
COUNT = 12
SYNC_GROUP = 14
UNKNOWN = -1
PATIENCE = 30.0
LONG_ENOUGH = 15.0
"""Several times what the safe variant needs in the same situation."""


@pytest.fixture
def mock() -> Iterator[EmbeddedBroker]:
    """Run an embedded broker with one topic of one partition."""
    with embedded_broker(specs=()) as broker:
        broker.create(TOPIC, 1)
        yield broker


async def put(broker: EmbeddedBroker, numbers: range = range(COUNT)) -> None:
    """Send numbers as inputs."""
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        for number in numbers:
            await producer.send_and_wait(TOPIC, str(number).encode())


async def committed(broker: EmbeddedBroker, kind: str) -> int:
    """Return what the group has committed, 0 for nothing."""
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, group_id=f"group-{kind}") as reader:
        return await reader.committed(TP) or 0


async def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until a condition holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - conditions are of many kinds
            await asyncio.sleep(0.02)


async def until_committed(broker: EmbeddedBroker, kind: str, offset: int, seconds: float = PATIENCE) -> None:
    """Wait until a group has committed an offset. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while await committed(broker, kind) < offset:  # noqa: ASYNC110 - the broker is asked
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(("kind", "kept"), [(STOCK, False), (SAFE, True)])
async def test_input_whose_handler_raised_is_not_acknowledged(mock: EmbeddedBroker, kind: str, *, kept: bool) -> None:
    """Stock Faust commits past it; SafeStream holds the commit there."""
    await put(mock)
    reached = []

    async def handler(number: int) -> None:
        reached.append(number)
        if number == 5:
            raise ValueError

    async with running(kind, mock.bootstrap, handler) as (_, done):
        await until(lambda: COUNT - 1 in done)
        if kept:
            await until_committed(mock, kind, 5)
            with pytest.raises(TimeoutError):
                await until_committed(mock, kind, 6, seconds=1.5)
        else:
            await until_committed(mock, kind, COUNT)
    assert 5 not in done


@pytest.mark.parametrize(("kind", "kept"), [(STOCK, False), (SAFE, True)])
async def test_input_whose_handler_was_cancelled_is_not_acknowledged(
    mock: EmbeddedBroker, kind: str, *, kept: bool
) -> None:
    """Stock Faust commits what a crash or a rebalance has interrupted; SafeStream does not."""
    await put(mock, range(6))
    arrived, never = asyncio.Event(), asyncio.Event()

    async def handler(number: int) -> None:
        if number == 5:
            arrived.set()
            await never.wait()

    async with running(kind, mock.bootstrap, handler) as (app, done):
        await arrived.wait()
        await until_committed(mock, kind, 5)
        (actor,) = app.agents["work"]._actors
        actor.actor_task.cancel()
        if kept:
            with pytest.raises(TimeoutError):
                await until_committed(mock, kind, 6, seconds=1.5)
        else:
            await until_committed(mock, kind, 6)
    assert 5 not in done


@pytest.mark.parametrize(("kind", "kept"), [(STOCK, False), (SAFE, True)])
async def test_commit_stops_at_the_oldest_input_in_flight(mock: EmbeddedBroker, kind: str, *, kept: bool) -> None:
    """Stock Faust commits past a slow input when others overtake it; SafeConsumer waits for it."""
    await put(mock)
    go_on = asyncio.Event()

    async def handler(number: int) -> None:
        if number == 0:
            await go_on.wait()

    async with running(kind, mock.bootstrap, handler, concurrency=2) as (_, done):
        await until(lambda: len(done) == COUNT - 1)
        if kept:
            with pytest.raises(TimeoutError):
                await until_committed(mock, kind, 1, seconds=1.5)
            go_on.set()
        await until_committed(mock, kind, COUNT)
        assert (0 in done) is kept
        go_on.set()


@pytest.mark.parametrize(("kind", "healed"), [(STOCK, False), (SAFE, True)])
async def test_commit_that_was_refused_is_tried_again(mock: EmbeddedBroker, kind: str, *, healed: bool) -> None:
    """Stock Faust takes a commit that a rebalance refused for done; SafeConsumer commits it the next time."""

    async def handler(_: int) -> None:
        """Do nothing."""

    async with running(kind, mock.bootstrap, handler) as (app, done):
        await put(mock, range(1))
        await until_committed(mock, kind, 1)
        commit, refused = app.consumer._thread.commit, asyncio.Event()

        async def refuse_once(offsets: Any) -> bool:
            app.consumer._thread.commit = commit
            del offsets
            refused.set()
            return False  # as Faust's thread does when aiokafka says "already rebalanced"

        app.consumer._thread.commit = refuse_once
        await put(mock, range(1, 2))
        await refused.wait()
        if healed:
            await until_committed(mock, kind, 2)
        else:
            await until(lambda: app.consumer._committed_offset[TP] == 2)
            with pytest.raises(TimeoutError):
                await until_committed(mock, kind, 2, seconds=1.5)
        assert done == [0, 1]


@pytest.mark.parametrize(("kind", "healed"), [(STOCK, False), (SAFE, True)])
async def test_unexpected_coordinator_error_is_healed(mock: EmbeddedBroker, kind: str, *, healed: bool) -> None:
    """After one unknown SyncGroup error stock Faust consumes nothing, for ever; the watchdog joins again."""
    await put(mock)
    mock.fail(SYNC_GROUP, UNKNOWN)
    app = await asyncio.create_subprocess_exec(
        sys.executable,
        Path(__file__).parents[1] / "support" / "faust_apps.py",
        *(kind, mock.bootstrap, str(COUNT)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert app.stdout is not None
    try:
        if healed:
            assert await asyncio.wait_for(app.stdout.readline(), PATIENCE) == b"1\n"
        else:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(app.stdout.readline(), LONG_ENOUGH)
            assert app.returncode is None
    finally:
        app.kill()
        _, errors = await app.communicate()
    assert healed or b"UnknownError" in errors


@pytest.mark.parametrize(("kind", "idempotent"), [(STOCK, False), (SAFE, True)])
async def test_producer_is_idempotent(mock: EmbeddedBroker, kind: str, *, idempotent: bool) -> None:
    """Stock Faust may store a batch twice when it is sent again; ours has a producer id and waits for all replicas."""

    async def handler(_: int) -> None:
        """Do nothing."""

    async with running(kind, mock.bootstrap, handler) as (app, _):
        producer = app.producer._producer
        assert (producer._txn_manager is not None) is idempotent
        if idempotent:
            assert producer._sender._acks == -1
