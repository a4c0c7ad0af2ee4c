"""Links and signals: a link reaches the story that came under that id, and nothing links to itself."""

import json
from typing import Any

import pytest
from building import source

from stream.extract.engine import Engine
from stream.messages import EdgeType, Item
from stream.wire.detect import read_items


def _one(engine: Engine, /, **fields: Any) -> Item:
    (item,) = read_items(source(json.dumps(fields).encode()), engine)
    return item


def _g2(engine: Engine, links: str, guid: str = "urn:x:2") -> Item:
    meta = f"<itemMeta><provider literal='A'/>{links}</itemMeta><contentMeta><headline>x</headline></contentMeta>"
    (item,) = read_items(source(f"<newsItem guid='{guid}'>{meta}</newsItem>".encode()), engine)
    return item


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("supersedes", "supersedes"),
        ("evolvesFrom", "evolves_from"),
        ("corrects", "corrects"),
        ("retracts", "retracts"),
        ("repeats", "repeats"),
    ],
)
@pytest.mark.parametrize("target", [7, "q-7", "urn:x:7"])
def test_a_link_of_our_json_reaches_the_story_of_that_id(
    name: str, kind: EdgeType, target: str | int, engine: Engine
) -> None:
    """Each kind of link names a story of the same source, or one that is known worldwide."""
    named = _one(engine, id=target, source="A", headline="x")
    (link,) = _one(engine, id=8, source="A", headline="y", **{name: target}).links
    assert (link.type, link.story_id) == (kind, named.story_id)
    (twice,) = _one(engine, id=8, source="A", headline="y", **{name: [target, target]}).links
    assert twice == link


def test_a_bare_id_is_a_story_of_the_same_source(engine: Engine) -> None:
    """What another agency numbers alike is not meant; without a source the feed numbers."""
    (link,) = _one(engine, id=8, source="A", headline="y", corrects=7).links
    assert link.story_id != _one(engine, id=7, source="B", headline="x").story_id
    seventh, eighth = (
        read_items(source(data, feed="f"), engine)[0]
        for data in (b'{"id": 7, "headline": "x"}', b'{"id": 8, "headline": "y", "corrects": 7}')
    )
    assert [link.story_id for link in eighth.links] == [seventh.story_id]


@pytest.mark.parametrize("name", ["evolvedfrom", "rewrite_of"])
def test_a_ninjs_predecessor_is_what_a_story_evolves_from(name: str, engine: Engine) -> None:
    """Superdesk's own fields name the story before, by the rule of `uri`."""
    for target in ("urn:x:7", "7"):
        named = _one(engine, guid=target, source="A", headline="x")
        (link,) = _one(engine, guid="urn:x:8", source="A", headline="y", **{name: target}).links
        assert (link.type, link.story_id) == ("evolves_from", named.story_id)


@pytest.mark.parametrize(
    ("link", "kinds"),
    [
        ("<link rel='irel:previousVersion' residref='urn:x:1' version='3'/>", ["supersedes"]),
        ("<link rel='own:REPLACES' guidref='urn:x:1'/>", ["supersedes"]),
        ("<link rel='irel:evolvesFrom' href='urn:x:1'/>", ["evolves_from"]),
        (
            "<link reluri='http://cv.iptc.org/newscodes/itemrelation/isDerivedFrom' residref='urn:x:1'/>",
            ["evolves_from"],
        ),
        (
            "<link rel='x:retracts' residref='urn:x:1'/><link rel='x:repeats' residref='urn:x:1'/>",
            ["retracts", "repeats"],
        ),
        ("<link rel='irel:seeAlso' residref='urn:x:1'/>", []),
        ("<link residref='urn:x:1'/><link rel='x:kills'/>", []),
        ("<link rel='irel:previousVersion' residref='urn:x:2' version='1'/>", []),
    ],
)
def test_a_link_of_newsml_is_an_edge_if_its_relation_is_known(link: str, kinds: list[str], engine: Engine) -> None:
    """Relations are told by their last part; a link to an earlier version of the item itself is none."""
    item = _g2(engine, link)
    assert [edge.type for edge in item.links] == kinds
    assert {edge.story_id for edge in item.links} <= {_one(engine, uri="urn:x:1", headline="x").story_id}
    assert item.warnings == ()


def test_a_link_to_the_story_itself_is_left_out(engine: Engine) -> None:
    """No story corrects itself; the rest of its links stay."""
    item = _one(engine, id=8, source="A", headline="x", corrects=[8, 7])
    assert [link.story_id for link in item.links] == [_one(engine, id=7, source="A", headline="x").story_id]
    assert item.warnings == ("links: one to the story itself, left out",)


@pytest.mark.parametrize("name", ["signal", "signals"])
def test_signals_are_carried_as_codes(name: str, engine: Engine) -> None:
    """Signals in ninjs are texts or objects; what cannot be read is noted."""
    given = ["newscontent", {"code": "c"}, {"qcode": "sig:update", "name": "Update"}, {"name": "n"}, 5]
    item = _one(engine, uri="urn:x:1", headline="x", **{name: given})
    assert item.signals == ("newscontent", "c", "sig:update", "n")
    assert item.warnings == (f"{name}[4]: expected an object, left out",)


def test_codes_of_newsml_that_work_as_signals_are_signals(engine: Engine) -> None:
    """Whatever element has them, codes that tell the kind of version are carried as written, each once."""
    item = _g2(
        engine,
        "<signal qcode='sig:correction'/><role qcode='edStat:C'/><role qcode='own:desk'/>"
        "<signal qcode='edStat:C'/><signal literal='held'/><genre qcode='rtr:brief'/>",
    )
    assert item.signals == ("sig:correction", "edStat:C", "held", "rtr:brief")
