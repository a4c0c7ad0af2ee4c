"""What a worker tells those who watch it: metrics, logs, the demo's live view.

Every call comes from the worker's event loop, must return at once and must not
raise. Topics are full names (with the prefix); durations are seconds; instants
carry UTC. Nothing told here quotes a story.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from stream.messages import StageName
from stream.record import Envelope, Observation

Incident = Literal["rebalance", "coordinator_error", "produce_retry", "child_restart", "state_read"]
"""What happened beside the work: the group moved, its coordinator failed and was healed, a send is tried again,
a child process was replaced, a step's state was read to its end."""


class Observer(Protocol):
    """Whoever watches a worker."""

    def started(self, stage: StageName) -> None:
        """Take in that a stage has begun an input; `finished` follows, whatever becomes of it."""
        ...

    def finished(self, stage: StageName) -> None:
        """Take in that an input is through: outputs, state record and all."""
        ...

    def observed(self, observation: Observation, seconds: float) -> None:
        """Take in how an input ended, and how long the stage's own work took (without sending)."""
        ...

    def sent(self, envelope: Envelope, at: datetime) -> None:
        """Take in that the broker acknowledged a record at that instant."""
        ...

    def assigned(self, partitions: frozenset[tuple[str, int]]) -> None:
        """Take in the (topic, partition)s that are this worker's from now on."""
        ...

    def lag(self, topic: str, partition: int, records: int, seconds: float) -> None:
        """Take in how many records wait and the age of the oldest of them (0 if none waits)."""
        ...

    def offsets(self, topic: str, partition: int, committed: int | None, end: int) -> None:
        """Take in the committed offset (None: nothing yet) and the end of a partition."""
        ...

    def remembers(self, stage: StageName, figures: Mapping[str, float]) -> None:
        """Take in the figures of a step's memory, by name, each second; none while another worker has the step."""
        ...

    def happened(self, incident: Incident, where: str) -> None:
        """Take in an incident; `where` is a topic or a stage, empty if it concerns the whole worker."""
        ...


class Silent:
    """An observer that does nothing: override what is of interest."""

    def started(self, stage: StageName) -> None:
        """Do nothing."""

    def finished(self, stage: StageName) -> None:
        """Do nothing."""

    def observed(self, observation: Observation, seconds: float) -> None:
        """Do nothing."""

    def sent(self, envelope: Envelope, at: datetime) -> None:
        """Do nothing."""

    def assigned(self, partitions: frozenset[tuple[str, int]]) -> None:
        """Do nothing."""

    def lag(self, topic: str, partition: int, records: int, seconds: float) -> None:
        """Do nothing."""

    def offsets(self, topic: str, partition: int, committed: int | None, end: int) -> None:
        """Do nothing."""

    def remembers(self, stage: StageName, figures: Mapping[str, float]) -> None:
        """Do nothing."""

    def happened(self, incident: Incident, where: str) -> None:
        """Do nothing."""


class HealthView(Protocol):
    """What /livez and /readyz answer from; safe to call from any thread."""

    def live(self) -> tuple[bool, str]:
        """Return whether the worker makes progress, and the reason in one line."""
        ...

    def ready(self) -> tuple[bool, str]:
        """Return whether the worker can take records, and the reason in one line."""
        ...
