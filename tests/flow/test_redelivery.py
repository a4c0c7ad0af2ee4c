"""Records that come again, as after a reader's death, change no story and no manifest, whatever came in between."""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from building import at
from generated_feed import generate
from worker_processes import differences, without_chance

from stream.desk.desk import Desk
from stream.extract.engine import Engine
from stream.pipeline import read_stages
from stream.record import Envelope, Record
from stream.settings import Settings
from stream.stage import FoldStage

RECORDS = 600
PARTITIONS = 4
SHARE = 0.02
"""How many inputs are followed by a death, after which the last ones of their partition come again."""

Read = tuple[int, Envelope]
"""An item, with the partition of `raw` that it was read from."""


def _items(engine: Engine, seed: int) -> list[Read]:
    receive, _ = read_stages(Settings(), engine)
    offsets: dict[int, int] = defaultdict(int)
    found: list[Read] = []
    for number, (key, value) in enumerate(generate(seed, RECORDS)):
        partition = sum(key) % PARTITIONS
        record = Record(
            topic="raw",
            partition=partition,
            offset=offsets[partition],
            timestamp=at(number / 600),
            key=key,
            value=value,
        )
        offsets[partition] += 1
        found += [(partition, one) for one in receive(record, at(0)).envelopes if one.topic == "items"]
    return found


def _with_deaths(items: list[Read], chance: random.Random) -> Iterator[Read]:
    read: dict[int, list[Envelope]] = defaultdict(list)
    for partition, one in items:
        yield partition, one
        read[partition].append(one)
        if chance.random() < SHARE:
            yield from ((partition, again) for again in read[partition][-chance.randint(1, 40) :])


def _final(items: Iterator[Read]) -> dict[str, Any]:
    desk, values = FoldStage(Desk(), prefix="t"), dict[str, Any]()
    for offset, (_, one) in enumerate(items):
        record = Record(topic="items", partition=0, offset=offset, timestamp=at(0), key=one.key, value=one.value)
        output = desk(record, at(0))
        assert [seen.error for seen in output.observations] == [None]
        for sent in output.envelopes:
            if sent.key is not None:
                values[f"{sent.topic} {sent.key.decode()}"] = without_chance(orjson.loads(sent.value or b"null"))
        for kept in output.remember:
            desk.restore(kept.key, kept.value)
    return values


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_again_changes_nothing(engine: Engine, seed: int) -> None:
    """Stories in all their life: the end is that of a run in which every record came once."""
    items = _items(engine, seed)
    once, again = _final(iter(items)), _final(_with_deaths(items, random.Random(seed)))
    assert differences(again, once) == []
    assert len(once) > RECORDS / 3
