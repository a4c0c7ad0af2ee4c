"""Every setting, read once from the environment and one `.env`; the only reader of both."""

import math
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from stream.errors import UsageError

METRICS_PORT = 9100
"""Where a worker's metrics are if nothing is said, unless another worker is there already."""
_PREFIX = "NEWSWIRE_"
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_LEGAL_TOPIC = re.compile(r"[A-Za-z0-9._-]{1,100}")


class Settings(Struct, frozen=True, kw_only=True):
    """How this process is to run. `docs/settings.md` lists the variables."""

    bootstrap: str = "localhost:9092"
    topic_prefix: str = "wire"
    metrics_port: int | None = None
    log_level: str = "info"
    log_json: bool = True
    gazetteer: Path | None = None
    exercise_feeds: frozenset[str] = frozenset({"demo"})
    extract_timeout: float = 5.0
    replication: int = 1
    session_timeout: float = 30.0
    stall_seconds: float = 45.0

    def topic(self, name: str) -> str:
        """Return the full name of a topic."""
        return f"{self.topic_prefix}.{name}"

    def group(self, role: str) -> str:
        """Return the consumer group of a role."""
        return f"{self.topic_prefix}.{role}"


class _Given:
    """The variables that are set, read as what a setting must be. Raises UsageError saying what to do."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._given = {name: value for name, value in environ.items() if value and name.startswith(_PREFIX)}

    def text(self, name: str, default: str) -> str:
        return self._given.get(_PREFIX + name, default)

    def number(self, name: str, default: float) -> float:
        text = self.text(name, str(default))
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and number >= 0):
            raise self._unreadable(name, "a number, 0 or above")
        return number

    def count(self, name: str, default: int) -> int:
        number = self.number(name, default)
        if not number.is_integer():
            raise self._unreadable(name, "a whole number")
        return int(number)

    def port(self, name: str) -> int | None:
        return self.count(name, 0) if _PREFIX + name in self._given else None

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name, str(default)).lower()
        if text not in _TRUE | _FALSE:
            raise self._unreadable(name, "1 or 0")
        return text in _TRUE

    def names(self, name: str, default: frozenset[str]) -> frozenset[str]:
        text = self.text(name, ",".join(default))
        return frozenset(stripped for one in text.split(",") if (stripped := one.strip()))

    def path(self, name: str) -> Path | None:
        text = self.text(name, "")
        return Path(text) if text else None

    def topic_prefix(self, name: str, default: str) -> str:
        text = self.text(name, default)
        if not _LEGAL_TOPIC.fullmatch(text):
            raise self._unreadable(name, "letters, digits, dots, hyphens and underscores")
        return text

    def _unreadable(self, name: str, expected: str) -> UsageError:
        variable = _PREFIX + name
        return UsageError(f"{variable}={self._given.get(variable)!r}: set it to {expected}, or leave it out")


def read_env_file(path: Path) -> dict[str, str]:
    """Return the variables of a `.env` file; none if there is no such file."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.split(" #")[0].strip().strip("'\"") for name, _, value in pairs}


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings that `NEWSWIRE_…` variables describe; an empty one counts as left out.

    Raises UsageError for a value that cannot be read.
    """
    given, defaults = _Given(environ), Settings()
    return Settings(
        bootstrap=given.text("BOOTSTRAP", defaults.bootstrap),
        topic_prefix=given.topic_prefix("TOPIC_PREFIX", defaults.topic_prefix),
        metrics_port=given.port("METRICS_PORT"),
        log_level=given.text("LOG_LEVEL", defaults.log_level).lower(),
        log_json=given.flag("LOG_JSON", default=defaults.log_json),
        gazetteer=given.path("GAZETTEER"),
        exercise_feeds=given.names("EXERCISE_FEEDS", defaults.exercise_feeds),
        extract_timeout=given.number("EXTRACT_TIMEOUT", defaults.extract_timeout),
        replication=given.count("REPLICATION", defaults.replication),
        session_timeout=given.number("SESSION_TIMEOUT", defaults.session_timeout),
        stall_seconds=given.number("STALL_SECONDS", defaults.stall_seconds),
    )
