"""Messages as bytes and back, and the CloudEvents headers of what is sent."""

from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest
from building import NOON, RETRACTION, STORY, at, event, item, origin, report, reports

from stream import codec, keys
from stream.errors import InputError
from stream.messages import (
    Event,
    Item,
    Message,
    Reject,
    StoryEntities,
    StoryReports,
)

ENTITIES = StoryEntities(story_id=STORY, version=None, rev=1, state="active")
REJECT = Reject(stage="receive", reason="empty", detail="no bytes", original=origin(4), received=NOON)
MESSAGES: list[Message] = [item(), ENTITIES, reports(report()), event(), REJECT, RETRACTION]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_survives_its_bytes(message: Message) -> None:
    """What is encoded decodes to an equal value."""
    assert codec.decode(codec.encode(message), type(message)) == message


def test_unknown_is_null_and_instants_carry_their_offset() -> None:
    """A subscriber sees `null` for what is unknown, and RFC 3339 with the offset that the agency gave."""
    made = datetime(2026, 3, 6, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    plain = orjson.loads(codec.encode(item(versionCreated=made, urgency=None)))
    assert plain["versionCreated"] == "2026-03-06T13:00:00+01:00"
    assert plain["received"] == "2026-03-06T12:00:00+00:00"
    assert plain["urgency"] is None


def test_a_record_without_its_fields_or_its_offset_does_not_decode() -> None:
    """A record of ours that is no such record is refused without quoting it."""
    naive = orjson.dumps(orjson.loads(codec.encode(item())) | {"received": "2026-03-06T12:00:00"})
    for value in (None, b"", b"{", b"{}", b'{"story_id": 3}', naive, b"\xff", b"[" * 100_000):
        with pytest.raises(InputError, match="bad_record"):
            codec.decode(value, Item)


def test_fields_of_a_later_release_are_no_obstacle() -> None:
    """Field additions are welcome: a reader of today takes the record of tomorrow."""
    later = orjson.dumps(orjson.loads(codec.encode(item())) | {"mood": "calm"})
    assert codec.decode(later, Item) == item()


def test_headers_are_cloudevents_in_binary_mode() -> None:
    """A keyed record's headers say what it is, about what, from where and when it left."""
    sent = codec.envelope(event(rev=3), prefix="t", emitted=at(1))
    headers = {name: value.decode() for name, value in sent.headers}
    assert headers == {
        "ce_specversion": "1.0",
        "ce_id": keys.ce_id("t.events", event().event_id, 3),
        "ce_source": "/newswire/t",
        "ce_type": "newswire.event.v1",
        "ce_time": "2026-03-06T12:01:00+00:00",
        "ce_dataschema": "urn:newswire:schema:event.v1",
        "content-type": "application/json",
        "ce_subject": event().event_id,
    }
    assert sent.topic == "events"
    assert sent.key == event().event_id.encode()


def test_a_record_says_when_it_left_and_nothing_else_changes() -> None:
    """`emitted` is stamped on the way out; it is no part of what was decided."""
    sent = codec.decode(codec.envelope(event(), prefix="t", emitted=at(9)).value, Event)
    assert sent.times.emitted == at(9)
    assert sent.times.received == NOON
    head = codec.envelope(reports(report()), prefix="t", emitted=at(9))
    assert codec.decode(head.value, StoryReports) == reports(report())


def test_a_reject_has_no_key_and_an_id_of_its_input() -> None:
    """A reject is known by where its input lay, so a repeated one can be told."""
    sent = codec.envelope(REJECT, prefix="t", emitted=NOON)
    headers = dict(sent.headers)
    assert sent.key is None
    assert "ce_subject" not in headers
    assert headers["ce_id"].decode() == keys.reject_ce_id("receive", "wire.raw", 0, 4)


def test_items_of_one_input_differ_by_story() -> None:
    """Several stories in one record are several records with ids of their own."""
    ids = {dict(codec.envelope(item(story_id=one), prefix="t", emitted=NOON).headers)["ce_id"] for one in ("a", "b")}
    assert len(ids) == 2


def test_what_no_topic_takes_is_refused() -> None:
    """A record beyond a million bytes is refused, and the refusal tells its size only."""
    with pytest.raises(InputError, match=r"too_large: its item.v1 record has 1000\d+ bytes") as refused:
        codec.envelope(item(body="é" * 500_000), prefix="t", emitted=NOON)
    assert "é" not in str(refused.value)


def test_what_moves_the_latency_is_the_arrival_of_the_story() -> None:
    """Each message that knows its story's arrival hands it on for metrics."""
    known = [codec.envelope(message, prefix="t", emitted=NOON).received for message in (item(), event(), REJECT)]
    assert known == [NOON, NOON, NOON]
    assert codec.envelope(reports(report()), prefix="t", emitted=NOON).received == at(1)
    assert codec.envelope(ENTITIES, prefix="t", emitted=NOON).received is None


def test_instants_before_the_epoch_and_in_utc_are_the_same_instant() -> None:
    """An archive story of 1850 keeps its instant."""
    old = datetime(1850, 1, 1, tzinfo=UTC)
    assert codec.decode(codec.encode(item(versionCreated=old)), Item).versionCreated == old
