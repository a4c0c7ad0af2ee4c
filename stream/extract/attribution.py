"""Who says so: sources and their cues, sentence by sentence, pronouns resolved to the source before."""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct, structs

from stream.extract.forms import verb_forms
from stream.extract.lines import Line
from stream.extract.needs import meets, word_class
from stream.extract.phrases import Range, right_phrase, subject_of, text_of
from stream.extract.triggers import split
from stream.facts import Attribution
from stream.lexicon.words import read

_QUOTES = frozenset({'"', "“", "”"})


class Source(Struct, frozen=True, kw_only=True):
    """A source in a line: the words for it, where, and whether the writer leaves the claim to it."""

    attribution: Attribution
    range: Range
    cue: int
    claiming: bool


def sources_of(lines: Sequence[Line]) -> tuple[Source | None, ...]:
    """Return the source of each line, None where the narrator speaks."""
    found: list[Source | None] = []
    last: Source | None = None
    quoted = False
    for line in lines:
        source = _resolved(_source(line), last)
        if source is None and last is not None and (quoted or _is_quote(line)):
            source = structs.replace(last, range=Range(0, 0))
        found.append(source)
        last = source or last
        quoted = quoted != _is_odd(line)
    return tuple(found)


def attribution_of(text: str, entity_id: str | None) -> Attribution:
    """Return a source with its class by the words of its name."""
    padded = f" {' '.join(split(text))} "
    found = next((name for name, words in _classes() if any(word in padded for word in words)), None)
    return Attribution(text=text, entity_id=entity_id, source_class=found)


def _source(line: Line) -> Source | None:
    for at, word in enumerate(line.words):
        for words, kind in _cues().get(word, ()):
            last = at + len(words)
            if line.words[at:last] == words and not _is_name(line, at) and not _is_noun(line, at):
                source = _at(line, Range(at, last), kind)
                if source is not None:
                    return source
    return None


def _is_noun(line: Line, at: int) -> bool:
    """Tell whether the base form of a cue stands as a noun: "Kaduna state", but not "police state"."""
    if line.words[at] not in _bases():
        return False
    before = line.words[at - 1] if at else ""
    return not (before in pronouns() or before in word_class("human") or before.endswith("s"))


def _is_name(line: Line, at: int) -> bool:
    """Tell whether a word is written as a part of a name: "Secretary of State"."""
    capital = at > 0 and not line.headline and line.sentence.tokens[at].text[0].isupper()
    return capital or any(m.first <= at < m.last for m in line.mentions)


def _at(line: Line, cue: Range, kind: str) -> Source | None:
    phrase = _phrase(line, cue, kind)
    if phrase is None or not _may_speak(line, phrase):
        return None
    named = [m.item for m in line.mentions if phrase.first <= m.first < phrase.last]
    entity_id = named[0].entity_id if named else None
    attribution = attribution_of(text_of(line, phrase), entity_id)
    return Source(attribution=attribution, range=phrase, cue=cue.first, claiming=kind == "claiming")


def _phrase(line: Line, cue: Range, kind: str) -> Range | None:
    if kind == "prepositional":
        return right_phrase(line, cue.last)
    before = line.words[cue.first - 1] if cue.first else ""
    inverted = before == "," or before in _QUOTES
    if inverted:
        after = right_phrase(line, cue.last)
        if after is not None and _may_speak(line, after):
            return after
    return subject_of(line, cue.first)


def _may_speak(line: Line, phrase: Range) -> bool:
    return (
        meets(line, phrase, "political")
        or meets(line, phrase, "human")
        or (phrase.last - phrase.first == 1 and line.words[phrase.first] in pronouns())
        or attribution_of(text_of(line, phrase), None).source_class is not None
    )


def _resolved(source: Source | None, last: Source | None) -> Source | None:
    """Return the source with its pronoun replaced by the source before; None if there is none to take."""
    if source is None or source.attribution.text.lower() not in pronouns():
        return source
    if last is None:
        return None
    return structs.replace(source, attribution=last.attribution)


def _is_quote(line: Line) -> bool:
    return line.words[0] in _QUOTES


def _is_odd(line: Line) -> bool:
    return sum(word in _QUOTES for word in line.words) % 2 == 1


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for kind in ("verbs", "claiming"):
        for base in read("cue_verbs")[kind]:
            for form in verb_forms(base):
                words = split(form.text)
                index.setdefault(words[0], set()).add((words, kind))
    for text in read("cue_verbs")["prepositional"]:
        words = split(text)
        index.setdefault(words[0], set()).add((words, "prepositional"))
    return {word: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for word, rows in index.items()}


@cache
def _bases() -> frozenset[str]:
    return frozenset(base for kind in ("verbs", "claiming") for base in read("cue_verbs")[kind])


@cache
def _classes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (row["class"], tuple(f" {' '.join(split(word))} " for word in row["words"])) for row in read("sources")
    )


@cache
def pronouns() -> frozenset[str]:
    """Return the pronouns that may stand for a source."""
    return frozenset(read("cue_verbs")["pronouns"])
