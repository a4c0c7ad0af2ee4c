"""Read the lexicon files of this folder: YAML written and reviewed like code."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_FINGERPRINT_DIGITS = 12


@cache
def read(name: str) -> Any:
    """Return what `<name>.yml` holds. Callers never change it."""
    text = (files("stream.lexicon") / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """Return the words listed under `key` of `<name>.yml`; a block of text is split at blanks."""
    listed = read(name)[key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def read_all() -> None:
    """Read every lexicon file now, so that no story waits for one."""
    root = files("stream.lexicon")
    for folder, prefix in ((root, ""), (root / "events", "events/")):
        for path in folder.iterdir():
            if path.name.endswith(".yml"):
                read(prefix + path.name.removesuffix(".yml"))


def fingerprint(version: str) -> str:
    """Return a short hash over all lexicon files, those in folders too, and the package version."""
    hasher = hashlib.sha256(version.encode())
    for path in _lexicons(files("stream.lexicon")):
        hasher.update(path.name.encode() + path.read_bytes())
    return hasher.hexdigest()[:_FINGERPRINT_DIGITS]


def _lexicons(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _lexicons(entry)
        elif entry.name.endswith(".yml"):
            yield entry
