"""When a tick is sent, and when not: a real step and lane, a log in memory in the place of the broker."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from building import NOON, at, item
from holding import Holding, holding

from stream import codec
from stream.kafka.lane import Lane
from stream.kafka.send import Sender
from stream.kafka.stages import InProcess
from stream.kafka.ticker import Ticker, takes_ticks
from stream.messages import Item, Tick
from stream.pipeline import decide_stages
from stream.record import Record
from stream.settings import Settings

SETTINGS = Settings(topic_prefix="wire")
EVER = timedelta(days=1)
LOOKS = 10_000


class Receipt(NamedTuple):
    """What the broker says of a record."""

    offset: int


class Producer:
    """What Faust's producer is to a sender; `items` is the topic, which the test reads from."""

    def __init__(self) -> None:
        self.items: list[bytes] = []
        self.sent = asyncio.Event()

    async def send(self, topic: str, _key: Any, value: bytes, *_: Any) -> "asyncio.Future[Receipt]":
        """Append a record."""
        assert topic == "wire.items"
        self.items.append(value)
        self.sent.set()
        receipt = asyncio.get_running_loop().create_future()
        receipt.set_result(Receipt(len(self.items) - 1))
        return receipt


class Desk:
    """A desk with its ticker, over a topic in memory: reading goes on when the test says so."""

    def __init__(self, stage: InProcess) -> None:
        self.stage = stage
        self.producer = Producer()
        sender = Sender(self.producer, SETTINGS, ())
        self.lane = Lane(stage, sender, SETTINGS, ())
        self.ticker = Ticker(self.lane, sender, SETTINGS)

    def put(self, given: Item) -> None:
        """Append an item."""
        self.producer.items.append(codec.encode(given))

    async def read(self) -> int:
        """Fold all there is to read; return how many records followed from it."""
        outputs = 0
        for offset in range(self.stage.folded + 1, len(self.producer.items)):
            record = Record(
                topic="items", partition=0, offset=offset, timestamp=NOON, value=self.producer.items[offset]
            )
            output = await self.stage.read(record, NOON)
            outputs += len(output.envelopes)
            for kept in output.remember:
                self.stage.restore(kept.key, kept.value)
        return outputs

    async def look(self, now: datetime, times: int = 1) -> int:
        """Look so often at one instant; return how many ticks were sent."""
        before = len(self.producer.items)
        for _ in range(times):
            await self.ticker.look(now)
        return len(self.producer.items) - before


@pytest.fixture
async def desk() -> Desk:
    """Return a desk that holds one story until 12:01."""
    desk = Desk(holding(SETTINGS, Holding()))
    desk.put(item(embargoedUntil=at(1)))
    await desk.read()
    return desk


async def test_a_tick_is_sent_once_its_instant_has_come(desk: Desk) -> None:
    """Nothing a moment before, one tick at the instant, and its fold shows the story."""
    assert await desk.look(at(1) - timedelta(microseconds=1), LOOKS) == 0
    assert await desk.look(at(1)) == 1
    assert codec.decode(desk.producer.items[-1], Tick) == Tick(at=at(1))
    assert await desk.read() == 1
    assert await desk.look(at(1) + EVER, LOOKS) == 0


async def test_no_tick_while_one_waits_to_be_folded(desk: Desk) -> None:
    """However long the step is behind, and whatever it folds before the tick, there is one tick in the log."""
    desk.put(item(story_id="st-2"))
    assert await desk.look(at(1), LOOKS) == 1
    behind = desk.producer.items.pop()
    await desk.read()
    assert await desk.look(at(2), LOOKS) == 0
    desk.producer.items.append(behind)
    assert await desk.read() == 1


async def test_two_instants_are_half_a_second_apart(desk: Desk) -> None:
    """What is due right after a tick waits for the fifth look."""
    desk.put(item(story_id="st-2", embargoedUntil=at(1.001)))
    await desk.read()
    assert await desk.look(at(1)) == 1
    await desk.read()
    assert await desk.look(at(2), 4) == 0
    assert await desk.look(at(2)) == 1
    assert await desk.read() == 1


async def test_a_step_that_releases_a_few_at_a_time_is_not_kept_waiting() -> None:
    """Many stories due at one instant, one released a tick: the next tick comes after half a second, each time."""
    desk = Desk(holding(SETTINGS, Holding(at_once=1)))
    for n in range(20):
        desk.put(item(story_id=f"st-{n}", embargoedUntil=at(1)))
    await desk.read()
    for _ in range(20):
        assert await desk.look(at(1), 5) == 1
        assert await desk.read() == 1
    assert desk.stage.due() is None


async def test_ticks_in_vain_become_rare() -> None:
    """A step that fails over its ticks gets ever fewer, and each leaves one reject."""
    desk = Desk(holding(SETTINGS, Holding(failing=True)))
    desk.put(item(embargoedUntil=at(1)))
    await desk.read()
    sent = 0
    for _ in range(600):  # a minute
        sent += await desk.look(at(1))
        await desk.read()
    assert 2 <= sent <= 8
    assert await desk.look(at(1), 301) == 1
    assert await desk.read() == 1


async def test_pauses_are_short_again_for_another_instant() -> None:
    """A tick that changed something ends the long pauses."""
    desk = Desk(holding(SETTINGS, Holding()))
    desk.put(item(embargoedUntil=at(1)))
    await desk.read()
    _ = await desk.look(at(1))
    await desk.read()
    for minute in (2, 3, 4):
        desk.put(item(story_id=f"st-{minute}", embargoedUntil=at(minute)))
        await desk.read()
        assert await desk.look(at(minute), 5) == 1
        assert await desk.read() == 1


async def test_only_an_owner_ticks(desk: Desk) -> None:
    """While the memory is not read, or another worker has the step, nobody looks; the task ends with the worker."""
    desk.put(item(story_id="st-2", embargoedUntil=NOON))  # due for years
    await desk.read()
    held = len(desk.producer.items)
    running = asyncio.create_task(desk.ticker.run())
    await asyncio.sleep(0)
    assert len(desk.producer.items) == held
    desk.lane.restored.set()
    async with asyncio.timeout(10):
        _ = await desk.producer.sent.wait()
    assert len(desk.producer.items) == held + 1
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_the_desk_alone_takes_ticks() -> None:
    """Of the shipped deciding steps one reads ticks."""
    sender = Sender(None, SETTINGS, ())
    lanes = [Lane(InProcess(stage), sender, SETTINGS, ()) for stage in decide_stages(SETTINGS)]
    assert [lane.stage.name for lane in lanes if takes_ticks(lane)] == ["desk"]
