"""What every suite may use: `building`, values made to order, and the engine that ships."""

import sys
from pathlib import Path

import pytest

from stream.extract.engine import Engine, load_engine

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Return the engine that ships, loaded once."""
    return load_engine(None)
