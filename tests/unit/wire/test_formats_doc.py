"""docs/formats.md says what the code does: its tables are compared with formats, fields and reasons."""

import re
from pathlib import Path
from typing import get_args

import pytest
from building import item, source

from stream.extract.engine import Engine
from stream.messages import Item, Reason, StageName
from stream.wire.detect import MAX_INPUT_BYTES, read_items
from stream.wire.fields import MAX_STORIES
from stream.wire.format import Format, formats
from stream.wire.instants import NO_KNOWN_END, YEARS
from stream.wire.xml_tree import MAX_ELEMENTS

TEXT = Path("docs/formats.md").read_text("utf-8")
UNSAID = item(provider=None, headline=None, body=None, language=None, versionCreated=None)
"""An item of which nothing is known."""


def _table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, its head first."""
    part = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if not row[0].startswith("-")]


def _is_filled(name: str, items: list[Item]) -> bool:
    return any(getattr(one, name) != getattr(UNSAID, name) for one in items)


def test_every_format_has_its_section_in_the_order_it_is_asked() -> None:
    """The document's sections are the formats, and what they say of themselves begins each."""
    sections = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert sections == [*(one.name for one in formats()), "Fields", "Contradictions", "Rejects"]


def test_every_field_has_its_row_and_every_format_its_column() -> None:
    """No field of an item is without its rule in each format."""
    head, *rows = _table("Fields")
    assert head == ["field", *(one.name for one in formats())]
    assert [row[0].strip("`") for row in rows] == [name for name in Item.__struct_fields__ if name != "origin"]
    assert all(len(row) == len(head) and all(row) for row in rows)


@pytest.mark.parametrize("one", formats(), ids=lambda one: one.name)
def test_a_field_is_filled_by_a_sample_where_the_document_has_a_rule_and_nowhere_else(
    one: Format, engine: Engine
) -> None:
    """A dash means never; anything else is shown by one of the format's own samples."""
    head, *rows = _table("Fields")
    rules = {row[0].strip("`"): row[head.index(one.name)] for row in rows}
    items = [found for example in one.examples for found in read_items(source(example.data, feed="f"), engine)]
    always = {"received", "pubStatus"}
    filled = {name for name in rules if name in always or _is_filled(name, items)}
    assert filled == {name for name, rule in rules.items() if rule != "–"}


def test_every_reason_has_its_row() -> None:
    """The closed list of reasons is the table, in the same order, and stages are stages."""
    _, *rows = _table("Rejects")
    assert [row[0].strip("`") for row in rows] == list(get_args(Reason))
    assert {stage for row in rows for stage in row[1].split(", ")} <= set(get_args(StageName))


def test_figures_are_those_of_the_code() -> None:
    """Limits that the document names are the limits in force."""
    assert f"{MAX_STORIES:,}" in TEXT
    assert f"{MAX_ELEMENTS:,}" in TEXT
    assert f"{MAX_INPUT_BYTES // 1024 // 1024} MiB" in TEXT
    assert f"{YEARS.start} to {YEARS.stop - 1}" in TEXT
    assert NO_KNOWN_END.strftime("%Y-%m-%dT%H:%M:%SZ") in TEXT
