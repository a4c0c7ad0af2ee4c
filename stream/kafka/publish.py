"""Put stories on the topic `raw`, many in flight, every receipt awaited."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordTooLargeError
from msgspec import Struct

from stream.errors import UsageError
from stream.kafka.connection import unreachable, usage_errors
from stream.kafka.topics import spec_of
from stream.record import Headers
from stream.settings import Settings

_ENVELOPE_BYTES = 1024
"""Room for key, headers and framing above the value."""


class Receipt(Struct, frozen=True, kw_only=True):
    """Where a record lies now. `timestamp` is the log's."""

    partition: int
    offset: int
    timestamp: datetime


class Publisher:
    """Sends inputs. Use it as an async context manager: leaving it awaits every receipt.

    Raises UsageError, in one line, if no broker answers, the topic is missing,
    or an input is larger than the topic takes.
    """

    def __init__(self, settings: Settings, *, in_flight: int = 500) -> None:
        self._settings = settings
        self._topic = settings.topic("raw")
        self._limit = spec_of("raw").max_message_bytes or 1_048_576
        self._room = asyncio.Semaphore(in_flight)
        self._waiting: set[asyncio.Task[Receipt]] = set()
        self._failed: UsageError | None = None
        self.acknowledged = 0

    async def __aenter__(self) -> Self:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=self._settings.bootstrap,
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            max_request_size=self._limit + _ENVELOPE_BYTES,
            request_timeout_ms=20_000,
        )
        try:
            await self._start()
        except UsageError:
            await self._producer.stop()
            raise
        return self

    async def _start(self) -> None:
        with usage_errors(self._settings):
            await self._producer.start()
            topics = (await self._producer.client.fetch_all_metadata()).topics()
        if self._topic not in topics:
            raise UsageError(f"{self._settings.bootstrap} has no topic {self._topic}: run `newswire topics apply`")

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                await asyncio.gather(*self._waiting, return_exceptions=True)
        finally:
            for task in self._waiting:
                task.cancel()
            await self._producer.stop()
        if kind is None and self._failed:
            raise self._failed

    async def send(self, value: bytes, *, key: bytes | None = None, headers: Headers = ()) -> asyncio.Task[Receipt]:
        """Send an input once there is room; return its receipt to come. Raises UsageError, also of an earlier one."""
        if len(value) > self._limit:
            raise UsageError(
                f"{self._topic} takes {self._limit} bytes a record and this input has {len(value)}: "
                "split it, or raise max_message_bytes in topics.yml"
            )
        await self._room.acquire()
        if self._failed:
            self._room.release()
            raise self._failed
        appended = await self._append(value, key, headers)
        task = asyncio.ensure_future(self._receive(appended, len(value)))
        self._waiting.add(task)
        task.add_done_callback(self._done)
        return task

    async def _append(self, value: bytes, key: bytes | None, headers: Headers) -> Awaitable[Any]:
        """Hand an input to the producer. Awaited here, or a later input would overtake one that waits for room."""
        try:
            appended: Awaitable[Any] = await self._producer.send(self._topic, value, key=key, headers=list(headers))
        except (KafkaError, asyncio.CancelledError) as error:
            self._room.release()
            raise self._translated(error, len(value)) from None
        return appended

    async def _receive(self, appended: Awaitable[Any], size: int) -> Receipt:
        try:
            receipt = await appended
        except KafkaError as error:
            raise self._translated(error, size) from None
        self.acknowledged += 1
        return _receipt(receipt)

    def _translated(self, error: BaseException, size: int) -> BaseException:
        """Return the one line that says what to do about an error of the broker's; other errors as they are."""
        if isinstance(error, MessageSizeTooLargeError | RecordTooLargeError):
            return UsageError(
                f"{self._topic} does not take a record of {size} bytes: split it, or run `newswire topics apply`"
            )
        return unreachable(self._settings) if isinstance(error, KafkaError) else error

    def _done(self, task: asyncio.Task[Receipt]) -> None:
        self._waiting.discard(task)
        self._room.release()
        error = None if task.cancelled() else task.exception()
        if isinstance(error, UsageError):
            self._failed = self._failed or error


def _receipt(metadata: Any) -> Receipt:
    stamp = datetime.fromtimestamp((metadata.timestamp or 0) / 1000, UTC)
    return Receipt(partition=metadata.partition, offset=metadata.offset, timestamp=stamp)
