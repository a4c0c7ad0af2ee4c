"""One rule for what is wrong or cannot all be meant: the story is read, the doubt is said, nothing is quoted."""

import json
from pathlib import Path
from typing import Any

import pytest
from building import NOON, source

from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.detect import read_items
from stream.wire.instants import NO_KNOWN_END

RULES = Path("docs/formats.md").read_text("utf-8").split("\n## Contradictions\n")[1].split("\n## ")[0]
UNREADABLE: list[Any] = [
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59Z",
    "2026-02-31T12:00:00Z",
    "2026-03-06T25:00:00Z",
    "2026-03-06T12:00:00+01:00:30",
    "yesterday",
    " ",
    1772784000,
    True,
    [],
]
WITHOUT_OFFSET = ["2026-03-06", "2026-03-06T00:00:00", " 2026-03-06 "]


def _one(engine: Engine, **fields: Any) -> Item:
    (item,) = read_items(source(json.dumps({"headline": "x"} | fields).encode()), engine)
    return item


def _g2(engine: Engine, meta: str) -> Item:
    content = "<contentMeta><headline>x</headline></contentMeta>"
    (item,) = read_items(source(f"<newsItem><itemMeta>{meta}</itemMeta>{content}</newsItem>".encode()), engine)
    return item


def _is_documented(warning: str, field: str) -> bool:
    return f"`{warning.replace(field, RULES_NAME[field], 1)}`" in RULES


RULES_NAME = {"published": "versionCreated", "embargoedUntil": "embargoedUntil", "embargoed": "embargoedUntil"} | {
    name: name for name in ("versionCreated", "pubStatus", "links", "encoding")
}
"""What the document calls a field."""


@pytest.mark.parametrize("given", UNREADABLE)
def test_a_version_without_a_readable_instant_is_read_all_the_same(given: Any, engine: Engine) -> None:
    """It counts by its arrival, so it says no instant."""
    item = _one(engine, published=given)
    assert item.versionCreated is None
    assert item.warnings == ("published: no instant that can be read, left out",)
    assert _is_documented(item.warnings[0], "published")


@pytest.mark.parametrize("given", UNREADABLE)
def test_an_embargo_that_cannot_be_read_has_no_known_end(given: Any, engine: Engine) -> None:
    """What might be under embargo is never published by mistake."""
    item = _one(engine, embargoedUntil=given)
    assert item.embargoedUntil == NO_KNOWN_END
    assert item.warnings == ("embargoedUntil: no instant that can be read, held without a known end",)
    assert _is_documented(item.warnings[0], "embargoedUntil")


@pytest.mark.parametrize("given", WITHOUT_OFFSET)
def test_a_version_without_an_offset_is_taken_as_utc(given: str, engine: Engine) -> None:
    """A story is worth more than its time zone: the day is kept and the doubt is said."""
    item = _one(engine, published=given)
    assert item.versionCreated is not None
    assert item.versionCreated.isoformat() == "2026-03-06T00:00:00+00:00"
    assert item.warnings == ("published: has no offset from UTC, taken as UTC",)
    assert _is_documented(item.warnings[0], "published")


@pytest.mark.parametrize("given", WITHOUT_OFFSET)
def test_an_embargo_without_an_offset_ends_when_it_has_ended_everywhere(given: str, engine: Engine) -> None:
    """Wherever the sender's clock stands, the embargo is over by then."""
    item = _one(engine, embargoedUntil=given)
    assert item.embargoedUntil is not None
    assert item.embargoedUntil.isoformat() == "2026-03-06T00:00:00-12:00"
    assert _is_documented(item.warnings[0], "embargoedUntil")


@pytest.mark.parametrize("given", [None, "", False])
def test_no_embargo_is_none(given: Any, engine: Engine) -> None:
    """A sender that always writes the field holds nothing back with it."""
    item = _one(engine, embargoedUntil=given)
    assert (item.embargoedUntil, item.warnings) == (None, ())


@pytest.mark.parametrize("element", ["<embargoed/>", "<embargoed> </embargoed>", "<embargoed>tonight</embargoed>"])
def test_an_embargo_of_newsml_without_an_instant_holds(element: str, engine: Engine) -> None:
    """The element is the embargo, whatever is in it."""
    item = _g2(engine, element)
    assert item.embargoedUntil == NO_KNOWN_END
    assert _is_documented(item.warnings[0], "embargoed")


def test_newsml_follows_the_same_rules_of_time(engine: Engine) -> None:
    """Instants in XML are read as those in JSON, white space aside."""
    item = _g2(engine, "<versionCreated>\n 2026-03-06T11:00:00Z\n </versionCreated>")
    assert (str(item.versionCreated), item.warnings) == ("2026-03-06 11:00:00+00:00", ())
    item = _g2(engine, "<versionCreated>soon</versionCreated><embargoed>2026-03-06T12:00:00</embargoed>")
    assert (item.versionCreated, str(item.embargoedUntil)) == (None, "2026-03-06 12:00:00-12:00")
    assert len(item.warnings) == 2


@pytest.mark.parametrize(
    ("published", "warnings"),
    [
        ("2026-03-07T12:00:00Z", ()),
        ("2026-03-07T12:00:01Z", ("versionCreated: lies in the future",)),
        ("2999-12-31T23:59:59Z", ("versionCreated: lies in the future",)),
    ],
)
def test_a_version_from_the_future_is_kept_and_noted(published: str, warnings: tuple[str, ...], engine: Engine) -> None:
    """A clock may be a day wrong; beyond that nobody believes it."""
    item = _one(engine, published=published)
    assert item.received == NOON
    assert item.versionCreated is not None
    assert item.warnings == warnings
    assert all(_is_documented(warning, "versionCreated") for warning in warnings)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_text_that_comes_with_a_kill_or_a_hold_is_carried_and_noted(status: str, engine: Engine) -> None:
    """The status counts; that a text came with it is said, not the text."""
    item = _one(engine, id=1, pubStatus=status, body="Zebedee")
    assert (item.pubStatus, item.body) == (status, "Zebedee")
    assert item.warnings == (f"pubStatus {status}: came with a text",)
    assert _one(engine, id=1, pubStatus=status, body=" ").warnings == ()
    assert "`pubStatus canceled: came with a text`" in RULES


def test_other_warnings_are_documented_too(engine: Engine) -> None:
    """A link to the story itself and a false encoding have their rule."""
    (own,) = _one(engine, id=1, source="A", corrects=1).warnings
    xml = (
        "<?xml version='1.0' encoding='latin1'?><newsItem><contentMeta><headline>é</headline></contentMeta></newsItem>"
    )
    (item,) = read_items(source(xml.encode()), engine)
    assert item.headline == "é"
    assert _is_documented(own, "links")
    assert _is_documented(item.warnings[0], "encoding")
