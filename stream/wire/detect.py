"""Which format bytes are in, from the bytes themselves; what is said of them is a hint.

What cannot be a story in any format is refused here, before a parser sees it.
"""

import re

from stream.errors import InputError
from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.format import Format, formats
from stream.wire.source import Source

MAX_INPUT_BYTES = 4 * 1024 * 1024
"""What the topic `raw` takes."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def read_items(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return the items in what was received, one for each story. Raises InputError if they cannot be read."""
    _check_bytes(source)
    if not source.text.strip():
        raise InputError("empty", "only white space")
    return format_of(source).read(source, engine)


def format_of(source: Source) -> Format:
    """Return the format that the bytes are in. Raises InputError (not_utf8, bad_json, bad_xml, unknown_format)."""
    found = next((one for one in formats() if one.recognises(source)), None)
    if found is None:
        raise InputError("unknown_format", "JSON or XML, but no story: it begins as none of the formats does")
    return found


def _check_bytes(source: Source) -> None:
    data = source.data
    if len(data) > MAX_INPUT_BYTES:
        raise InputError("too_large", f"{len(data)} bytes, {MAX_INPUT_BYTES} are allowed")
    if not data.strip():
        raise InputError("empty", "no bytes" if not data else "only white space")
    if control := _CONTROL.search(source.narrow):
        raise InputError("binary", f"byte {control.start()} is a control character")
