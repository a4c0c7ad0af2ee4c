"""Records on one line."""

import pytest
from building import NOON, RETRACTION, record
from msgspec import structs

from stream.cli.lines import line_of
from stream.messages import RetractedItem, Settled, Tick


def test_a_manifest_counts_what_became_of_the_records() -> None:
    """Its line has the kind, the story, why, and how many records were withdrawn and kept; nothing that is none."""
    kept = RetractedItem(topic="alerts", key="al-1", change="kept")
    value = structs.replace(RETRACTION, items=(*RETRACTION.items, kept, structs.replace(kept, key="al-2")))
    line = line_of(record("retractions", value)).plain
    assert (
        line
        == f"12:00:00 complete   kill       {value.instruction.story_id} · pubStatus canceled · 1 retracted, 2 kept"
    )
    assert " incomplete " in line_of(record("retractions", structs.replace(value, complete=False))).plain


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Tick(at=NOON), "tick 2026-03-06T12:00:00+00:00"),
        (Settled(instruction_id="in-1", stage="merge", key="st-1", awaits=("ev-1",)), "settled by merge · st-1 · in-1"),
    ],
)
def test_what_else_lies_on_items_has_lines(value: object, words: str) -> None:
    """Ticks and settlements are told as well as items are."""
    assert words in line_of(record("items", value)).plain
