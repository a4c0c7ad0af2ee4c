"""The characters of an XML document. Its declaration is often wrong, so UTF-8 is tried before what it says.

Order: UTF-16 by its byte order mark or its first `<`; UTF-8, strict; the
declared encoding; Windows-1252.
"""

import re
from typing import NamedTuple

from stream.errors import InputError
from stream.lexicon.words import read, word_set

_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_SPACE = rb"(?:\xef\xbb\xbf)?\s*"
_DECLARATION = re.compile(_SPACE + rb"<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"'][^>]{0,200}>")
_FIRST_ELEMENT = re.compile(_SPACE + rb"(?>(?:<!--(?s:.*?)-->\s*)*)<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([A-Za-z]+)[\s/>\[]")
_OPENS = re.compile(_SPACE + rb"<\?xml\s")
_UTF8 = frozenset({None, "utf-8", "utf8"})


class Decoded(NamedTuple):
    """A document's text; `note` says that its declaration was wrong."""

    text: str
    note: str | None = None


def opens_xml(data: bytes) -> bool:
    """Tell whether bytes begin with an XML declaration, or with an element that begins a document we know."""
    if _OPENS.match(data):
        return True
    element = _FIRST_ELEMENT.match(data)
    return element is not None and element[1].decode() in word_set("newsml", "documents")


def without_utf16(data: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8, with no encoding declared; anything else as it is."""
    codec = next((codec for mark, codec in _WIDE if data.startswith(mark)), None)
    if codec is None:
        return data
    try:
        narrow = data.decode(codec).encode()
    except UnicodeDecodeError:
        return data
    return _DECLARATION.sub(b'<?xml version="1.0"?>', narrow, count=1) if opens_xml(narrow) else data


def decode_xml(data: bytes) -> Decoded:
    """Return the text of an XML document that is not in UTF-16. Raises InputError (not_utf8)."""
    declared = _declared(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _decode_other(data, declared, error.start)
    is_so = declared in _UTF8 or data.isascii()
    return Decoded(text, None if is_so else "encoding: not as declared, read as UTF-8")


def _declared(data: bytes) -> str | None:
    found = _DECLARATION.match(data)
    return found[1].decode().lower() if found else None


def _decode_other(data: bytes, declared: str | None, broken_at: int) -> Decoded:
    """Return the text in the encoding declared, if it is one that we know and not UTF-8; else in Windows-1252."""
    codec = read("newsml")["encodings"].get(declared, "utf-8")
    for tried, note in ((codec, None), ("cp1252", "encoding: not as declared, read as Windows-1252")):
        try:
            return Decoded(data.decode(tried), note)
        except UnicodeDecodeError:
            continue
    raise InputError("not_utf8", f"byte {broken_at} is no UTF-8, nor is the whole in the encoding declared")
