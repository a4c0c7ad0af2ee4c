"""Topics on a real broker."""

import msgspec
import pytest

from stream.errors import UsageError
from stream.kafka.publish import Publisher
from stream.kafka.subscribe import ends, lag, records
from stream.kafka.topics import apply, missing, require, topic_specs
from stream.settings import Settings

pytestmark = pytest.mark.kafka


async def test_apply_creates_every_topic_and_then_has_nothing_to_do(settings: Settings) -> None:
    """A second `apply` finds the cluster as described."""
    done = await apply(settings)
    assert len(done) == len(topic_specs())
    assert all(line.startswith("created ") for line in done)
    assert await apply(settings) == ()
    assert await missing(settings) == ()


async def test_apply_alters_what_differs_and_keeps_partitions(wire: Settings) -> None:
    """Retention follows the description; partitions are added and never taken away."""
    first, second, *_ = topic_specs()
    fewer = msgspec.structs.replace(first, partitions=1, retention=1.0)
    more = msgspec.structs.replace(second, partitions=3)
    grown, altered, kept = sorted(await apply(wire, [fewer, more]), key=lambda line: "gak".index(line[0]))
    assert "kept" in kept
    assert "12 partitions" in kept
    assert "retention.ms=3600000" in altered
    assert "from 1 to 3" in grown


async def test_missing_topics_are_named_with_the_cure(settings: Settings) -> None:
    """Who starts without topics is told in one line what to run."""
    with pytest.raises(UsageError, match="newswire topics apply"):
        await require(settings)
    with pytest.raises(UsageError, match="newswire topics apply"):
        async with Publisher(settings):
            pass


async def test_unreachable_broker_is_one_line(settings: Settings) -> None:
    """A wrong address is a usage error that names the setting."""
    nowhere = msgspec.structs.replace(settings, bootstrap="127.0.0.1:1")
    with pytest.raises(UsageError, match="NEWSWIRE_BOOTSTRAP"):
        await missing(nowhere)
    with pytest.raises(UsageError, match="NEWSWIRE_BOOTSTRAP"):
        async with Publisher(nowhere):
            pass


async def test_published_inputs_are_read_back_with_key_headers_and_log_time(wire: Settings) -> None:
    """`raw` carries bytes, key and headers as sent, and the broker's own instant."""
    async with Publisher(wire) as publisher:
        receipt = await (await publisher.send(b"one", key=b"k", headers=(("wire-feed", b"f"),)))
        _ = await publisher.send(b"two", key=b"k")
    assert publisher.acknowledged == 2
    read = [record async for record in records(wire, "raw", start="beginning", stop_at_end=True)]
    assert [(record.key, record.value) for record in read] == [(b"k", b"one"), (b"k", b"two")]
    assert read[0].headers == (("wire-feed", b"f"),)
    assert read[0].timestamp == receipt.timestamp
    assert sum((await ends(wire, ["raw"])).values()) == 2


async def test_reading_since_an_instant_starts_there(wire: Settings) -> None:
    """Records before the instant are not seen."""
    async with Publisher(wire) as publisher:
        await (await publisher.send(b"one", key=b"k"))
        second = await (await publisher.send(b"two", key=b"k"))
    read = [record.value async for record in records(wire, "raw", start=second.timestamp, stop_at_end=True)]
    assert read[-1] == b"two"


async def test_input_beyond_the_limit_is_refused_before_it_is_sent(wire: Settings) -> None:
    """`publish` names the limit, and sends nothing."""
    async with Publisher(wire) as publisher:
        with pytest.raises(UsageError, match="takes 4194304 bytes"):
            _ = await publisher.send(b"x" * 4_194_305)
    assert publisher.acknowledged == 0


async def test_lag_of_a_group_that_never_was_is_everything(wire: Settings) -> None:
    """A group without commits has read nothing."""
    async with Publisher(wire) as publisher:
        _ = await publisher.send(b"one", key=b"k")
    found = await lag(wire, wire.group("read"), ["raw"])
    assert sum(one.records for one in found) == 1
    assert {one.committed for one in found} == {None}
