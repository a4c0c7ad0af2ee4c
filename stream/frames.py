"""What a worker and its reading child process say to each other: length-prefixed msgpack on pipes."""

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from stream.messages import Reason
from stream.record import Output, Record
from stream.settings import Settings

T = TypeVar("T")

HEADER_BYTES = 4


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a record is not read."""

    reason: Reason
    detail: str


class Request(Struct, frozen=True, kw_only=True):
    """A record to be read or, with a refusal, to be refused."""

    record: Record
    emitted: datetime
    refusal: Refusal | None = None


class Ready(Struct, frozen=True, kw_only=True):
    """What a child says once it can read; `failed` says in one line why it cannot."""

    failed: str | None = None


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not go through a pipe")


def _rich(kind: type[Any], value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise TypeError(f"{kind.__name__} does not come through a pipe")


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain)


def pack(message: Settings | Request | Ready | Output) -> bytes:
    """Return a message as a frame."""
    body = _encoder.encode(message)
    return len(body).to_bytes(HEADER_BYTES, "big") + body


def unpack(body: bytes, kind: type[T]) -> T:
    """Return the message in a frame's body."""
    return msgspec.msgpack.decode(body, type=kind, dec_hook=_rich)


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the body of the next frame, None at the end of the stream."""
    header = stream.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return None
    size = int.from_bytes(header, "big")
    body = stream.read(size)
    return body if len(body) == size else None
