"""What a parser gets: bytes as received, and the same as text, as JSON and as XML, each worked out once."""

import re
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from msgspec import Struct

from stream.errors import InputError
from stream.messages import Origin
from stream.wire.encoding import Decoded, decode_xml, opens_xml, without_utf16
from stream.wire.xml_tree import Element, parse

BYTE_ORDER_MARK = "\ufeff"
_OPENS_OBJECT = re.compile(r"\s*\{")
_OPENS_LIST = re.compile(r"\s*\[")
_OPENS_LIST_OF_JSON = re.compile(r'\s*\[\s*["\[{\]]')


class Source(Struct, frozen=True, kw_only=True, dict=True):
    """Bytes as received, with what was said of them: `content_type` and `feed` are hints of the sender.

    `provider` is the agency of a story that does not name one.
    """

    data: bytes
    content_type: str | None
    feed: str | None
    provider: str | None = None
    received: datetime
    origin: Origin

    @cached_property
    def narrow(self) -> bytes:
        """The bytes as received, but for XML in UTF-16, which is given as UTF-8."""
        return without_utf16(self.data)

    @property
    def text(self) -> str:
        """The bytes as text, without a byte order mark. Raises InputError (not_utf8)."""
        return self.decoded.text

    @cached_property
    def decoded(self) -> Decoded:
        """The bytes as text, with a note on XML that declares a wrong encoding. Raises InputError (not_utf8)."""
        if opens_xml(self.narrow):
            text, note = decode_xml(self.narrow)
            return Decoded(text.removeprefix(BYTE_ORDER_MARK), note)
        try:
            return Decoded(self.data.decode().removeprefix(BYTE_ORDER_MARK))
        except UnicodeDecodeError as error:
            raise InputError("not_utf8", f"byte {error.start} is no UTF-8") from None

    @cached_property
    def xml(self) -> Element:
        """The root element of an XML document. Raises InputError (not_utf8, bad_xml)."""
        return Element(parse(self.text))

    @cached_property
    def is_xml(self) -> bool:
        """Whether the bytes are XML, or are meant to be. Raises InputError (not_utf8)."""
        return not self.is_json and (opens_xml(self.narrow) or "xml" in (self.content_type or "").lower())

    @cached_property
    def json(self) -> Any:
        """The bytes as JSON. Raises InputError (not_utf8, bad_json)."""
        try:
            return orjson.loads(self.text)
        except orjson.JSONDecodeError as error:
            raise InputError("bad_json", f"broken at line {error.lineno}, column {error.colno}") from None

    @cached_property
    def is_json(self) -> bool:
        """Whether the bytes are JSON, or are meant to be. Raises InputError (not_utf8)."""
        said = (self.content_type or "").lower()
        if "json" in said:
            return True
        if not (_OPENS_OBJECT.match(self.text) or _OPENS_LIST.match(self.text)):
            return False
        return self._parses() or not ("text/" in said or self._opens_like_prose())

    def _opens_like_prose(self) -> bool:
        """Tell `[UPDATE] …` from a list."""
        return bool(_OPENS_LIST.match(self.text)) and not _OPENS_LIST_OF_JSON.match(self.text)

    def _parses(self) -> bool:
        try:
            return self.json is not None
        except InputError:
            return False
