"""A story's events as merge's memory keeps them: a third of their size, for there are many stories."""

import zlib
from collections.abc import Mapping

import msgspec

from stream.entries import EventOutline

_LEVEL = 1
"""zlib's fastest: of what a story of nine events leaves, 2.3 kB become 0.8."""

_decoder = msgspec.msgpack.Decoder(dict[str, EventOutline])


def packed(events: Mapping[str, EventOutline]) -> bytes:
    """Return the bytes under which events are kept; most stories have none, and take none."""
    return zlib.compress(msgspec.msgpack.encode(events), _LEVEL) if events else b""


def unpacked(data: bytes) -> dict[str, EventOutline]:
    """Return the events that were packed."""
    return _decoder.decode(zlib.decompress(data)) if data else {}
