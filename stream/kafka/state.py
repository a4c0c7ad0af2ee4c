"""A step's memory, read from its compacted topic before the step's first input."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
import logging

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from stream.errors import InputError, UsageError
from stream.kafka.stages import AsyncStage
from stream.kafka.subscribe import consumer
from stream.messages import TopicName
from stream.settings import Settings

log = logging.getLogger(__name__)

_BATCH = 500
_RETRY_SECONDS = 1.0


async def read_state(settings: Settings, stage: AsyncStage) -> int:
    """Fold a stage's state topic, to its end; return how many records that were.

    Tries again while the broker does not answer. Raises UsageError if the
    state is ahead of the input, whose topic then was made anew, or was
    written by a version whose state is of another shape.
    """
    while True:
        try:
            return await _read_once(settings, stage)
        except InputError:
            raise UsageError(
                f"{settings.topic(stage.state) if stage.state else stage.name} holds the state of another version of "
                "newswire: use another NEWSWIRE_TOPIC_PREFIX, or delete all topics of this one (CHANGELOG.md says more)"
            ) from None
        except KafkaError as error:
            log.warning("state of %s: %s; trying again", stage.name, type(error).__name__)
            await asyncio.sleep(_RETRY_SECONDS)


async def _read_once(settings: Settings, stage: AsyncStage) -> int:
    if stage.state is None:
        return 0
    stage.forget()
    state, source = _partition(settings, stage.state), _partition(settings, stage.reads)
    async with consumer(settings) as reader:
        state_end = (await reader.end_offsets([state]))[state]
        count = await _fold(reader, state, state_end, stage)
    async with consumer(settings) as reader:  # asked last, since it may only grow; a fetching connection answers late
        end = (await reader.end_offsets([source]))[source]
    if stage.folded >= end:
        raise UsageError(
            f"{state.topic} holds what {stage.name} made of {source.topic} up to offset {stage.folded}, but that topic "
            f"ends at {end}: it was made anew. Delete {state.topic} too, or use another NEWSWIRE_TOPIC_PREFIX"
        )
    return count


async def _fold(reader: AIOKafkaConsumer, state: TopicPartition, end: int, stage: AsyncStage) -> int:
    count = 0
    if end == 0:
        return count
    reader.assign([state])
    await reader.seek_to_beginning(state)
    while await reader.position(state) < end:
        batch = await reader.getmany(state, timeout_ms=1000, max_records=_BATCH)
        for read in batch.get(state, ()):
            stage.restore(read.key, read.value)
            count += 1
    return count


def _partition(settings: Settings, topic: TopicName) -> TopicPartition:
    return TopicPartition(settings.topic(topic), 0)
