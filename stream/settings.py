"""Every setting, read once from the environment and one `.env`; the only reader of both."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from stream.errors import UsageError

_TRUE = {"1", "true", "yes", "on"}


class Settings(Struct, frozen=True, kw_only=True):
    """How this process is to run. `docs/settings.md` lists the variables."""

    bootstrap: str = "localhost:9092"
    topic_prefix: str = "wire"
    metrics_port: int = 9100
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


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{name}={text!r} is no number; set it to seconds or a port, or leave it out") from None


def read_env_file(path: Path) -> dict[str, str]:
    """Return the variables of a `.env` file; none if there is no such file."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.split(" #")[0].strip().strip("'\"") for name, _, value in pairs}


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings that `NEWSWIRE_…` variables describe.

    Raises UsageError for a value that cannot be read.
    """
    given = {name.removeprefix("NEWSWIRE_").lower(): value for name, value in environ.items() if value}
    defaults = Settings()

    def number(name: str, default: float) -> float:
        return _number(f"NEWSWIRE_{name.upper()}", given[name]) if name in given else default

    feeds = given.get("exercise_feeds")
    return Settings(
        bootstrap=given.get("bootstrap", defaults.bootstrap),
        topic_prefix=given.get("topic_prefix", defaults.topic_prefix),
        metrics_port=int(number("metrics_port", defaults.metrics_port)),
        log_level=given.get("log_level", defaults.log_level).lower(),
        log_json=given.get("log_json", "1").lower() in _TRUE,
        gazetteer=Path(given["gazetteer"]) if "gazetteer" in given else None,
        exercise_feeds=frozenset(feeds.split(",")) if feeds is not None else defaults.exercise_feeds,
        extract_timeout=number("extract_timeout", defaults.extract_timeout),
        replication=int(number("replication", defaults.replication)),
        session_timeout=number("session_timeout", defaults.session_timeout),
        stall_seconds=number("stall_seconds", defaults.stall_seconds),
    )
