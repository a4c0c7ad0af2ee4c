"""Writes one record of every message as this release sends it: `python tests/support/build_golden.py`.

Run once for each release, into a folder of its name; the folders of earlier
releases are never written again.
"""

import json
import sys
from pathlib import Path

from building import RETRACTION
from flowing import Flow, flow_maker
from wires import bomb, killed_story

from stream import __version__, codec
from stream.extract.engine import load_engine
from stream.messages import MESSAGE_TOPIC, Item

FOLDER = Path(__file__).parents[1] / "data" / "golden" / __version__


def write(name: str, case: str, value: bytes) -> None:
    """Write one record so that people can read it."""
    path = FOLDER / f"{name}--{case}.json"
    path.write_text(json.dumps(json.loads(value), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_last(flow: Flow, case: str) -> None:
    """Write the last record of every topic for others that has one."""
    for kind, topic in MESSAGE_TOPIC.items():
        records = flow.log.topics[topic]
        if records and kind is not Item:
            write(codec.schema_name(kind), case, records[-1].value or b"null")


def main() -> None:
    """Write what follows from a new story and from its kill, a copy, a reject and a manifest."""
    if FOLDER.exists():
        sys.exit(f"{FOLDER} is there already: the records of a release do not change")
    FOLDER.mkdir(parents=True)
    flow = flow_maker(load_engine(None))()
    flow.take(bomb(42))
    write_last(flow, "new")
    flow.take(killed_story())
    write_last(flow, "killed")
    flow.take(b"\x00", bomb(57, uri="urn:newsml:other.example:1"), bomb(57, uri="urn:newsml:other.example:2"))
    write("story.v1", "copy", flow.log.topics["stories"][-1].value or b"null")
    write("reject.v1", "binary", flow.log.topics["rejects"][-1].value or b"null")
    write(codec.schema_name(type(RETRACTION)), "kill", codec.encode(RETRACTION))


if __name__ == "__main__":
    main()
