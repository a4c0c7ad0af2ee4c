"""The clock of a deciding step: says in the log that an instant has come for which the step waits."""

import asyncio
from datetime import UTC, datetime

from stream import codec
from stream.kafka.lane import Lane
from stream.kafka.send import Sender
from stream.messages import MESSAGE_TOPIC, Tick
from stream.settings import Settings

LOOK_SECONDS = 0.1
_FEWEST_LOOKS = 5
_MOST_LOOKS = 300
"""Looks from one tick to the next: the fewest, and the most once ticks change nothing."""


def takes_ticks(lane: Lane) -> bool:
    """Tell whether a lane reads what ticks lie on, and remembers what they are for."""
    return lane.stage.reads == MESSAGE_TOPIC[Tick] and lane.stage.state is not None


class Ticker:
    """Sends ticks for the step of a lane, one at a time: no other before the step has folded the one before.

    Only the owner of the step has its memory, so only the owner ticks; two of
    them, during a takeover, do no harm. A tick after which as much is held until
    the same instant was in vain: the pause before the next one is twice as long.
    """

    def __init__(self, lane: Lane, sender: Sender, settings: Settings) -> None:
        self._lane = lane
        self._sender = sender
        self._prefix = settings.topic_prefix
        self._answered: tuple[datetime, float | None] | None = None
        self._sent = -1
        self._pause = _FEWEST_LOOKS
        self._rest = 0

    async def run(self) -> None:
        """Look, for ever, while the lane has its memory."""
        while True:
            await self._lane.restored.wait()
            await self.look(datetime.now(UTC))
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, now: datetime) -> None:
        """Send a tick if the step waits for an instant that has come, and return once the broker has it."""
        self._rest = max(0, self._rest - 1)
        due = self._lane.stage.due()
        if due is None or now < due or self._rest or self._lane.stage.folded < self._sent:
            return
        waiting = (due, self._lane.stage.figures().get("held"))
        self._pause = min(2 * self._pause, _MOST_LOOKS) if waiting == self._answered else _FEWEST_LOOKS
        self._answered, self._rest = waiting, self._pause
        tick = codec.envelope(Tick(at=now), prefix=self._prefix, emitted=now)
        self._sent = await self._sender.send([tick])
