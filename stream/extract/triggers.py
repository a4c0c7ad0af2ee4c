"""Find triggers: words that stand for an event, looked up by their first word, longest first."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from stream.extract.events import families
from stream.extract.events.family import Group, kind_of
from stream.extract.forms import Form, noun_forms, verb_forms
from stream.extract.lines import Line
from stream.facts import EventType
from stream.lexicon.words import read
from stream.text.tokens import tokens_of

_UNLESS_WINDOW = 4


class Pattern(Struct, frozen=True, kw_only=True):
    """One form of one trigger."""

    words: tuple[str, ...]
    form: Form
    lemma: str
    weak: bool
    type: EventType
    mode: str
    group: Group


class Found(Struct, frozen=True, kw_only=True):
    """A pattern where it stands in a line: the tokens `first` up to, not including, `last`."""

    pattern: Pattern
    first: int
    last: int


Index = dict[str, tuple[Pattern, ...]]


@cache
def trigger_index() -> Index:
    """Return every pattern of every family under its first word, longest first."""
    index: dict[str, list[Pattern]] = {}
    for group in (group for family in families() for group in family.groups):
        for pattern in _patterns(group):
            index.setdefault(pattern.words[0], []).append(pattern)
    return {word: tuple(sorted(rows, key=lambda row: -len(row.words))) for word, rows in index.items()}


@cache
def past_forms() -> frozenset[str]:
    """Return past forms of the verbs of events and of speech: a noun phrase ends where one stands."""
    rows = (row for rows in trigger_index().values() for row in rows)
    speech = (form.text for base in read("cue_verbs")["verbs"] for form in verb_forms(base) if form.form == "past")
    return frozenset(row.words[0] for row in rows if row.form == "past").union(speech)


def candidates(line: Line, at: int) -> Iterator[Found]:
    """Yield the patterns that stand at a token, longest first, but for those their surroundings forbid."""
    words = line.words
    for pattern in trigger_index().get(words[at], ()):
        last = at + len(pattern.words)
        if words[at:last] == pattern.words and not _forbidden(line, at, last, pattern.group):
            yield Found(pattern=pattern, first=at, last=last)


def _forbidden(line: Line, first: int, last: int, group: Group) -> bool:
    if group.absent and not line.present.isdisjoint(group.absent):
        return True
    if not group.unless:
        return False
    around = line.words[max(0, first - _UNLESS_WINDOW) : last + _UNLESS_WINDOW]
    text = f" {' '.join(around)} "
    return any(blocker in text for blocker in _blockers(group.unless))


@cache
def _blockers(unless: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {' '.join(split(words))} " for words in unless)


def _patterns(group: Group) -> Iterator[Pattern]:
    weak = frozenset(group.weak_in)
    for base in group.verbs:
        for inflected in verb_forms(base):
            yield _pattern(group, inflected.text, inflected.form, base, weak)
    for base in group.nouns:
        for noun in noun_forms(base):
            yield _pattern(group, noun, "noun", base, weak)
    for phrase in group.phrases:
        yield _pattern(group, phrase, "phrase", phrase, weak)


def _pattern(group: Group, text: str, form: Form, lemma: str, weak: frozenset[str]) -> Pattern:
    event_type, mode = kind_of(group.kind)
    return Pattern(
        words=split(text),
        form=form,
        lemma=lemma,
        weak=group.weak or lemma in weak or text in weak,
        type=event_type,
        mode=mode,
        group=group,
    )


@cache
def split(text: str) -> tuple[str, ...]:
    """Return the words of a trigger as the tokenizer cuts them."""
    return tuple(token.lower for token in tokens_of(text, 0, len(text)))
