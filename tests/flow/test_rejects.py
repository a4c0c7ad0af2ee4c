"""Bad input of every kind: each has its reject, and the worker goes on."""

import json
from typing import Any, get_args

import pytest
from building import NOON
from flowing import Flow
from wires import CALM, bomb, told

from stream.messages import Reason, Story
from stream.record import Envelope

BY_RECEIVE: dict[Reason, bytes] = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00",
    "not_utf8": b"caf\xe9 in Paris",
    "bad_json": b'{"headline": "x", "body": ',
    "wrong_type": b'{"headline": ["x"]}',
    "no_text": b'{"id": "x", "headline": ""}',
    "bad_xml": b'<?xml version="1.0"?><newsItem>',
    "unknown_format": b'{"temperature": 3}',
    "too_large": b"word " * 900_000,
}
BY_RUNNER: frozenset[Reason] = frozenset({"too_slow", "crashed"})
"""Said by the child process that extracts, which has tests of its own."""
BY_STEPS: frozenset[Reason] = frozenset({"bad_record", "bug", "retraction_unresolved"})


def test_every_reason_has_a_test() -> None:
    """The closed list of reasons is covered: here, by the child process's tests and by those of the stage."""
    assert set(BY_RECEIVE) | BY_RUNNER | BY_STEPS == set(get_args(Reason))


@pytest.mark.parametrize(("reason", "data"), BY_RECEIVE.items(), ids=list(BY_RECEIVE))
def test_bad_input_becomes_a_reject_and_the_next_story_is_read(flow: Flow, reason: Reason, data: bytes) -> None:
    """A reject with its reason, then the story behind it."""
    flow.take(data, told(CALM))
    assert [(one.stage, one.reason) for one in flow.rejects()] == [("receive", reason)]
    assert [story.body for story in flow.latest("stories", Story).values()] == [CALM]


def test_all_bad_input_at_once_stops_nothing(flow: Flow) -> None:
    """However many inputs in a row are bad, each has one reject, in order, and the last story is read."""
    flow.take(*BY_RECEIVE.values(), *BY_RECEIVE.values(), told(CALM))
    assert [one.reason for one in flow.rejects()] == [*BY_RECEIVE, *BY_RECEIVE]
    assert len(flow.latest("stories", Story)) == 1


@pytest.mark.parametrize(("topic", "stage"), [("items", "desk"), ("reports", "merge"), ("events", "alert")])
def test_a_strange_record_on_a_topic_of_ours_is_rejected_by_its_step(flow: Flow, topic: Any, stage: str) -> None:
    """What is no record of ours is a reject of the step that met it, and stories behind it are decided."""
    for value in (b"", b"{", b'{"story_id": "st-1"}', b"\xff\xfe"):
        flow.log.append(Envelope(topic=topic, key=b"k", value=value), NOON)
    flow.take(bomb(42))
    assert {(one.stage, one.reason) for one in flow.rejects()} == {(stage, "bad_record")}
    assert flow.alerts()


def test_a_kill_of_nobody_knows_whom_is_rejected_by_the_desk(flow: Flow) -> None:
    """An operator sees it, by where it lay and without its words; the story behind it is read."""
    flow.take(told("Please kill our item “Zebedee spring sprung at last”.", headline="KILL KILL KILL", native="k"))
    flow.take(bomb(42))
    (reject,) = flow.rejects()
    assert (reject.stage, reject.reason, reject.original.offset) == ("desk", "retraction_unresolved", 0)
    assert b"Zebedee" not in (flow.log.topics["rejects"][0].value or b"")
    assert flow.alerts()


def test_a_body_that_no_topic_takes_is_rejected_at_the_door(flow: Flow) -> None:
    """A text beyond a million bytes never reaches the desk."""
    flow.take(told("x" * 1_000_001))
    assert [(one.stage, one.reason) for one in flow.rejects()] == [("receive", "too_large")]


def test_a_body_that_escapes_make_too_large_is_rejected_where_it_is_too_large(flow: Flow) -> None:
    """Characters that JSON escapes count as what they take on the topic."""
    body = json.dumps(told("\x01" * 300_000)).encode()
    flow.take(body)
    assert [(one.stage, one.reason) for one in flow.rejects()] == [("receive", "too_large")]
