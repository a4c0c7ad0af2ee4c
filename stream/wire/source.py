"""What a parser gets: bytes as received, and the same as text and as JSON, each worked out once."""

import re
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from msgspec import Struct

from stream.errors import InputError
from stream.messages import Origin

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
    def text(self) -> str:
        """The bytes as text, without a byte order mark. Raises InputError (not_utf8)."""
        try:
            return self.data.decode().removeprefix(BYTE_ORDER_MARK)
        except UnicodeDecodeError as error:
            raise InputError("not_utf8", f"byte {error.start} is no UTF-8") from None

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
