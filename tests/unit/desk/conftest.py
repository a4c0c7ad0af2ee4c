"""What tests of the desk share."""

import pytest
from asking_desk import Asked


@pytest.fixture
def desk() -> Asked:
    """Return a desk that knows nothing."""
    return Asked()
