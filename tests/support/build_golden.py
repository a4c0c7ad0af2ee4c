"""Writes one record of every message as this release sends it: `python tests/support/build_golden.py`.

Run once for each release, into a folder of its name; the folders of earlier
releases are never written again.
"""

import json
import sys
from pathlib import Path

from flowing import Flow, flow_maker
from wires import bomb, killed_story

from stream import __version__, codec
from stream.extract.engine import load_engine
from stream.kafka.topics import spec_of
from stream.messages import MESSAGE_TOPIC

FOLDER = Path(__file__).parents[1] / "data" / "golden" / __version__


def write(name: str, case: str, value: bytes) -> None:
    """Write one record so that people can read it."""
    path = FOLDER / f"{name}--{case}.json"
    path.write_text(json.dumps(json.loads(value), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_last(flow: Flow, case: str) -> None:
    """Write the last record of every topic for others that has one."""
    for kind, topic in MESSAGE_TOPIC.items():
        records = flow.log.topics[topic]
        if records and spec_of(topic).audience != "internal":
            write(codec.schema_name(kind), case, records[-1].value or b"null")


def main() -> None:
    """Write what follows from a new story, its correction and its kill, with their manifests; a copy and a reject."""
    if FOLDER.exists():
        sys.exit(f"{FOLDER} is there already: the records of a release do not change")
    FOLDER.mkdir(parents=True)
    flow = flow_maker(load_engine(None))()
    flow.take(bomb(42))
    write_last(flow, "new")
    flow.take(bomb(38, made="11:30", headlines=[{"value": "CORRECTED: Car bomb kills 38 in Mosul"}]))
    write_last(flow, "corrected")
    flow.take(killed_story())
    write_last(flow, "killed")
    flow.take(b"\x00", bomb(57, uri="urn:newsml:other.example:1"), bomb(57, uri="urn:newsml:other.example:2"))
    write("story.v1", "copy", flow.log.topics["stories"][-1].value or b"null")
    write("reject.v1", "binary", flow.log.topics["rejects"][-1].value or b"null")


if __name__ == "__main__":
    main()
