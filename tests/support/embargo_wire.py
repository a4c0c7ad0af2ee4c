"""A wire in memory with a simulated clock, whose logs, metrics and exceptions are kept to be searched."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from building import NOON
from flowing import SHOWN, Flow
from leaks import leaks, text_of
from prometheus_client import CollectorRegistry, generate_latest

from stream.memory import OnSend
from stream.record import Envelope
from stream.settings import Settings
from stream.stage import Stage
from stream.telemetry.log import LogObserver, configure
from stream.telemetry.prometheus import Identity, PrometheusObserver

StagesOf = Callable[[], tuple[Stage, ...]]


class EmbargoWire:
    """One wire and whoever watches it. `secret` are the texts under embargo."""

    def __init__(self, stages: StagesOf, *secret: str) -> None:
        self._stages = stages
        self._owned = stages()
        self.flow = Flow(self._owned)
        self.secret = secret
        self.metrics = PrometheusObserver(Identity(version="1", ruleset="r", role="decide", topic_prefix="wire"))
        self._log = LogObserver()
        self._logged = io.StringIO()
        self._told = 0
        self._raised: list[str] = []

    def run(self, on_send: OnSend = lambda _: None) -> None:
        """Run until nothing is left to read or `on_send` raises, and tell those who watch."""

        def sent(envelope: Envelope) -> None:
            on_send(envelope)
            self.metrics.sent(envelope, NOON)

        with logged(self._logged):
            try:
                self.flow.run(sent)
            except Exception as error:
                self._raised.append(f"{error!r} {error}")
                logging.getLogger("newswire").exception("died")
                raise
            finally:
                self._tell()

    def _tell(self) -> None:
        for observation in self.flow.observations[self._told :]:
            self.metrics.observed(observation, 0.001)
            self._log.observed(observation, 0.001)
        self._told = len(self.flow.observations)
        for stage in self._owned:
            if stage.state is not None:
                self.metrics.remembers(stage.name, stage.figures())

    def hand_over(self) -> None:
        """Let another owner, who knows nothing but the log, run this wire from now on."""
        log, observations = self.flow.log, self.flow.observations
        self._owned = self._stages()
        self.flow = Flow(self._owned)
        self.flow.log, self.flow.observations = log, observations

    def tick(self, instant: datetime) -> None:
        """Let an instant come."""
        self.flow.tick(instant)
        self.run()

    def places(self) -> dict[str, str]:
        """Return all that anybody outside can read, by where."""
        records = {
            f"{topic}/{record.offset}": text_of(record) for topic in SHOWN for record in self.flow.log.topics[topic]
        }
        seen = {f"observation {n}": repr(one) for n, one in enumerate(self.flow.observations)}
        told = {
            "log": self._logged.getvalue(),
            "metrics": _exposed(self.metrics.registry),
            "exceptions": "\n".join(self._raised),
        }
        return records | seen | told

    def leaks(self) -> list[str]:
        """Return where which six words of the secret stand."""
        return leaks(self.secret, self.places())

    def about(self, story_id: str) -> list[str]:
        """Return the records and log lines in which a story's id stands."""
        return [place for place, text in self.places().items() if story_id in text and "/" in place]


def _exposed(registry: CollectorRegistry) -> str:
    return generate_latest(registry).decode()


@contextmanager
def logged(into: io.StringIO) -> Iterator[None]:
    """Write what this process logs, as a worker at level debug does, into a text; undo it afterwards."""
    root, before = logging.getLogger(), (logging.getLogger().handlers[:], logging.getLogger().level)
    configure(Settings(log_level="debug", log_json=True))
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(into)
    try:
        yield
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        structlog.reset_defaults()
