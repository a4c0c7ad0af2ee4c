"""The same inputs give the same records, whenever they are read, by whom, and however often somebody dies."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from building import at
from flowing import Flow
from generated_feed import generate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wires import BOMB, CALM, QUAKE, bomb, killed_story, told

from stream.messages import TopicName
from stream.record import Envelope

PUBLIC: tuple[TopicName, ...] = ("stories", "entities", "reports", "events", "alerts", "retractions")
ATTACK = BOMB.format(killed=42, injured=90)
INPUTS: list[dict[str, Any] | bytes] = [
    bomb(42),
    bomb(57, made="11:30"),
    bomb(42, uri="urn:newsml:other.example:1"),
    told(ATTACK, QUAKE),
    told(ATTACK, made="11:10", signals=["sig:correction"]),
    told(QUAKE, made="11:20", native="instead", supersedes="told"),
    told(ATTACK, QUAKE, made="11:15", native="next", evolvesFrom="told"),
    told("Please kill item q-next-9.", headline="KILL KILL KILL", made="11:30", native="note", retracts="next"),
    told("Please kill our item “Library of Bath opened”.", headline="KILL KILL KILL", made="11:40", native="early"),
    told("Please kill story.", headline="KILL KILL KILL", made="11:40", native="early2", retracts="calm"),
    told(QUAKE, CALM, native="gone", headline="Library of Bath opened"),
    told(CALM, native="calm"),
    b"\x00",
    b'{"headline": 5}',
    killed_story("11:40", "withheld"),
    bomb(57, made="11:50"),
    killed_story("12:00"),
]


SEED = 20261124


class DiedError(Exception):
    """The process is dead."""


HELD: list[dict[str, Any] | bytes] = [
    told(QUAKE),
    told(ATTACK, native="held", embargoedUntil=at(60).isoformat(), supersedes="told"),
    told(ATTACK, QUAKE, native="held", made="11:20", embargoedUntil=at(60).isoformat(), supersedes="told"),
    bomb(42, embargoedUntil=at(60).isoformat()),
    bomb(57, made="11:30"),
    told(CALM, native="gone", embargoedUntil=at(60).isoformat()),
    told(CALM, native="gone", made="11:30", pubStatus="canceled"),
]
"""Stories that one tick releases, and one that is killed before."""


def _values(flow: Flow) -> dict[TopicName, dict[bytes, bytes]]:
    """Return what a subscriber of the topics for everyone knows in the end."""
    return {topic: {key: record.value or b"" for key, record in flow.log.latest(topic).items()} for topic in PUBLIC}


def _rejects(flow: Flow) -> set[tuple[str, str, str]]:
    return {(one.stage, one.reason, one.original.sha256) for one in flow.rejects()}


def _dying_after(sends: int) -> Callable[[Envelope], None]:
    left = iter(range(sends))

    def on_send(_: Envelope) -> None:
        if next(left, None) is None:
            raise DiedError

    return on_send


def _run_dying(flow: Flow, sends: int) -> bool:
    """Run until the given number of records is sent; tell whether that was the end."""
    try:
        flow.run(_dying_after(sends))
    except DiedError:
        return True
    return False


def _same_ids_are_same_records(flow: Flow) -> None:
    for topic in PUBLIC:
        seen: dict[bytes, set[bytes]] = defaultdict(set)
        for record in flow.log.topics[topic]:
            seen[dict(record.headers)["ce_id"]].add(record.value or b"")
        assert all(len(values) == 1 for values in seen.values())


def test_a_death_after_any_send_changes_no_final_value(make_flow: Callable[[], Flow]) -> None:
    """Whoever dies after the k-th send, for every k: the same values by key, and repeated records have the same id."""
    undisturbed = make_flow()
    undisturbed.take(*INPUTS)
    for sends in range(_sent(undisturbed)):
        flow = make_flow()
        for one in INPUTS:
            flow.put(one)
        assert _run_dying(flow, sends)
        flow.run()
        assert _values(flow) == _values(undisturbed)
        assert _rejects(flow) == _rejects(undisturbed)
        _same_ids_are_same_records(flow)


def test_a_death_after_any_send_of_a_release_changes_no_final_value(make_flow: Callable[[], Flow]) -> None:
    """Whoever dies while a tick releases stories, after whichever send: the same values, each story shown once."""
    undisturbed = make_flow()
    undisturbed.take(*HELD)
    before = _sent(undisturbed)
    undisturbed.tick(at(60))
    undisturbed.run()
    for sends in range(_sent(undisturbed) - before - 1):
        flow = make_flow()
        flow.take(*HELD)
        flow.tick(at(60))
        assert _run_dying(flow, sends)
        flow.run()
        assert _values(flow) == _values(undisturbed)
        _same_ids_are_same_records(flow)


def _sent(flow: Flow) -> int:
    return sum(len(flow.log.topics[topic]) for topic in flow.log.topics if topic != "raw")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.sampled_from(range(len(INPUTS))), min_size=1, max_size=14),
    pauses=st.sets(st.integers(0, 13)),
    deaths=st.lists(st.integers(0, 25), max_size=3),
)
def test_two_runs_give_the_same_ids_and_values(
    make_flow: Callable[[], Flow], order: list[int], pauses: set[int], deaths: list[int]
) -> None:
    """Any inputs in any order: one run at once, and one in pieces with deaths between, end with the same records."""
    one, other = make_flow(), make_flow()
    one.take(*(INPUTS[index] for index in order))
    for place, index in enumerate(order):
        other.put(INPUTS[index])
        if place in pauses:
            _run_dying(other, deaths[place % len(deaths)] if deaths else 10_000)
    other.run()
    assert _values(one) == _values(other)
    assert _rejects(one) == _rejects(other)
    _same_ids_are_same_records(other)


def test_what_lies_on_items_twice_changes_nothing(make_flow: Callable[[], Flow]) -> None:
    """A reader that dies before it commits puts its items on the topic again: no record for others follows."""
    flow = make_flow()
    for one in generate(SEED, 1500):
        flow.put(one.value)
    flow.run()
    before, size = _values(flow), flow.size()
    for record in tuple(flow.log.topics["items"]):
        flow.log.append(Envelope(topic="items", key=record.key, value=record.value), record.timestamp)
    flow.run()
    assert _values(flow) == before
    assert flow.size() | {"rejects": 0} == size | {"rejects": 0}


def test_revisions_grow_by_one_for_each_key(make_flow: Callable[[], Flow]) -> None:
    """On every topic for everyone, each key's revisions count up from 1."""
    flow = make_flow()
    flow.take(*INPUTS)
    for topic in PUBLIC:
        revisions: dict[bytes, list[int]] = defaultdict(list)
        for record in flow.log.topics[topic]:
            revisions[record.key or b""].append(json.loads(record.value or b"")["rev"])
        assert all(given == list(range(1, len(given) + 1)) for given in revisions.values())
        assert revisions
