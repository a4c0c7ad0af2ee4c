"""Send records and have every receipt, or know that the record can never be sent."""

import asyncio
import logging
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    RecordTooLargeError,
)
from faust.exceptions import ProducerSendError

from stream.messages import TopicName
from stream.record import Envelope
from stream.settings import Settings
from stream.telemetry.observer import Observer

log = logging.getLogger(__name__)

_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError, RecordTooLargeError)
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 10.0


class OversizeError(Exception):
    """Raised when a topic does not take a record of this size. Sending it again is of no use."""

    def __init__(self, topic: TopicName) -> None:
        super().__init__(topic)
        self.topic: TopicName = topic


class Sender:
    """Sends waves of records through Faust's producer."""

    def __init__(self, producer: Any, settings: Settings, observers: Sequence[Observer]) -> None:
        self._producer = producer
        self._settings = settings
        self._observers = observers

    async def send(self, wave: Sequence[Envelope]) -> int:
        """Return the highest offset given to one of the records, once the broker has acknowledged all of them.

        It is -1 where the broker had a record already and does not say where.
        Tries again for ever what may succeed later. Raises OversizeError, and
        KafkaError for what only a new process or an operator can cure.
        """
        pause, highest = _FIRST_PAUSE, -1
        while wave:
            answers = await asyncio.gather(*map(self._attempt, wave))
            highest = max([highest, *(answer for answer in answers if isinstance(answer, int))])
            refused = [(e, answer) for e, answer in zip(wave, answers, strict=True) if isinstance(answer, KafkaError)]
            for envelope, error in refused:
                self._judge(envelope, error)
            wave = [envelope for envelope, _ in refused]
            if wave:
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
                pause = min(2 * pause, _LONGEST_PAUSE)
        return highest

    async def _attempt(self, envelope: Envelope) -> int | KafkaError:
        topic = self._settings.topic(envelope.topic)
        headers = list(envelope.headers)
        try:
            receipt = await self._producer.send(topic, envelope.key, envelope.value, None, None, headers)
        except ProducerSendError as error:
            return error.__cause__ if isinstance(error.__cause__, KafkaError) else KafkaError(str(error))
        try:
            offset: int = (await receipt).offset
        except KafkaError as error:
            if isinstance(error, _TOO_LARGE):
                self._producer.rewind(topic, envelope.key)
            return error
        now = datetime.now(UTC)
        for observer in self._observers:
            observer.sent(envelope, now)
        return offset

    def _judge(self, envelope: Envelope, error: KafkaError) -> None:
        """Return if it is worth trying again; raise otherwise."""
        if isinstance(error, _TOO_LARGE):
            raise OversizeError(envelope.topic)
        if not (error.retriable or isinstance(error, KafkaTimeoutError)):
            raise error
        log.warning("sending to %s: %s; trying again", envelope.topic, type(error).__name__)
        for observer in self._observers:
            observer.happened("produce_retry", self._settings.topic(envelope.topic))
