"""What the user hands in: files and standard input, as documents.

JSON lines are one document a line, and are handed on as they are read.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from stream.errors import UsageError
from stream.record import Headers

STDIN = "-"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One document as handed in. `name` is its file, or file and line."""

    name: str
    data: bytes


class _WithId(msgspec.Struct, frozen=True):
    id: str | int | None = None
    uri: str | None = None
    guid: str | None = None


def given_id(data: bytes) -> str | int | None:
    """Return the id that a JSON document gives itself (`uri` and `guid` are ninjs'), None without one."""
    try:
        found = msgspec.json.decode(data, type=_WithId)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return next((given for given in (found.id, found.uri, found.guid) if given not in {None, ""}), None)


def key_for(given: Input) -> bytes:
    """Return the record key of an input: the id it gives itself, so that versions stay in order, or its file's name."""
    own = given_id(given.data)
    return (Path(given.name).name if own is None else str(own)).encode()


def headers_of(feed: str | None, source: str | None, content_type: str | None = None) -> Headers:
    """Return the record headers that say what is known of an input beside its bytes."""
    given = {"wire-feed": feed, "wire-source": source, "content-type": content_type}
    return tuple((name, value.encode()) for name, value in given.items() if value is not None)


def documents(names: Iterable[str]) -> Iterator[Input]:
    """Yield the documents in files and standard input (`-`). Raises UsageError where one cannot be read."""
    for name in names:
        yield from _split(name, _lines(name))


def _lines(name: str) -> Iterator[bytes]:
    if name == STDIN:
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read ({os.strerror(error.errno or 0)}): give a file, or - for stdin"
        ) from None


def _split(name: str, lines: Iterator[bytes]) -> Iterator[Input]:
    head = _head(lines)
    rest = chain(head, lines)
    if not _are_json_lines(head):
        yield Input(name=name, data=b"".join(rest))
        return
    for number, line in enumerate(rest, 1):
        if line.strip():
            yield Input(name=f"{name}:{number}", data=line.rstrip(b"\r\n"))


def _head(lines: Iterator[bytes]) -> list[bytes]:
    """Return the lines that tell JSON lines from one document: the first with text; the next as well if it is no JSON.

    A whole JSON value on the first line decides at once, so that a program may write one line and wait for its answer.
    """
    head: list[bytes] = []
    filled = 0
    for line in lines:
        head.append(line)
        filled += bool(line.strip())
        if filled == 2 or (filled == 1 and (not _opens_object(line) or _is_json(line))):
            break
    return head


def _opens_object(line: bytes) -> bool:
    return line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _are_json_lines(head: list[bytes]) -> bool:
    filled = [line for line in head if line.strip()]
    return bool(filled) and all(_opens_object(line) for line in filled) and (len(filled) == 2 or _is_json(filled[0]))
