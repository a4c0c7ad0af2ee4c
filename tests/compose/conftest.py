"""The stack, once for the whole suite."""

import os
from collections.abc import Iterator

import pytest
from compose_stack import Stack, started, why_not


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Run the compose file; without an engine skip, or fail under CI."""
    reason = why_not()
    if reason is not None:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with started() as running:
        yield running
