"""Bytes <-> messages, and the CloudEvents headers of what we send (Kafka binding 1.0.2, binary mode)."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import msgspec
import orjson

from stream import keys
from stream.errors import InputError
from stream.facts import Times
from stream.messages import (
    MESSAGE_TOPIC,
    Alert,
    Event,
    Instruction,
    Item,
    Message,
    Reject,
    Retraction,
    Settled,
    Story,
    StoryEntities,
    StoryReports,
    Tick,
)
from stream.record import Envelope, Headers

T = TypeVar("T")

MAX_RECORD_BYTES = 1_000_000
"""What Kafka takes on a topic with default settings, less room for headers."""

FALSE_ALARM_WITHIN = timedelta(hours=1)

TICK_KEY = "tick"
"""The key of every tick: a tick is about no story."""


@cache
def _decoder(kind: object) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def decode(value: bytes | None, kind: type[T]) -> T:
    """Return the typed value of a record of ours. Raises InputError (bad_record), which does not quote it."""
    if value is None:
        raise InputError("bad_record", "the record has no value")
    try:
        decoded: T = _decoder(kind).decode(value)  # type: ignore[arg-type]  # a type is hashable
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("bad_record", type(error).__name__) from None
    return decoded


def encode(value: object) -> bytes:
    """Return the JSON of a typed value: UTF-8, RFC 3339 instants with offset, unknown as null."""
    return orjson.dumps(msgspec.to_builtins(value, builtin_types=(datetime,)))


def key_of(message: Message) -> str | None:
    """Return the record key of a message; rejects have none."""
    match message:
        case Item() | Story() | StoryEntities() | StoryReports():
            return message.story_id
        case Event():
            return message.event_id
        case Alert():
            return message.alert_id
        case Retraction(instruction=Instruction(instruction_id=key)) | Settled(instruction_id=key):
            return key
        case Tick():
            return TICK_KEY
        case Reject():
            return None


def _ce_id(message: Message, topic: str) -> str:
    match message:
        case Reject(original=o):
            return keys.reject_ce_id(message.stage, o.topic, o.partition, o.offset)
        case Item(origin=o):
            return keys.digest(topic, message.story_id, o.topic, str(o.partition), str(o.offset))
        case Tick():
            return keys.digest(topic, message.at.isoformat())
        case Settled():
            return keys.digest(topic, message.instruction_id, message.stage, message.key)
        case _:
            return keys.ce_id(topic, key_of(message) or "", message.rev)


_CE_NAMES: dict[type[Message], str] = {
    Item: "item",
    Tick: "tick",
    Settled: "settled",
    Story: "story",
    StoryEntities: "entities",
    StoryReports: "reports",
    Event: "event",
    Alert: "alert",
    Retraction: "retraction",
    Reject: "reject",
}


def schema_name(kind: type[Message]) -> str:
    """Return the name of a message's schema in deploy/schemas, without `.json`."""
    return f"{_CE_NAMES[kind]}.v1"


def _headers(message: Message, prefix: str, emitted: datetime) -> Headers:
    name = schema_name(type(message))
    topic = f"{prefix}.{MESSAGE_TOPIC[type(message)]}"
    subject = key_of(message)
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": _ce_id(message, topic),
        "ce_source": f"/newswire/{prefix}",
        "ce_type": f"newswire.{name}",
        "ce_time": emitted.isoformat(),
        "ce_dataschema": f"urn:newswire:schema:{name}",
        "content-type": "application/json",
    } | ({"ce_subject": subject} if subject is not None else {})
    return tuple((key, value.encode()) for key, value in attributes.items())


def _stamped(message: Message, emitted: datetime) -> Message:
    times = getattr(message, "times", None)
    if not isinstance(times, Times):
        return message
    return msgspec.structs.replace(message, times=msgspec.structs.replace(times, emitted=emitted))


def _labels(message: Message) -> dict[str, str]:
    match message:
        case Story():
            return {"change": message.lifecycle.change, "state": message.state}
        case Event():
            country = message.place.country if message.place else None
            revision = "first" if message.rev == 1 else "later"
            return {
                "type": message.type,
                "country": country or "unknown",
                "state": message.state,
                "revision": revision,
            }
        case Alert():
            early = "yes" if _is_false_alarm(message) else "no"
            return {"rule": message.rule, "severity": message.severity, "msgType": message.msgType, "early": early}
        case Retraction():
            return {"kind": message.instruction.kind, "complete": "yes" if message.complete else "no"}
        case Reject():
            return {"stage": message.stage, "reason": message.reason}
        case _:
            return {}


def _is_false_alarm(alert: Alert) -> bool:
    """Tell whether an alert is taken back within the hour in which it was raised."""
    ended = received_of(alert)
    return (
        alert.msgType == "Cancel"
        and alert.raised is not None
        and ended is not None
        and ended - alert.raised < FALSE_ALARM_WITHIN
    )


def received_of(message: Message) -> datetime | None:
    """Return when the input arrived that led to a message: what its latency is measured from."""
    match message:
        case Story():
            return message.triggered or message.received
        case Item() | Reject():
            return message.received
        case StoryReports():
            return message.story.triggered or message.story.received
        case Event() | Alert() | Retraction():
            return message.times.triggered or message.times.received
        case Tick():
            return message.at
        case StoryEntities() | Settled():
            return None


def check_size(value: bytes, name: str) -> None:
    """Raise InputError (too_large) if Kafka would not take a record."""
    if len(value) > MAX_RECORD_BYTES:
        raise InputError("too_large", f"its {name} record has {len(value)} bytes, {MAX_RECORD_BYTES} are allowed")


def envelope(message: Message, *, prefix: str, emitted: datetime) -> Envelope:
    """Return the record of a message, stamped with the instant it leaves us.

    Raises InputError (too_large) if Kafka would not take it.
    """
    key = key_of(message)
    value = encode(_stamped(message, emitted))
    check_size(value, schema_name(type(message)))
    return Envelope(
        topic=MESSAGE_TOPIC[type(message)],
        key=None if key is None else key.encode(),
        value=value,
        headers=_headers(message, prefix, emitted),
        labels=_labels(message),
        received=received_of(message),
    )
