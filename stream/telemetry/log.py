"""Log lines: JSON to standard output, or readable ones. Lines of Faust and aiokafka take the same way.

No line quotes a story: an observation is logged by ids and places, an
exception by its class and the places it passed, never by its words.
"""

import logging.config
import sys
import traceback
from pathlib import Path
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from stream.record import Observation
from stream.settings import Settings
from stream.telemetry.observer import Incident, Silent

_QUIET_LOGGERS = ("aiokafka", "faust", "mode", "asyncio")
"""Libraries whose INFO lines say little; they show from WARNING unless the level is debug.

Never from DEBUG: there aiokafka writes every record it sends, whole.
"""


def _serialized(value: object, **_: object) -> str:
    return orjson.dumps(value, default=str).decode()


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    path = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {path}" if path else type(error).__name__


def without_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put an exception's class and places in the stead of its traceback, whose words may quote a story."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        event["exception"] = _places(error)
    return event


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    without_words,
)


def _renderer(settings: Settings) -> Processor:
    if settings.log_json:
        return structlog.processors.JSONRenderer(serializer=_serialized)
    return structlog.dev.ConsoleRenderer(colors=False)


def logging_config(settings: Settings) -> dict[str, Any]:
    """Return the whole dictConfig of a worker: give it to Faust, too, whose start would clear any other."""
    level = settings.log_level.upper()
    library_level = "INFO" if level == "DEBUG" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "newswire": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(settings)],
            }
        },
        "handlers": {
            "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.__stdout__", "formatter": "newswire"}
        },
        "loggers": {name: {"level": library_level} for name in _QUIET_LOGGERS},
        "root": {"level": level, "handlers": ["stdout"]},
    }


def configure(settings: Settings) -> None:
    """Set up logging of this process."""
    logging.config.dictConfig(logging_config(settings))
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


class LogObserver(Silent):
    """Writes what a worker tells: rejects and incidents always, every input at level debug."""

    def __init__(self) -> None:
        self._log: structlog.stdlib.BoundLogger = structlog.get_logger("newswire")

    def observed(self, observation: Observation, seconds: float) -> None:
        """Write how an input ended: by ids and places, without its words."""
        level = {"rejected": logging.WARNING, "bug": logging.ERROR}.get(observation.outcome, logging.DEBUG)
        told = {
            "stage": observation.stage,
            "outcome": observation.outcome,
            "origin": observation.origin,
            "story_id": observation.story_id,
            "reason": observation.reason,
            "error": observation.error,
        }
        known = {name: value for name, value in told.items() if value is not None}
        self._log.log(level, "input", **known, milliseconds=round(seconds * 1000, 1))

    def assigned(self, partitions: frozenset[tuple[str, int]]) -> None:
        """Write which partitions are this worker's."""
        self._log.info("assigned", partitions=sorted(f"{topic}/{partition}" for topic, partition in partitions))

    def happened(self, incident: Incident, where: str) -> None:
        """Write an incident."""
        usual = incident in {"rebalance", "state_read"}
        self._log.log(logging.INFO if usual else logging.WARNING, incident, where=where)
