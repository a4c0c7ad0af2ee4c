"""Fixtures of the Kafka suite: one real broker for all of it, a topic prefix for each test."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from kafka_broker import kafka, must_run, why_not

from stream.kafka.topics import apply
from stream.settings import Settings

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Run Apache Kafka; without Java skip, or fail under CI."""
    reason = why_not()
    if reason is not None:
        if must_run():
            pytest.fail(reason)
        pytest.skip(reason)
    with kafka() as address:
        yield address


@pytest.fixture
def settings(broker: str) -> Settings:
    """Return settings with a prefix of their own and times made short."""
    return Settings(
        bootstrap=broker, topic_prefix=f"t{next(_numbers)}", metrics_port=0, session_timeout=3, stall_seconds=20
    )


@pytest.fixture
async def wire(settings: Settings) -> Settings:
    """Return settings whose topics exist."""
    await apply(settings)
    return settings


@pytest.fixture
def another_prefix() -> Callable[[Settings], Settings]:
    """Return a function that gives the same settings another prefix."""

    def other(given: Settings) -> Settings:
        return Settings(
            **{name: getattr(given, name) for name in given.__struct_fields__} | {"topic_prefix": f"t{next(_numbers)}"}
        )

    return other
