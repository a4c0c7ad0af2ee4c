"""Runs of capitals in a sentence: what may be a name, cut at titles, before anybody asks what kind of name it is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from stream.extract.engine import Known
from stream.lexicon.actors import Actor
from stream.lexicon.countries import by_demonym
from stream.lexicon.phrases import Phrases
from stream.lexicon.words import read, word_set
from stream.text.document import Token

_SHOUTED_SHARE = 0.7
_SHOUTED_LEAST = 4
_TAIL_REACH = 4


class Chunk(NamedTuple):
    """Tokens `first` to `end` that may be a name; `titled`: a title stands before; `known`: the lexicon has it."""

    first: int
    end: int
    titled: bool
    known: Known | None


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Tell a headline in capitals, where a capital says nothing, from a sentence."""
    words = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _SHOUTED_LEAST and capitals >= _SHOUTED_SHARE * len(words)


def chunks(tokens: Sequence[Token], known: Phrases[Known], *, shouted: bool) -> Iterator[Chunk]:
    """Yield the chunks of a sentence in order; of a shouted one only what the lexicon knows."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not _may_start(token):
            at += 1
            continue
        match = known.longest(tokens, at)
        if match and _stands_alone(tokens, at, match.end, match.meaning, shouted=shouted):
            yield Chunk(at, match.end, _titled(tokens, at), match.meaning)
            at = match.end
        elif shouted or not is_capital(token):
            at += 1
        else:
            end = _run_end(tokens, at)
            for chunk in _cut(tokens, at, end):
                yield _recognized(tokens, chunk, known)
            at = end


_OPENING = frozenset({'"', "“", "'", "‘", "``", ":", ";", "--", "—", "–", "...", "(", "["})


def opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a capital may be there only because a sentence or quotation opens."""
    return at == 0 or tokens[at - 1].text in _OPENING


def _recognized(tokens: Sequence[Token], chunk: Chunk, known: Phrases[Known]) -> Chunk:
    """Return the chunk with what the lexicon knows it to be, now that titles and demonyms are off."""
    match = known.longest(tokens, chunk.first)
    return chunk._replace(known=match.meaning) if match and match.end == chunk.end else chunk


def _may_start(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (text[0].isalpha() and is_glued(text)) or token.lower in word_set_of("small_starts")


def _stands_alone(tokens: Sequence[Token], first: int, end: int, meaning: Known, *, shouted: bool) -> bool:
    """Tell a known name from the start of a longer one ("Lyon University") and from a word that opens a sentence."""
    single = end - first == 1
    if shouted:
        return not (single and _is_shouted_word(tokens, first))
    if single and opens(tokens, first) and tokens[first].lower in word_set("common_words", "words"):
        return False
    if end == len(tokens) or not is_capital(tokens[end]) or is_title(tokens[end]):
        return True
    return _may_precede(tokens[first], tokens[end], meaning, single=single)


def _is_shouted_word(tokens: Sequence[Token], at: int) -> bool:
    """Tell "IS" in a headline all in capitals from the acronym."""
    text = tokens[at].text
    return text.isupper() and len(text) < 5 and any(t.text.isupper() for t in tokens if len(t.text) > 4)


def _may_precede(name: Token, following: Token, meaning: Known, *, single: bool) -> bool:
    """Tell whether a known name may stand before another capital: "Hamas Gaza chief", not "Lyon University"."""
    if isinstance(meaning, Actor) and (meaning.type != "person" or not single):
        return following.text not in word_set("org_words", "org_tails")
    return following.lower in by_demonym() or following.text.isupper() != name.text.isupper()


def is_capital(token: Token) -> bool:
    """Tell a word in capitals that may be part of a name from other tokens and from days and months."""
    text = token.text
    if not (text[0].isupper() or is_glued(text)):
        return False
    return text[0].isalpha() and text.removesuffix("s") not in _calendar()


@cache
def _calendar() -> frozenset[str]:
    """Return days and months without a final s, so that Mondays are days too."""
    return frozenset(word.removesuffix("s") for word in word_set("org_words", "calendar"))


@cache
def _glued() -> re.Pattern[str]:
    particles = "|".join(read("org_words")["glued_particles"])
    return re.compile(rf"(?:{particles})['’-][A-ZÀ-Þ].*")


def is_glued(text: str) -> bool:
    """Tell "al-Barazi"."""
    return bool(_glued().fullmatch(text))


def is_title(token: Token) -> bool:
    """Tell a title in capitals: Mr, Gen, President."""
    return token.text in word_set("titles", "civil") or token.text in word_set("titles", "office")


def _run_end(tokens: Sequence[Token], first: int) -> int:
    """Return the end of the run of capitals that starts at `first`."""
    end = first + 1
    while end < len(tokens):
        step = _step(tokens, first, end)
        if not step:
            break
        end += step
    return end


def _step(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return how many tokens the run takes in at `end` (a capital, "van Dyck", "of Justice"); 0 if it ends."""
    token = tokens[end]
    if is_capital(token):
        return 1
    if token.text == ".":
        return int(_is_abbreviation(tokens[end - 1]) and _is_capital_at(tokens, end + 1))
    if token.text.isdigit():
        return int(tokens[end - 1].text in word_set_of("road_heads"))
    after = end + 1
    while after < len(tokens) and after < end + 3 and tokens[after].lower in word_set_of("second_particles"):
        after += 1
    return after + 1 - end if _is_capital_at(tokens, after) and _links(tokens, first, end, after) else 0


def _is_capital_at(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and is_capital(tokens[at])


def _links(tokens: Sequence[Token], first: int, end: int, after: int) -> bool:
    """Tell whether the small word at `end` holds the name together with the capital at `after`."""
    word, last = tokens[end].lower, tokens[end - 1].text
    if word in {"of", "for"}:
        heads = word_set("org_words", "org_heads") | (word_set_of("place_of_heads") if word == "of" else frozenset())
        return last in heads or (word == "for" and last in word_set("org_words", "org_tails"))
    if word == "&":
        return True
    if word == "and":
        return _joins_and(tokens, first, end, after)
    if word == "'s":
        return last not in word_set_of("never_possessor") and _tail_follows(tokens, after, reach=_TAIL_REACH)
    return word in word_set_of("particles")


def _joins_and(tokens: Sequence[Token], first: int, end: int, after: int) -> bool:
    """Tell "Food and Drug Administration", "Department of Housing and Urban Development" from two names."""
    if is_title(tokens[after]) or tokens[after].text.isupper():
        return False
    of_phrase = any(token.lower in {"of", "for"} for token in tokens[first:end])
    return of_phrase or (end - first < 3 and _tail_follows(tokens, after + 1, reach=2))


def _tail_follows(tokens: Sequence[Token], start: int, reach: int) -> bool:
    """Tell whether the capitals from `start` on end in a word like Council, within `reach` words."""
    tails = word_set("org_words", "org_tails") | word_set("org_words", "event_tails")
    for token in tokens[start : start + reach]:
        if not is_capital(token):
            return False
        if token.text in tails:
            return True
    return False


@cache
def word_set_of(key: str) -> frozenset[str]:
    """Return a word list of org_words.yml."""
    return word_set("org_words", key)


def _is_abbreviation(token: Token) -> bool:
    return len(token.text) == 1 or token.text in word_set("abbreviations", "before_name") or is_title(token)


def _cut(tokens: Sequence[Token], first: int, end: int) -> Iterator[Chunk]:
    """Yield the names within a run: what stands before titles, and the person behind them."""
    if _is_whole(tokens, first, end):
        yield from _trimmed(tokens, first, end, titled=_titled(tokens, first))
        return
    start, titled = first, _titled(tokens, first)
    if _completes_title(tokens, first):
        start, titled = first + 1, True
    for at in range(start, end):
        if _is_title_at(tokens, at):
            yield from _trimmed(tokens, start, at, titled=titled)
            start, titled = at + 1, True
    yield from _trimmed(tokens, start, end, titled=titled)


def _is_whole(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell "Office of the Attorney General" and "Defence Ministry", in which words like titles are no titles."""
    named = is_tail(tokens[end - 1]) or any(token.lower in {"of", "for"} for token in tokens[first:end])
    return named and not _person_behind(tokens, first, end)


def _is_title_at(tokens: Sequence[Token], at: int) -> bool:
    return is_title(tokens[at]) or (tokens[at].text == "." and at > 0 and is_title(tokens[at - 1]))


def _completes_title(tokens: Sequence[Token], first: int) -> bool:
    """Tell "State" in "Secretary of State John Smith"."""
    of_title = first > 1 and tokens[first - 1].lower == "of" and is_title(tokens[first - 2])
    return of_title and tokens[first].text in word_set("titles", "complements")


def is_tail(token: Token) -> bool:
    """Tell a word that ends the name of an organization or facility."""
    return token.text in word_set("org_words", "org_tails") or token.text in word_set("org_words", "facility_tails")


def _person_behind(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell "Judge Robert Church" from "Defence Ministry"."""
    at = first
    while at < end and (is_title(tokens[at]) or tokens[at].text == "."):
        at += 1
    return first < at < end - 1 and tokens[at].text in word_set("first_names", "names")


def _trimmed(tokens: Sequence[Token], first: int, end: int, *, titled: bool) -> Iterator[Chunk]:
    """Yield the chunk without the demonyms and common words it opens with, nothing if nothing is left."""
    if end - first > 1 and is_tail(tokens[end - 1]):
        first += tokens[first].lower in read("times")["articles"] or tokens[first].lower == "the"
    else:
        while first < end and _is_modifier(tokens, first, end):
            first += 1
    while end > first and tokens[end - 1].text in {".", "'s", "&"}:
        end -= 1
    if first < end:
        yield Chunk(first, end, titled, None)


def _is_modifier(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.lower in by_demonym():
        return True
    if token.text in word_set("org_words", "ignored") and token.text not in word_set_of("place_heads"):
        return True
    return (
        opens(tokens, at)
        and token.lower in word_set("common_words", "words")
        and not (end > 2 and token.text in word_set("first_names", "names"))
    )


def _titled(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a title in small letters stands right before."""
    return first > 0 and (tokens[first - 1].lower in word_set("titles", "lower") or is_title(tokens[first - 1]))
