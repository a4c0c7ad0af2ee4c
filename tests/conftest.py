"""What every suite may use: the engine that ships, the whole path in memory, and modules with values made to order."""

from collections.abc import Callable

import pytest
from flowing import Flow, flow_maker
from suites import (
    pytest_collection_modifyitems,
    pytest_make_collect_report,
    pytest_runtest_makereport,
    pytest_terminal_summary,
)

from stream.extract.engine import Engine, load_engine

__all__ = [
    "pytest_collection_modifyitems",
    "pytest_make_collect_report",
    "pytest_runtest_makereport",
    "pytest_terminal_summary",
]


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Return the engine that ships, loaded once."""
    return load_engine(None)


@pytest.fixture(scope="session")
def make_flow(engine: Engine) -> Callable[[], Flow]:
    """Return a maker of empty wires."""
    return flow_maker(engine)


@pytest.fixture
def flow(make_flow: Callable[[], Flow]) -> Flow:
    """Return an empty wire."""
    return make_flow()
