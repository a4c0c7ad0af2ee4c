"""The memory of a step, read from its topic on a real broker."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer

from stream.errors import UsageError
from stream.kafka.stages import InProcess
from stream.kafka.state import read_state
from stream.pipeline import decide_stages
from stream.record import Record
from stream.settings import Settings

pytestmark = pytest.mark.kafka

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


async def _remember(settings: Settings, offsets: range) -> None:
    """Leave the state records of inputs that the desk has refused."""
    desk, *_ = decide_stages(settings)
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        for offset in offsets:
            record = Record(topic="items", partition=0, offset=offset, timestamp=NOON)
            for kept in desk.refuse(record, NOON, "bug", "").remember:
                await producer.send_and_wait(settings.topic("desk.state"), kept.value, key=kept.key)


async def _put_items(settings: Settings, number: int) -> None:
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        for _ in range(number):
            await producer.send_and_wait(settings.topic("items"), b"{}")


async def test_state_is_read_to_its_end(wire: Settings) -> None:
    """Every record that lay there before the first input is folded."""
    await _put_items(wire, 3)
    await _remember(wire, range(3))
    desk, *_ = map(InProcess, decide_stages(wire))
    assert await read_state(wire, desk) == 3
    assert desk.folded == 2


async def test_empty_state_is_a_state(wire: Settings) -> None:
    """A new wire has nothing to read."""
    desk, *_ = map(InProcess, decide_stages(wire))
    assert await read_state(wire, desk) == 0


async def test_state_ahead_of_its_input_is_refused(wire: Settings) -> None:
    """Where the input topic was made anew, every new input would count as done: the worker says so instead."""
    await _put_items(wire, 2)
    await _remember(wire, range(3))
    desk, *_ = map(InProcess, decide_stages(wire))
    with pytest.raises(UsageError, match=r"up to offset 2, but that topic ends at 2: it was made anew"):
        await read_state(wire, desk)


async def test_state_of_another_version_is_named_in_one_line(wire: Settings) -> None:
    """What does not decode ends the worker with what to do about it, not with a traceback."""
    desk, *_ = decide_stages(wire)
    async with AIOKafkaProducer(bootstrap_servers=wire.bootstrap) as producer:
        old = b'{"offset":0,"now":null,"entry":{"rev":1,"state":"active"}}'
        await producer.send_and_wait(wire.topic("desk.state"), old, key=b"st-1")
    with pytest.raises(UsageError, match="another version of newswire"):
        await read_state(wire, InProcess(desk))
