"""Identity, text and loss: what an item says beyond its format's samples."""

import json
from typing import Any

import pytest
from building import NOON, origin, source

from stream import keys
from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.detect import read_items


def _one(engine: Engine, feed: str | None = None, **fields: Any) -> Item:
    (item,) = read_items(source(json.dumps(fields).encode(), feed=feed), engine)
    return item


def test_a_native_id_makes_the_id_with_its_provider(engine: Engine) -> None:
    """One provider's id is one story, whatever its text, and a number is an id too."""
    first = _one(engine, id=7, source="Harbour News", headline="a")
    second = _one(engine, id="7", source="Harbour News", headline="b")
    assert first.story_id == second.story_id == keys.story_id("Harbour News", "7")
    assert _one(engine, id="7", source="Coast Radio", headline="a").story_id != first.story_id


def test_without_a_provider_the_feed_numbers_the_stories(engine: Engine) -> None:
    """Two feeds that count from 1 do not overwrite each other."""
    assert _one(engine, feed="a", id=1, headline="x").story_id != _one(engine, feed="b", id=1, headline="x").story_id


def test_without_an_id_the_text_makes_it(engine: Engine) -> None:
    """The same text from the same source is the same story."""
    given = _one(engine, source="Harbour News", headline="x", body="y")
    assert given.story_id == keys.story_id_of_text("Harbour News", "x", "y")


def test_a_uri_is_an_id_in_the_whole_world(engine: Engine) -> None:
    """A kill that gives the URI alone finds its story; a bare number needs its provider."""
    kill = _one(engine, uri="urn:x:1", pubstatus="canceled")
    assert kill.story_id == _one(engine, uri="urn:x:1", headline="x", provider="Harbour News").story_id
    assert _one(engine, uri="1", headline="x", provider="A").story_id != _one(engine, uri="1", headline="x").story_id


@pytest.mark.parametrize("worldwide", ["urn:x:1", "tag:x.example,2026:1", "https://x.example/1", "HTTP://x.example/1"])
def test_our_json_knows_the_ids_that_need_no_issuer(worldwide: str, engine: Engine) -> None:
    """A URI of a worldwide scheme is one story in every format; any other id is its source's."""
    assert _one(engine, id=worldwide, source="A", headline="x").story_id == keys.story_id(None, worldwide)
    assert _one(engine, id="sport:1", source="A", headline="x").story_id == keys.story_id("A", "sport:1")


def test_arrival_and_origin_come_from_the_log(engine: Engine) -> None:
    """`received`, `feed` and `origin` are the record's, not the sender's."""
    item = _one(engine, feed="harbour", headline="x", published="2026-03-06T11:00:00Z")
    assert (item.received, item.feed, item.origin) == (NOON, "harbour", origin())


@pytest.mark.parametrize(
    "body", ["  leading", "trailing \n", "a\r\nb", "tab\there", "é\u2028\U0001f6a2", "a\u0301", "<p>x</p>"]
)
def test_a_body_is_kept_character_for_character(body: str, engine: Engine) -> None:
    """Our JSON and plain text keep the body as it is, so that offsets count in it."""
    assert _one(engine, headline="x", body=body).body == body
    (plain,) = read_items(source(body.encode(), content_type="text/plain"), engine)
    assert plain.body == body
    assert plain.headline_span is not None
    assert body[plain.headline_span.start : plain.headline_span.end] == plain.headline


def test_what_is_lost_is_a_warning_without_words(engine: Engine) -> None:
    """Fields that are not carried, or not as they should be, leave a note; the story is read."""
    item = _one(engine, uri="urn:x:1", headline="x", slugline=["s"], urgency="high", renditions=[{"name": "web"}])
    assert (item.slugline, item.urgency) == (None, None)
    assert item.warnings == (
        "slugline: expected a string, left out",
        "urgency: expected 1 to 9, left out",
        "renditions: not carried, left out",
    )


def test_unknown_fields_of_our_json_are_counted(engine: Engine) -> None:
    """A field that our JSON does not have is noted, by number and never by name."""
    item = _one(engine, headline="x", article="y", town="z")
    assert item.warnings == ("story: 2 unknown fields, left out",)


def test_furniture_and_dateline_are_found(engine: Engine) -> None:
    """A repeated headline and a dateline are marked where they stand, and the dateline is read."""
    body = "Ferry sinks\n\nPARIS (Harbour News) - A ferry sank on Friday, police said. Nobody was on board."
    item = _one(engine, headline="Ferry sinks", body=body)
    kinds = {piece.kind: body[piece.start : piece.end] for piece in item.furniture}
    assert kinds["repeated_headline"] == "Ferry sinks"
    assert kinds["dateline"].startswith("PARIS (Harbour News)")
    assert item.dateline is not None
    assert (item.dateline.place, item.dateline.country) == ("Paris", "FR")


def test_where_a_story_was_made_stands_in_for_a_dateline(engine: Engine) -> None:
    """`located` is the dateline of a story whose text has none."""
    item = _one(engine, uri="urn:x:1", headline="x", body_text="Nothing moved.", located="Oslo, Norway")
    assert item.dateline is not None
    assert (item.dateline.text, item.dateline.place, item.dateline.country) == ("Oslo, Norway", "Oslo", None)


def test_the_language_is_what_the_text_is_in(engine: Engine) -> None:
    """A story in another language is marked so, whatever is declared."""
    german = (
        "Die Fähre lief am Freitag vor der Küste auf Grund, sagte ein Sprecher der Polizei. Niemand wurde verletzt."
    )
    assert _one(engine, headline="Fähre auf Grund", body=german, language="en").language == "de"
