"""Reading the lexicons."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.lexicon import words

LEXICONS = sorted(Path(str(files("stream.lexicon"))).rglob("*.yml"))


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)
    elif isinstance(value, list):
        yield value
        for inner in value:
            yield from _lists(inner)


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_lists_of_words_hold_no_booleans(path: Path) -> None:
    """A bare `off` in a list of words would never match."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert not [inner for inner in _lists(loaded) if any(isinstance(word, bool) for word in inner)]


def test_the_fingerprint_covers_every_lexicon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A changed word changes the ruleset, in a folder of the lexicon as well as at its top."""
    folder = tmp_path / "events"
    folder.mkdir()
    (folder / "family.yml").write_text("- word\n")

    def lexicon(_: str) -> Traversable:
        return tmp_path

    monkeypatch.setattr(words, "files", lexicon)
    before = words.fingerprint("1")
    (folder / "family.yml").write_text("- another\n")
    assert words.fingerprint("1") != before
