"""Check what a trigger needs around it: word classes in its subject, its object or its sentence."""

from functools import cache

from stream.extract.events.family import Need
from stream.extract.lines import Line
from stream.extract.phrases import Range
from stream.lexicon.words import read


def meets(line: Line, phrase: Range | None, need: Need) -> bool:
    """Tell whether a phrase (None: there is none) has what is needed."""
    if phrase is None:
        return False
    if isinstance(need, bool):
        return need
    words = line.words[phrase.first : phrase.last]
    if any(word in _words_of(need) for word in words):
        return True
    return isinstance(need, str) and _named(line, phrase, need)


def stands_near(line: Line, need: Need) -> bool:
    """Tell whether the sentence has what is needed; "a b" stands for these words side by side."""
    if isinstance(need, bool):
        return need
    if not line.present.isdisjoint(_words_of(need)):
        return True
    if any(words in line.joined for words in _compounds_of(need)):
        return True
    return isinstance(need, str) and _named(line, Range(0, len(line.words)), need)


def _named(line: Line, phrase: Range, name: str) -> bool:
    """Tell whether a name or a count in a phrase is of a word class: a person is human, a country political."""
    types = _mention_types(name)
    if any(m.item.type in types and phrase.first <= m.first < phrase.last for m in line.mentions):
        return True
    return name == "human" and any(
        q.item.unit == "people" and q.item.who is not None and phrase.first <= q.first < phrase.last
        for q in line.quantities
    )


@cache
def _mention_types(name: str) -> frozenset[str]:
    return frozenset(read("classes")["mention_types"].get(name, ()))


@cache
def _words_of(need: str | tuple[str, ...]) -> frozenset[str]:
    return frozenset(read("classes")[need] if isinstance(need, str) else need)


@cache
def _compounds_of(need: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {words} " for words in _words_of(need) if " " in words)


def word_class(name: str) -> frozenset[str]:
    """Return a word class."""
    return _words_of(name)
