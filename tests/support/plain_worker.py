"""A worker around the plain reading steps of planted.py: `python tests/support/plain_worker.py [--blocked] ROLE`."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime

from planted import command, plain_stages

from stream.kafka.roles import Role, StagesOf, deciding, reading
from stream.kafka.stages import AsyncStage, InProcess
from stream.kafka.worker import run_worker
from stream.record import Output, Record
from stream.settings import Settings, settings_from
from stream.telemetry.observer import Observer


class _Blocked(InProcess):
    """A stage that never comes back."""

    async def read(self, record: Record, emitted: datetime) -> Output:
        """Wait for ever."""
        await asyncio.Event().wait()
        return await super().read(record, emitted)


def blocked(settings: Settings, observers: Sequence[Observer]) -> Sequence[AsyncStage]:
    """Return reading stages that never come back."""
    del observers
    return [_Blocked(stage) for stage in plain_stages(settings)]


STAGES: dict[Role, StagesOf] = {"read": reading(command), "decide": deciding}

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    role: Role = "read" if sys.argv[-1] == "read" else "decide"
    stages = blocked if "--blocked" in sys.argv else STAGES[role]
    sys.exit(run_worker(settings_from(os.environ), role, stages=stages))
