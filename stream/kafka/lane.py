"""One stage at work: record by record, send, remember, acknowledge. Only the end of the process escapes the loop."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from stream.kafka.send import OversizeError, Sender
from stream.kafka.stages import AsyncStage
from stream.record import Output, Record
from stream.settings import Settings
from stream.telemetry.observer import Observer


class Lane:
    """Moves the records of one stage."""

    def __init__(self, stage: AsyncStage, sender: Sender, settings: Settings, observers: Sequence[Observer]) -> None:
        self.stage = stage
        self.restored = asyncio.Event()
        self._sender = sender
        self._settings = settings
        self._observers = observers

    async def run(self, stream: Any) -> None:
        """Handle every event of a stream; asking for the next one acknowledges the one before."""
        async for event in stream.events():
            await self.restored.wait()
            await self._handle(self._record(event.message))

    async def _handle(self, record: Record) -> None:
        for observer in self._observers:
            observer.started(self.stage.name)
        started = perf_counter()
        output = await self.stage.read(record, datetime.now(UTC))
        seconds = perf_counter() - started
        output = await self._deliver(record, output)
        await self._remember(output)
        for observer in self._observers:
            for observation in output.observations:
                observer.observed(observation, seconds)
            observer.finished(self.stage.name)

    async def _deliver(self, record: Record, output: Output) -> Output:
        """Send what follows from a record; if a topic does not take it, what follows from its refusal."""
        try:
            await self._send_waves(output)
        except OversizeError as error:
            detail = f"a record that follows from it is larger than {self._settings.topic(error.topic)} takes"
            output = await self.stage.refuse(record, datetime.now(UTC), "too_large", detail)
            await self._send_waves(output)
        return output

    async def _send_waves(self, output: Output) -> None:
        for wave in output.waves():
            await self._sender.send(wave)

    async def _remember(self, output: Output) -> None:
        for wave in output.state_waves():
            await self._sender.send(wave)
        for kept in output.remember:
            self.stage.restore(kept.key, kept.value)

    def _record(self, message: Any) -> Record:
        headers = message.headers or ()
        return Record(
            topic=self.stage.reads,
            partition=message.partition,
            offset=message.offset,
            timestamp=datetime.fromtimestamp(message.timestamp, UTC),
            key=message.key,
            value=message.value,
            headers=tuple(headers.items() if isinstance(headers, dict) else headers),
        )
