"""What is refused, with which reason, and that a reason never quotes the input."""

import json
from typing import Any

import pytest
from building import source

from stream.errors import InputError
from stream.extract.engine import Engine
from stream.messages import Reason
from stream.wire.detect import MAX_INPUT_BYTES, format_of, read_items
from stream.wire.fields import MAX_STORIES

SECRET = "Zebedee"
"""A word that stands in every refused input."""


def _json(**fields: Any) -> bytes:
    return json.dumps({"headline": SECRET} | fields).encode()


def _message(content: str, times: int = 1) -> bytes:
    item = f"<newsItem guid='u:{SECRET}'>{content}</newsItem>"
    return f"<newsMessage><itemSet>{item * times}</itemSet></newsMessage>".encode()


PICTURE = "<itemMeta><itemClass qcode='ninat:picture'/></itemMeta>"
STRANGE_STATUS = "<itemMeta><pubStatus qcode='stat:Zebedee'/></itemMeta>"
NOT_DECLARED = b"<!DOCTYPE newsItem SYSTEM 'x.dtd'><newsItem>&Zebedee;</newsItem>"
IN_NO_ENCODING = b"<?xml version='1.0' encoding='cp1252'?><newsItem>Zebedee\x81</newsItem>"

REFUSED: list[tuple[str, bytes, Reason, str]] = [
    ("no bytes", b"", "empty", "no bytes"),
    ("white space", b" \r\n\t", "empty", "white space"),
    ("white space outside ASCII", " \u00a0\u2003\n".encode(), "empty", "white space"),
    ("a NUL", f"{SECRET}\0 sank".encode(), "binary", "byte 7"),
    ("an archive", b"PK\x03\x04\x14\x00Zebedee", "binary", "byte 2"),
    ("Latin-1", "Zebedee à la carte".encode("latin-1"), "not_utf8", "byte 8"),
    ("cut in a character", f"{SECRET} é".encode()[:-1], "not_utf8", "byte 8"),
    ("JSON cut short", b'{"headline": "Zebedee",\n "body": "x', "bad_json", "line 2, column"),
    ("no JSON behind a brace", b"{Zebedee", "bad_json", "line 1, column 2"),
    ("a list cut short", b'[{"headline": "Zebedee"', "bad_json", "line 1"),
    ("a lone surrogate", b'{"headline": "Zebedee \\ud800"}', "bad_json", "line 1"),
    ("too deep", b'{"headline": "Zebedee", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}", "bad_json", "line 1"),
    ("a number as headline", b'{"headline": 5, "body": "Zebedee"}', "wrong_type", "headline: expected a string"),
    ("a list as body", _json(body=[SECRET]), "wrong_type", "body: expected a string"),
    ("true as id", _json(id=True), "wrong_type", "id: expected a string or an integer"),
    ("a link of another type", _json(retracts={"id": SECRET}), "wrong_type", "retracts: expected a string or an"),
    ("a list of links of another type", _json(retracts=[1, True]), "wrong_type", "retracts[1]: expected a string or"),
    ("an unknown status", _json(pubStatus=SECRET), "wrong_type", "pubStatus: expected usable"),
    ("a list of a text", b'[{"headline": "a"}, "Zebedee"]', "wrong_type", "[1]: expected an object"),
    ("headlines of text", b'{"uri": "u:1", "headlines": ["Zebedee"]}', "wrong_type", "headlines[0]: expected an"),
    ("bodies without a list", b'{"uri": "u:1", "bodies": "Zebedee"}', "wrong_type", "bodies: expected a list"),
    ("a body's number", b'{"uri": "u:1", "bodies": [{"value": 1}]}', "wrong_type", "bodies[0].value: expected"),
    ("no words", b'{"id": "Zebedee", "headline": " ", "body": "\\n"}', "no_text", "neither"),
    ("ninjs without words", b'{"uri": "u:Zebedee", "versioncreated": null}', "no_text", "neither"),
    ("a list of nothing", b"[]", "unknown_format", "no story"),
    ("an object of nothing", b"{}", "unknown_format", "no story"),
    ("other JSON", b'{"temperature": 12, "town": "Zebedee"}', "unknown_format", "no story"),
    ("a list of numbers", b"[1, 2]", "unknown_format", "no story"),
    ("XML cut short", b"<?xml version='1.0'?>\n<newsItem><headline>Zebedee", "bad_xml", "line 2, column"),
    ("XML without a declaration", b"<g:newsItem xmlns:g='u'>Zebedee</newsItem>", "bad_xml", "line 1, column"),
    ("a form feed in XML", b"<newsItem>Zebedee\x0c</newsItem>", "bad_xml", "line 1, column"),
    ("an undeclared entity", b"<newsItem>Zebedee&nbsp;</newsItem>", "bad_xml", "line 1, column"),
    ("an entity from elsewhere", NOT_DECLARED, "bad_xml", "refers"),
    ("10,000 elements deep", b"<newsItem>" + b"<Zebedee>" * 10_000, "bad_xml", "line 1, column"),
    ("a NUL in XML", b"<newsItem>Zebedee\0</newsItem>", "binary", "byte 17"),
    ("a NUL in UTF-16", "<newsItem>Zebedee\0</newsItem>".encode("utf-16"), "binary", "byte 17"),
    ("UTF-16 that is no XML", SECRET.encode("utf-16"), "binary", "byte 3"),
    ("UTF-16 cut in a character", "<newsItem/>".encode("utf-16")[:-1], "binary", "byte 3"),
    ("XML in no encoding", IN_NO_ENCODING, "not_utf8", "byte 56"),
    ("other XML", b"<?xml version='1.0'?><rss>Zebedee</rss>", "unknown_format", "no story"),
    ("a package", b"<packageItem guid='u:Zebedee'/>", "unknown_format", "no newsItem"),
    ("a message of pictures", _message(PICTURE), "unknown_format", "no newsI"),
    ("an item without words", b"<newsItem guid='u:Zebedee'><itemMeta/></newsItem>", "no_text", "neither"),
    ("an unknown status in XML", _message(STRANGE_STATUS), "wrong_type", "pubStatus"),
    ("too many items", _message("<itemMeta/>", MAX_STORIES + 1), "too_large", "1001 stories"),
    ("too many bytes", b"Zebedee " * (MAX_INPUT_BYTES // 8 + 1), "too_large", "bytes"),
    ("a text that no topic takes", _json(body="x" * 1_000_000), "too_large", "the text has 1000007 bytes"),
    ("too many stories", b"[" + b'{"headline":"x"},' * MAX_STORIES + b'{"headline":"x"}]', "too_large", "1001 stories"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason", "detail"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_refusal_says_why_and_never_quotes(data: bytes, reason: Reason, detail: str, engine: Engine) -> None:
    """What cannot be used is refused with its reason and its place, without a word of it."""
    with pytest.raises(InputError) as refused:
        read_items(source(data), engine)
    assert refused.value.reason == reason
    assert detail in refused.value.detail
    assert SECRET not in refused.value.detail


def test_what_is_declared_json_must_be_json(engine: Engine) -> None:
    """Bytes that are called JSON and are none are refused as such."""
    with pytest.raises(InputError, match="bad_json"):
        read_items(source(b"Ferry sinks", content_type="application/json"), engine)


@pytest.mark.parametrize(
    ("data", "content_type", "name"),
    [
        (b"[UPDATE] Ferry sinks", None, "plain"),
        (b"{Corrects first name} Ferry sinks", "text/plain; charset=utf-8", "plain"),
        (b'{"headline": "x"}', "text/plain", "newswire-json"),
        (b'\xef\xbb\xbf {"headline": "x"}', None, "newswire-json"),
        (b'{"id": 1, "pubStatus": "canceled"}', None, "newswire-json"),
        (b'{"uri": "u:1", "headline": "x"}', None, "ninjs"),
        (b'{"uri": "u:1", "id": "1", "headline": "x", "body": "y"}', None, "newswire-json"),
        (b'{"headline": "x", "body_html": "<p>y</p>"}', None, "ninjs"),
        (b"<?xml version='1.0'?><newsItem/>", "text/plain", "newsml-g2"),
        (b"\xef\xbb\xbf\n <!-- a --><!-- b --><ns0:newsMessage xmlns:ns0='u'/>", None, "newsml-g2"),
        (b"<EUR=> falls", None, "plain"),
        (b"<newsItems rise", None, "plain"),
        (b'{"headline": "x"}', "application/xml", "newswire-json"),
    ],
)
def test_the_bytes_decide_before_what_is_said_of_them(data: bytes, content_type: str | None, name: str) -> None:
    """A declared type is a hint: the bytes tell the format."""
    assert format_of(source(data, content_type=content_type)).name == name


def test_what_is_declared_xml_must_be_xml(engine: Engine) -> None:
    """Bytes that are called XML and are none are refused as such."""
    with pytest.raises(InputError, match="bad_xml"):
        read_items(source(b"Ferry sinks", content_type="application/xml"), engine)


def test_a_cancellation_or_a_hold_needs_no_words(engine: Engine) -> None:
    """An instruction to take a story back is never refused for want of text."""
    for status in ("canceled", "withheld", "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/withheld"):
        (item,) = read_items(source(json.dumps({"uri": "u:1", "pubstatus": status}).encode()), engine)
        assert item.headline is None
        assert item.body is None
        assert item.pubStatus in {"canceled", "withheld"}
