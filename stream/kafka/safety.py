"""What makes Faust keep its word: an input is acknowledged when its work is done, and at no other time.

Stock Faust 0.15.3 acknowledges a message whose handler raised or was
cancelled, and sends without idempotence. Each class here cures one such thing
and has a test (tests/kafka/test_safety.py) that shows the stock class losing.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any, cast

import faust
from aiokafka import TopicPartition
from aiokafka.protocol.produce import ProduceRequest
from faust.transport.drivers import aiokafka as driver

from stream.kafka.consumer import SafeConsumer


class SafeStream(faust.Stream[Any]):
    """Acknowledges an event only when the loop body that got it asks for the next one."""

    def __aiter__(self) -> AsyncIterator[Any]:
        """Iterate; neither an exception nor a cancellation acknowledges anything."""
        iterator = self._safe_aiter()
        self._active_agens.add(iterator)
        return iterator

    async def _safe_aiter(self) -> AsyncGenerator[Any, None]:
        acknowledges, self.enable_acks = self.enable_acks, False
        async with aclosing(cast(Any, super().__aiter__())) as values:
            async for value in values:
                event = self.current_event
                yield value
                if acknowledges and event is not None:
                    self._finish(event)

    def _finish(self, event: Any) -> None:
        cast(SafeConsumer, self.app.consumer).finish(event.message)
        event.ack()


class SafeProducer(driver.Producer):
    """Waits for all replicas, stores a batch that is tried again once, and asks the app before each write."""

    async def on_start(self) -> None:
        """Start, with a guard at the last place before the socket."""
        await super().on_start()
        client: Any = self._ensure_producer().client
        client.send = self._guarded(client.send)

    def rewind(self, topic: str, key: bytes | None) -> None:
        """Take back the sequence number of a record that the broker refused for good.

        aiokafka counts it as sent, and the broker would refuse whatever comes
        after it on that partition as out of order.
        """
        numbers: Any = self._ensure_producer()._txn_manager._sequence_numbers  # noqa: SLF001 - aiokafka never goes back
        partition = 0 if key is None else self.key_partition(topic, key).partition
        numbers[TopicPartition(topic, partition)] -= 1

    def _guarded(self, send: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        may_write: Callable[[], None] = getattr(self.app, "may_write", lambda: None)

        async def guarded(node_id: int, request: Any, **options: Any) -> Any:
            if isinstance(request, ProduceRequest):
                may_write()
            return await send(node_id, request, **options)

        return guarded

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class SafeTransport(driver.Transport):
    """Kafka with the consumer and the producer that lose nothing."""

    Consumer = SafeConsumer
    Producer = SafeProducer
