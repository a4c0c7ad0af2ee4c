"""Good payloads, damaged: a story or a refusal with a reason comes out, nothing else, and never late."""

import copy
import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from building import source
from lxml import etree

from stream import codec
from stream.errors import InputError
from stream.extract.engine import Engine
from stream.messages import Item, Reason
from stream.wire.detect import read_items
from stream.wire.format import Format, formats

MUTATIONS = 1_000
LONGEST = 1.0
"""Seconds of processor time, so that a busy machine fails no test."""
TOKENS = [
    *(bytes([value]) for value in range(256)),
    *(b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xf0\x9f\x9a\xa2", b"\\u0000", b"\\ud800", b"\r\n", b"\n\n"),
    *(b"null", b"true", b"-1", b"1e999", b"0000-01-01T00:00:00Z", b"9999-12-31T23:59:59Z", b"2026-03-06"),
    *(b"<p>", b"</p", b"<!--", b"<![CDATA[", b"<script>", b"&#x110000;", b"&#99999999999;"),
    *(b"<p/>", b"<br/>", b"&amp;", b"&e;", b"<?x y?>", b"<!DOCTYPE x [<!ENTITY e 'y'>]>", b' xml:lang=""', b"xmlns=''"),
]
"""What breaks parsers."""
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e300,
    "",
    " ",
    "x" * 5000,
    [],
    {},
    [[]],
    [{}],
    {"name": []},
    [None],
    "2026-03-06",
    "0000-01-01T00:00:00Z",
)
"""What a field may hold and should not."""

Mutation = Callable[[random.Random, bytes], bytes]


def _span(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, 24))


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    return data[:start] + data[end:]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    return data[:end] + data[start:end] * chance.randint(1, 200) + data[end:]


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _insert(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    token = chance.choice(TOKENS) * chance.choice((1, 1, 1, 50, 2000))
    return data[:start] + token + data[chance.choice((start, end)) :]


def _swap(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def _retype(chance: random.Random, data: bytes) -> bytes:
    """Put a value of another type in place of one somewhere in the document."""
    try:
        document = json.loads(data)
    except ValueError:
        return data
    places = list(_places(document))
    if places:
        holder, name = chance.choice(places)
        holder[name] = chance.choice(VALUES)
    return json.dumps(document).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name])


def _regraft(chance: random.Random, data: bytes) -> bytes:
    """Empty, drop, double, rename, move or relabel elements of an XML document, so that it still parses."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.randint(1, 4)):
        nodes = list(root.iter("{*}*"))
        _change(chance, chance.choice(nodes[1:] or nodes), chance.choice(nodes))
    text = etree.tostring(root, encoding="unicode")
    return text.encode(chance.choice(("utf-8", "utf-16", "cp1252", "ascii")), "xmlcharrefreplace")


def _change(chance: random.Random, node: Any, other: Any) -> None:
    match chance.randrange(7):
        case 0:
            node.clear(keep_tail=True)
        case 1 if node.getparent() is not None:
            node.getparent().remove(node)
        case 2:
            other.append(copy.deepcopy(node))
        case 3:
            node.tag = other.tag
        case 4 if node.attrib:
            node.set(chance.choice(list(node.attrib)), str(chance.choice(VALUES)))
        case 5:
            node.text = str(chance.choice(VALUES))
        case _:
            node.tail = f"{node.tail or ''}{chance.choice(VALUES)}"


MUTATE: tuple[Mutation, ...] = (_cut, _drop, _repeat, _flip, _insert, _swap)
TELLING: dict[bool, Mutation] = {True: _retype, False: _regraft}
"""What changes the meaning and not the form: of JSON, of XML."""


def _damaged(one: Format) -> Iterator[bytes]:
    chance = random.Random(f"wire {one.name}")
    for number in range(MUTATIONS):
        data = one.examples[number % len(one.examples)].data
        for _ in range(chance.randint(1, 2)):
            telling = TELLING[data.lstrip()[:1] in {b"{", b"["}]
            data = chance.choice((*MUTATE, telling, telling, telling))(chance, data)
        yield data


def _read(data: bytes, content_type: str | None, engine: Engine) -> tuple[Item, ...] | InputError:
    try:
        return read_items(source(data, content_type=content_type), engine)
    except InputError as error:
        return error


@pytest.mark.parametrize("one", formats(), ids=lambda one: one.name)
def test_damaged_input_is_a_story_or_a_refusal(one: Format, engine: Engine) -> None:
    """Every mutation ends as items that encode and decode, or as one reason of the closed list, within a second."""
    read = refused = 0
    for number, data in enumerate(_damaged(one)):
        started = time.process_time()
        outcome = _read(data, one.content_types[0] if number % 3 == 0 else None, engine)
        assert time.process_time() - started < LONGEST
        if isinstance(outcome, InputError):
            refused += 1
            assert outcome.reason in get_args(Reason)
            assert outcome.reason not in {"bug", "crashed"}
        else:
            read += 1
            assert all(codec.decode(codec.encode(item), Item) == item for item in outcome)
    assert read > MUTATIONS / 20
    assert refused > MUTATIONS / 20
