"""Noun phrases without a parser: what stands left of a verb as its subject, right of it as its object.

A phrase ends at closed-class words, punctuation and past forms of known verbs.
"""

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from stream.extract.lines import Line, is_punctuation
from stream.extract.triggers import past_forms
from stream.lexicon.words import word_set

_LONGEST = 12
_HOPS = 4


class Range(NamedTuple):
    """The tokens `first` up to, not including, `last`."""

    first: int
    last: int


def subject_of(line: Line, verb: int) -> Range | None:
    """Return the noun phrase that ends before a verb, hopping over its prepositional phrases."""
    at = _to_noun(line, verb - 1)
    if at is None:
        return None
    found = _left(line, at)
    for _ in range(_HOPS):
        before = _head_before(line, found.first)
        if before is None:
            break
        found = _left(line, before)
    return found if found.first < found.last else None


def object_of(line: Line, after: int) -> Range | None:
    """Return the noun phrase that begins at or just after a token."""
    words = line.words
    at = after
    while at < len(words) and (is_adverb(words[at]) or _in_time(line, at) or words[at] in _QUOTES):
        at += 1
    return right_phrase(line, at)


_QUOTES = frozenset({'"', "“", "”"})


def right_phrase(line: Line, first: int) -> Range | None:
    """Return the noun phrase that begins at a token, or None."""
    last = first
    limit = min(len(line.words), first + _LONGEST)
    while last < limit and (not _ends(line, last) or (line.words[last] == "of" and last > first)):
        last += 1
    while last > first and line.words[last - 1] in _words("phrase_tails"):
        last -= 1
    return Range(first, last) if last > first else None


def coordinated(line: Line, phrase: Range) -> Range | None:
    """Return the noun phrase joined to one by "and", if any."""
    words = line.words
    if phrase.last < len(words) and words[phrase.last] == "and":
        return right_phrase(line, phrase.last + 1)
    return None


def coordinated_before(line: Line, phrase: Range) -> Range | None:
    """Return the noun phrase joined to one by an "and" before it, if any."""
    at = phrase.first - 2
    if at < 0 or line.words[at + 1] != "and" or _ends(line, at):
        return None
    return _left(line, at)


def text_of(line: Line, phrase: Range) -> str:
    """Return the words of a phrase without its article, as they stand in the sentence."""
    tokens = line.sentence.tokens[phrase.first : phrase.last]
    kept = tokens[1:] if len(tokens) > 1 and tokens[0].lower in _words("articles") else tokens
    pieces = [kept[0].text]
    for before, token in pairwise(kept):
        pieces.append(token.text if token.start == before.end else f" {token.text}")
    return "".join(pieces)


def _to_noun(line: Line, at: int) -> int | None:
    """Step left from a verb over auxiliaries, adverbs, times, asides and relative pronouns to a noun phrase's end."""
    words = line.words
    while at >= 0 and (words[at] == "," or not is_punctuation(words[at])):
        if words[at] in _words("joining"):
            return _shared(line, at)
        before = _over(line, at)
        if before == at:
            return at
        at = before
    return None


def _over(line: Line, at: int) -> int:
    """Return the token to go on from when a word stands between a verb and its subject, or the word itself."""
    words = line.words
    if words[at] == ",":
        return _before_aside(words, at)
    if words[at].isdigit() and at and words[at - 1] == ",":
        return at - 2
    if words[at] in _words("relatives"):
        return at - 2 if at and words[at - 1] == "," else at - 1
    governs = words[at] in _words("control_verbs") and words[at + 1 : at + 2] == ("to",)
    between = governs or words[at] in _words("auxiliaries") or is_adverb(words[at]) or _in_time(line, at)
    return at - 1 if between else at


def is_adverb(word: str) -> bool:
    """Tell whether a word is an adverb, by the list or by its -ly."""
    return word in _words("adverbs") or (word.endswith("ly") and word not in _words("nouns_in_ly"))


def _before_aside(words: tuple[str, ...], comma: int) -> int:
    """Return the token before the aside that a comma closes, -1 if it closes none."""
    for at in range(comma - 1, max(-1, comma - _LONGEST), -1):
        if words[at] == ",":
            return at - 1
    return -1


def _shared(line: Line, conjunction: int) -> int | None:
    """Return the end of the subject a second verb shares with the verb before it; after a comma, with the first one."""
    back = range(conjunction - 1, max(-1, conjunction - 2 * _LONGEST), -1)
    verbs = [at for at in back if line.words[at] in past_forms() or line.words[at] in _words("auxiliaries")]
    if not verbs:
        return None
    found = (verbs[-1] if conjunction and line.words[conjunction - 1] == "," else verbs[0]) - 1
    while found >= 0 and (line.words[found] in _words("auxiliaries") or is_adverb(line.words[found])):
        found -= 1
    return found if found >= 0 and not is_punctuation(line.words[found]) else None


def _left(line: Line, end: int) -> Range:
    first = end
    while first >= 0 and end - first < _LONGEST and (not _ends(line, first) or line.words[first] == "of"):
        first -= 1
    first += 1
    while first < end and (line.words[first] == "of" or is_punctuation(line.words[first])):
        first += 1
    return Range(first, end + 1)


def _head_before(line: Line, first: int) -> int | None:
    """Return the noun before the preposition that a phrase hangs on, if it hangs on one."""
    at = first - 1
    if at < 1 or line.words[at] not in _words("prepositions"):
        return None
    return None if _ends(line, at - 1) else at - 1


def _ends(line: Line, at: int) -> bool:
    """Tell whether no noun phrase goes on at a token: names are never cut, whatever stands in them."""
    word = line.words[at]
    if _in_mention(line, at) or _in_quantity(line, at):
        return False
    if is_punctuation(word):
        return word not in _INSIDE and not (word == "." and at + 1 < len(line.words))
    return word in _stops() or word in past_forms() or _in_time(line, at)


_INSIDE = frozenset({"-", "$", "£", "€", "%", "'s", '"', "“", "”", "&"})


def _in_time(line: Line, at: int) -> bool:
    return any(placed.first <= at < placed.last for placed in line.times)


def _in_mention(line: Line, at: int) -> bool:
    return any(placed.first <= at < placed.last for placed in line.mentions)


def _in_quantity(line: Line, at: int) -> bool:
    return any(placed.first <= at < placed.last for placed in line.quantities)


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("grammar", key)


@cache
def _stops() -> frozenset[str]:
    keys = ("prepositions", "auxiliaries", "conjunctions", "pronoun_stops")
    return frozenset().union(*(_words(key) for key in keys)) - {"'s"}
