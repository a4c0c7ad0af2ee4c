"""A format of stories: how it is recognised and read, with the samples that are its tests.

A new format is one file in this folder with a `FORMAT` in it; nothing else
names it.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct

from stream import wire
from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.source import Source


class Example(Struct, frozen=True, kw_only=True):
    """A sample of a format: for each story in it, the fields that it must give."""

    name: str
    data: bytes
    gives: tuple[dict[str, Any], ...]


class Format(Struct, frozen=True, kw_only=True):
    """A format of stories. Formats are asked in order of `priority`, the lowest first.

    `recognises` may look at everything in the source and raises nothing but
    InputError; `read` returns one item a story and raises InputError if there
    is none.
    """

    name: str
    summary: str
    priority: int
    content_types: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source, Engine], tuple[Item, ...]]
    examples: tuple[Example, ...]


@cache
def formats() -> tuple[Format, ...]:
    """Return every format there is, in the order in which they are asked."""
    modules = (
        importlib.import_module(f"{wire.__name__}.{found.name}") for found in pkgutil.iter_modules(wire.__path__)
    )
    found = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(sorted((one for one in found if isinstance(one, Format)), key=lambda one: (one.priority, one.name)))
