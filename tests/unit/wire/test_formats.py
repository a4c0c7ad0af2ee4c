"""Every format's own samples, read by its parser: the samples are its tests."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from building import source

from stream.errors import InputError
from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.detect import format_of, read_items
from stream.wire.format import Example, Format, formats

EXAMPLES = [
    pytest.param(one, example, id=f"{one.name}: {example.name}") for one in formats() for example in one.examples
]


def _shown(item: Item) -> dict[str, Any]:
    plain = msgspec.to_builtins(item, builtin_types=(datetime, tuple))
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in plain.items()}


@pytest.mark.parametrize(("one", "example"), EXAMPLES)
def test_a_sample_is_recognised_by_its_format_alone(one: Format, example: Example) -> None:
    """Detection from the bytes finds the format, whatever is said of them."""
    given = source(example.data)
    assert format_of(given) is one
    assert one.recognises(given)


@pytest.mark.parametrize(("one", "example"), EXAMPLES)
def test_a_sample_gives_what_it_says(one: Format, example: Example, engine: Engine) -> None:
    """Each story of a sample gives the fields that the sample names."""
    assert one.examples
    items = [_shown(item) for item in read_items(source(example.data, feed="harbour"), engine)]
    assert len(items) == len(example.gives)
    for item, wanted in zip(items, example.gives, strict=True):
        assert {name: item[name] for name in wanted} == wanted
        assert item["feed"] == "harbour"


def test_every_format_has_samples_and_a_place_in_the_order() -> None:
    """No format is without samples, and no two are asked at the same time."""
    assert all(one.examples and one.content_types for one in formats())
    assert len({one.priority for one in formats()}) == len(formats())


def _sample_files() -> list[Path]:
    data = os.environ.get("NEWSWIRE_DATA")
    found = sorted(Path(data, "wire", "ninjs", "examples").rglob("*.json")) if data else []
    return [path for path in found if not path.name.endswith("-schema.json")]


@pytest.mark.data
@pytest.mark.parametrize("path", _sample_files(), ids=lambda path: path.name)
def test_published_ninjs_samples_are_read(path: Path, engine: Engine) -> None:
    """The IPTC's own samples of ninjs give stories with an id and words."""
    items = read_items(source(path.read_bytes()), engine)
    assert items
    assert all(item.uri and (item.headline or item.body) for item in items)


def _g2_files() -> list[Path]:
    data = os.environ.get("NEWSWIRE_DATA")
    folders = [Path(data, "wire", name) for name in ("newsml-g2", "dpa-digitalwires")] if data else []
    return [path for folder in folders for path in sorted(folder.rglob("*.xml"))]


def _has_text(path: Path) -> bool:
    """Tell whether a document has a newsItem with a paragraph in its content, by its bytes alone."""
    text = path.read_text("utf-8", "replace")
    return bool(re.search(r"<newsItem\b.*<inlineXML\b.*?<p\b[^>]*>[^<]*\w", text, re.DOTALL))


@pytest.mark.data
@pytest.mark.parametrize("path", _g2_files(), ids=lambda path: path.name)
def test_published_newsml_samples_are_read(path: Path, engine: Engine) -> None:
    """Each published newsItem with a text gives a story with id and body; what has none may be refused."""
    try:
        items = read_items(source(path.read_bytes()), engine)
    except InputError:
        assert not _has_text(path)
        return
    assert not _has_text(path) or any(item.uri and item.body for item in items)
