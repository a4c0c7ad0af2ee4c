"""A worker around the plain reading steps of planted.py: `python tests/kafka/plain_worker.py ROLE`."""

import logging
import os
import sys
from collections.abc import Sequence

from planted import command

from stream.desk.desk import Desk
from stream.kafka.roles import Role, StagesOf, reading
from stream.kafka.stages import AsyncStage, InProcess
from stream.kafka.worker import run_worker
from stream.merge.merge import Merge
from stream.settings import Settings, settings_from
from stream.stage import FoldStage
from stream.telemetry.observer import Observer


def deciding(settings: Settings, observers: Sequence[Observer]) -> Sequence[AsyncStage]:
    """Return desk and merge."""
    del observers
    return [InProcess(FoldStage(step, prefix=settings.topic_prefix)) for step in (Desk(), Merge())]


STAGES: dict[Role, StagesOf] = {"read": reading(command), "decide": deciding}

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    role: Role = "read" if sys.argv[1] == "read" else "decide"
    sys.exit(run_worker(settings_from(os.environ), role, stages=STAGES[role]))
