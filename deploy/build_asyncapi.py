# ruff: noqa: INP001 - a script, no package
"""Writes the AsyncAPI 3 document of all topics: `python deploy/build_asyncapi.py [FILE]`, by default asyncapi.yml.

Figures come from topics.yml, messages and their schemas from the code.
"""

import inspect
import sys
from pathlib import Path
from typing import Any

import yaml
from build_schemas import INTERNAL

from stream import __version__
from stream.codec import schema_name
from stream.messages import MESSAGE_TOPIC, Message

HERE = Path(__file__).parent
BINDING = "0.5.0"
HOUR = 3_600_000
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
HEADERS = {
    "ce_specversion": "version of CloudEvents, 1.0",
    "ce_id": "hash of topic, key and rev: the same record sent again has the same",
    "ce_source": "who sends: /newswire/ and the topic prefix",
    "ce_type": "what it is, ending in a major version",
    "ce_time": "when it left us, RFC 3339",
    "ce_dataschema": "its schema, by $id",
    "ce_subject": "the record's key; rejects have none",
    "content-type": "application/json",
}
RAW_HEADERS = {
    "wire-feed": "the feed it came in; what is watched for silence, and what makes an alert an exercise",
    "wire-source": "the agency of a story that names none",
    "content-type": "a hint: the format is told from the bytes",
}
STEPS = "A record that a step of ours keeps between restarts; no contract."
OURS = {
    "raw": "Bytes exactly as received, in any format of docs/formats.md.",
    "items": "What the desk decides about: parsed versions of stories, ticks, settlements; no contract.",
    "probe": "What a worker sends itself to tell that it can send.",
}


def topics() -> list[dict[str, Any]]:
    """Return the rows of topics.yml."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / "topics.yml").read_text(encoding="utf-8"))
    return rows


def kind_of(topic: str) -> type[Message] | None:
    """Return the message of a topic that others may read, None for an internal one."""
    return next((kind for kind, name in MESSAGE_TOPIC.items() if name == topic and kind not in INTERNAL), None)


def channel(row: dict[str, Any]) -> dict[str, Any]:
    """Return a topic with its figures."""
    return {
        "address": f"{{prefix}}.{row['name']}",
        "description": f"Key: {row['key']}. For: {row['audience']}.",
        "parameters": {"prefix": {"$ref": "#/components/parameters/prefix"}},
        "messages": {message_name(row["name"]): {"$ref": f"#/components/messages/{message_name(row['name'])}"}},
        "bindings": {
            "kafka": {"partitions": row["partitions"], "topicConfiguration": configuration(row)} | versioned()
        },
    }


def configuration(row: dict[str, Any]) -> dict[str, Any]:
    """Return how a topic is kept, in Kafka's names."""
    kept = {"cleanup.policy": row["cleanup"].split(",")}
    if "retention" in row:
        kept["retention.ms"] = row["retention"] * HOUR
    if "max_message_bytes" in row:
        kept["max.message.bytes"] = row["max_message_bytes"]
    return kept


def versioned() -> dict[str, str]:
    """Return the version of the Kafka binding."""
    return {"bindingVersion": BINDING}


def message_name(topic: str) -> str:
    """Return what the message of a topic is called."""
    kind = kind_of(topic)
    return schema_name(kind) if kind else topic


def message(row: dict[str, Any]) -> dict[str, Any]:
    """Return what lies on a topic."""
    kind = kind_of(row["name"])
    return internal(row["name"]) if kind is None else contract(kind, row["key"])


def internal(topic: str) -> dict[str, Any]:
    """Return what lies on a topic that is no contract."""
    headers = RAW_HEADERS if topic == "raw" else {}
    return {
        "summary": OURS.get(topic, STEPS),
        "contentType": "application/octet-stream" if topic == "raw" else "application/json",
    } | ({"headers": strings(headers)} if headers else {})


def contract(kind: type[Message], key: str) -> dict[str, Any]:
    """Return a message that others read."""
    keyed = {} if key == "none" else {"key": {"type": "string", "description": key}}
    return {
        "name": f"newswire.{schema_name(kind)}",
        "summary": inspect.getdoc(kind),
        "contentType": "application/json",
        "headers": strings(HEADERS),
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": {"$ref": f"schemas/{schema_name(kind)}.json"}},
        "bindings": {"kafka": keyed | versioned()},
    }


def strings(names: dict[str, str]) -> dict[str, Any]:
    """Return the schema of headers."""
    return {
        "type": "object",
        "properties": {name: {"type": "string", "description": text} for name, text in names.items()},
    }


def operation(row: dict[str, Any]) -> dict[str, Any]:
    """Return what we do with a topic that others write to or read."""
    return {"action": "receive" if row["name"] == "raw" else "send", "channel": {"$ref": f"#/channels/{row['name']}"}}


def document() -> dict[str, Any]:
    """Return the whole."""
    rows = topics()
    outside = [row for row in rows if row["name"] == "raw" or row["audience"] != "internal"]
    prefix = {"default": "wire", "description": "NEWSWIRE_TOPIC_PREFIX"}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "newswire",
            "version": __version__,
            "description": "News-wire stories in; stories, entities, reports, events, alerts out, as CloudEvents 1.0.",
        },
        "defaultContentType": "application/json",
        "channels": {row["name"]: channel(row) for row in rows},
        "operations": {f"{operation(row)['action']}.{row['name']}": operation(row) for row in outside},
        "components": {
            "parameters": {"prefix": prefix},
            "messages": {message_name(row["name"]): message(row) for row in rows},
        },
    }


def main(path: Path) -> None:
    """Write the document."""
    text = yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=120)
    path.write_text(f"# Generated by deploy/build_asyncapi.py.\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "asyncapi.yml")
