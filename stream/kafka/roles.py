"""Which stages make a role, and where they run: reading ones in a child process each, deciding ones in the worker."""

from collections.abc import Callable, Sequence
from typing import Literal

from stream.kafka.child import ChildStage, Command, shipped_command
from stream.kafka.stages import AsyncStage, InProcess
from stream.messages import StageName, TopicName
from stream.settings import Settings
from stream.telemetry.observer import Observer

Role = Literal["read", "decide"]
StagesOf = Callable[[Settings, Sequence[Observer]], Sequence[AsyncStage]]
"""Makes the stages of a role."""

READING: tuple[tuple[StageName, TopicName], ...] = (("receive", "raw"), ("extract", "stories"))


def reading(command: Command = shipped_command) -> StagesOf:
    """Return how the stages of the role `read` are made, from the way their children are started."""

    def stages(settings: Settings, observers: Sequence[Observer]) -> Sequence[AsyncStage]:
        def replaced(name: StageName) -> None:
            for observer in observers:
                observer.happened("child_restart", name)

        return [ChildStage(name, reads, settings, command=command, replaced=replaced) for name, reads in READING]

    return stages


def deciding(settings: Settings, observers: Sequence[Observer]) -> Sequence[AsyncStage]:
    """Return the stages of the role `decide`, their words and rules loaded."""
    from stream.pipeline import decide_stages  # noqa: PLC0415 - it imports the engine, which a reading parent never needs
    from stream.warm import warm  # noqa: PLC0415

    del observers
    warm(decide_stages(settings))
    return [InProcess(stage) for stage in decide_stages(settings)]


def stages_of(role: Role) -> StagesOf:
    """Return how the shipped stages of a role are made."""
    return reading() if role == "read" else deciding
