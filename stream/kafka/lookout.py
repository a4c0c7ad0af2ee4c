"""Looks at every partition of this worker: how far it is, how far it reaches, whether it moves; and at its memories.

With a connection of its own: it must tell the truth when Faust's consumer hangs.
"""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from faust.types import TP

from stream.errors import UsageError
from stream.kafka.consumer import SafeConsumer
from stream.kafka.health import Health
from stream.kafka.member import Member
from stream.kafka.subscribe import consumer
from stream.settings import Settings
from stream.telemetry.observer import Observer

INTERVAL_SECONDS = 1.0
_QUERY_SECONDS = 10.0


class Lookout:
    """Feeds health and observers with the lag, and observers with the figures of the memories."""

    def __init__(
        self,
        settings: Settings,
        member: Member,
        own: SafeConsumer,
        health: Health,
        observers: Sequence[Observer],
    ) -> None:
        self._settings = settings
        self._member = member
        self._own = own
        self._health = health
        self._observers = observers

    async def run(self) -> None:
        """Look, for ever."""
        await asyncio.gather(self._look_at_partitions(), self._look_at_memories())

    async def _look_at_memories(self) -> None:
        while True:
            for lane in self._member.lanes:
                figures = lane.stage.figures() if lane.restored.is_set() else {}
                for observer in self._observers:
                    observer.remembers(lane.stage.name, figures)
            await asyncio.sleep(INTERVAL_SECONDS)

    async def _look_at_partitions(self) -> None:
        while True:
            try:
                async with consumer(self._settings) as reader:
                    await self._look_on(reader)
            except (KafkaError, UsageError, TimeoutError):
                self._health.progress_unknown()
            await asyncio.sleep(INTERVAL_SECONDS)

    async def _look_on(self, reader: AIOKafkaConsumer) -> None:
        while True:
            partitions = list(self._member.partitions)
            if partitions:
                async with asyncio.timeout(_QUERY_SECONDS):
                    begins, ends = await reader.beginning_offsets(partitions), await reader.end_offsets(partitions)
                for partition in self._member.partitions & ends.keys():
                    self._look(partition, begins[partition], ends[partition])
            await asyncio.sleep(INTERVAL_SECONDS)

    def _look(self, partition: TP, begin: int, end: int) -> None:
        committed, oldest = self._own.committed(partition), self._own.oldest_waiting(partition)
        done = max(begin, committed or 0, self._own.processed.get(partition, -1) + 1)
        safe = max(begin, committed or 0)
        if oldest is None and safe == done:  # nothing in hand: what was fetched beyond are gaps and control records
            safe = done = max(done, min(end, self._own.fetched(partition) or 0))
        self._health.progress((partition.topic, partition.partition), safe, end)
        age = 0.0 if oldest is None else datetime.now(UTC).timestamp() - oldest
        for observer in self._observers:
            observer.lag(partition.topic, partition.partition, max(0, end - done), max(0.0, age))
            observer.offsets(partition.topic, partition.partition, committed, end)
