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

    async def send(self, wave: Sequence[Envelope]) -> None:
        """Return once the broker has acknowledged every record.

        Tries again for ever what may succeed later. Raises OversizeError, and
        KafkaError for what only a new process or an operator can cure.
        """
        pause = _FIRST_PAUSE
        while wave:
            errors = await asyncio.gather(*map(self._attempt, wave))
            wave = [envelope for envelope, error in zip(wave, errors, strict=True) if error is not None]
            for envelope, error in zip(wave, filter(None, errors), strict=True):
                self._judge(envelope, error)
            if wave:
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _attempt(self, envelope: Envelope) -> KafkaError | None:
        topic = self._settings.topic(envelope.topic)
        headers = list(envelope.headers)
        try:
            receipt = await self._producer.send(topic, envelope.key, envelope.value, None, None, headers)
        except ProducerSendError as error:
            return error.__cause__ if isinstance(error.__cause__, KafkaError) else KafkaError(str(error))
        try:
            await receipt
        except KafkaError as error:
            if isinstance(error, _TOO_LARGE):
                self._producer.rewind(topic, envelope.key)
            return error
        now = datetime.now(UTC)
        for observer in self._observers:
            observer.sent(envelope, now)
        return None

    def _judge(self, envelope: Envelope, error: KafkaError) -> None:
        """Return if it is worth trying again; raise otherwise."""
        if isinstance(error, _TOO_LARGE):
            raise OversizeError(envelope.topic)
        if not (error.retriable or isinstance(error, KafkaTimeoutError)):
            raise error
        log.warning("sending to %s: %s; trying again", envelope.topic, type(error).__name__)
        for observer in self._observers:
            observer.happened("produce_retry", self._settings.topic(envelope.topic))
