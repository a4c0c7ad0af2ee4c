"""The contract of the output topics: schemas are what the code says, and what we send and once sent obeys them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from flowing import Flow
from jsonschema import Draft202012Validator, FormatChecker
from wires import CALM, bomb, killed_story, told

from stream import codec
from stream.kafka.topics import topic_specs
from stream.messages import MESSAGE_TOPIC, Message
from stream.record import Record

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "deploy" / "schemas"
GOLDEN = ROOT / "tests" / "data" / "golden"
INTERNAL = {spec.name for spec in topic_specs() if spec.audience == "internal"}
KINDS = tuple(kind for kind, topic in MESSAGE_TOPIC.items() if topic not in INTERNAL)

formats = FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def _validator(kind: type[Message]) -> Any:
    schema = json.loads((SCHEMAS / f"{codec.schema_name(kind)}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=formats)


def _errors(kind: type[Message], value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in _validator(kind).iter_errors(value)]


def _script(name: str, target: Path) -> None:
    subprocess.run([sys.executable, ROOT / "deploy" / name, target], check=True)


def test_the_schemas_are_those_of_the_code(tmp_path: Path) -> None:
    """deploy/build_schemas.py writes what is committed, and there is one schema for each message that others read."""
    _script("build_schemas.py", tmp_path)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()}
    assert set(written) == {f"{codec.schema_name(kind)}.json" for kind in KINDS}


def test_the_asyncapi_document_is_that_of_topics_and_code(tmp_path: Path) -> None:
    """deploy/build_asyncapi.py writes what is committed."""
    _script("build_asyncapi.py", tmp_path / "asyncapi.yml")
    assert (tmp_path / "asyncapi.yml").read_text("utf-8") == (ROOT / "deploy" / "asyncapi.yml").read_text("utf-8")


def test_the_asyncapi_document_has_every_topic_with_its_figures() -> None:
    """Each topic is a channel with its partitions and how it is kept; every reference leads somewhere."""
    document = yaml.safe_load((ROOT / "deploy" / "asyncapi.yml").read_text("utf-8"))
    shown = {
        name: (
            channel["bindings"]["kafka"]["partitions"],
            ",".join(channel["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"]),
        )
        for name, channel in document["channels"].items()
    }
    assert shown == {spec.name: (spec.partitions, spec.cleanup) for spec in topic_specs()}
    for reference in _references(document):
        assert _leads_somewhere(reference, document), reference


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _leads_somewhere(reference: str, document: Any) -> bool:
    if not reference.startswith("#/"):
        return (ROOT / "deploy" / reference).is_file()
    for step in reference.removeprefix("#/").split("/"):
        document = document.get(step)
    return document is not None


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_records_of_every_release_obey_todays_schemas(path: Path) -> None:
    """A record that a release once sent is valid today, and decodes."""
    name = path.name.split("--")[0]
    kind = next(kind for kind in KINDS if codec.schema_name(kind) == name)
    value = path.read_bytes()
    assert _errors(kind, json.loads(value)) == []
    assert isinstance(codec.decode(value, kind), kind)


def test_there_is_a_golden_record_of_every_message() -> None:
    """Each release keeps at least one record of each message."""
    for release in GOLDEN.iterdir():
        names = {path.name.split("--")[0] for path in release.iterdir()}
        assert names == {codec.schema_name(kind) for kind in KINDS}


def test_what_is_sent_today_obeys_the_schemas(flow: Flow) -> None:
    """Every record of a story's whole life is valid: new, updated, copied, held, killed, refused; manifests as well."""
    flow.take(bomb(42), bomb(57, made="11:30"), bomb(57, uri="urn:x:copy"), told(CALM), b"\x00", b"plain words\n")
    flow.take(killed_story("11:40", "withheld"), bomb(57, made="11:50"), killed_story("12:00"))
    sent = {kind: flow.log.topics[MESSAGE_TOPIC[kind]] for kind in KINDS}
    assert all(sent.values())
    for kind, records in sent.items():
        assert [error for record in records for error in _errors(kind, _value(record))] == []


def _value(record: Record) -> Any:
    return json.loads(record.value or b"null")


def test_additions_are_welcome_and_changes_are_not(flow: Flow) -> None:
    """An added field is valid at every level; a missing key, another type and an instant without offset are not."""
    flow.take(bomb(42))
    kind, topic = next((kind, topic) for kind, topic in MESSAGE_TOPIC.items() if topic == "events")
    event = _value(flow.log.topics[topic][0])
    assert _errors(kind, event | {"mood": "calm", "times": event["times"] | {"read": None}}) == []
    without = {name: value for name, value in event.items() if name != "event_id"}
    assert _errors(kind, without)
    assert _errors(kind, event | {"rev": "1"})
    assert _errors(kind, event | {"state": "gone"})
    assert _errors(kind, event | {"times": event["times"] | {"received": "2026-03-06T12:00:00"}})
