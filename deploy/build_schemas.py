# ruff: noqa: INP001 - a script, no package
"""Writes the JSON Schemas of the output messages: `python deploy/build_schemas.py [FOLDER]`, by default schemas/."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from stream.codec import schema_name
from stream.messages import MESSAGE_TOPIC, Item, Message, Settled, Tick

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INTERNAL: frozenset[type[Message]] = frozenset({Item, Tick, Settled})


def published() -> tuple[type[Message], ...]:
    """Return the messages that others may read."""
    return tuple(kind for kind in MESSAGE_TOPIC if kind not in INTERNAL)


def schema_of(kind: type[Message]) -> dict[str, Any]:
    """Return a message's schema. Objects stay open: field additions are welcome."""
    _, parts = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    own = parts.pop(kind.__name__)
    head = {"$schema": DIALECT, "$id": f"urn:newswire:schema:{schema_name(kind)}"}
    schema: dict[str, Any] = head | own | ({"$defs": parts} if parts else {})
    return schema


def main(folder: Path) -> None:
    """Write one file for each message."""
    for kind in published():
        path = folder / f"{schema_name(kind)}.json"
        path.write_text(json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "schemas")
