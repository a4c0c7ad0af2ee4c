"""What is published lies on the log in the order in which it was given."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import pytest
from wire_topics import raw_values

from stream.kafka.publish import Publisher
from stream.settings import Settings

pytestmark = pytest.mark.kafka

RECORDS = 600
FILLING = b" " * 5_000
"""Three of these fill a batch, so most inputs wait for room."""


async def test_no_input_overtakes_an_earlier_one_of_its_key(wire: Settings) -> None:
    """Inputs that wait until a batch is gone still come before those given later."""
    inputs = [b"%d" % number + FILLING for number in range(RECORDS)]
    async with Publisher(wire) as publisher:
        for value in inputs:
            _ = await publisher.send(value, key=b"story")
    assert await raw_values(wire.bootstrap, wire.topic("raw")) == inputs
