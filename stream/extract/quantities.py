"""How many: numbers with their qualifier, what they count, and what kind of number they are."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from stream.extract.annotations import Quantity, Unit
from stream.extract.nounphrase import NounPhrase, read_noun_phrase
from stream.extract.numbers import digits_value, phrase_value, word_value
from stream.extract.parts import is_more, is_part
from stream.extract.qualifiers import Qualifier, qualifier_before
from stream.extract.symbols import OTHER, letters, spell
from stream.extract.units import is_designator, unit_of
from stream.facts import TimeMention
from stream.lexicon.words import read
from stream.text.document import Document, Sentence, Token

_NUMBER = "(?:d|n+)(?:N+(?:&?n+)?)*"
_GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{rule})"
        for name, rule in {
            "range": f"{_NUMBER}(?:t|-){_NUMBER}|b{_NUMBER}&{_NUMBER}",
            "plural": "VoV|V",
            "several": "a?s[DN]",
            "dozen": "[and]?D",
            "half": "haN",
            "fraction": "h|(?:n-?|a)?f",
            "number": f"{_NUMBER}|aN+",
            "age": "A",
        }.items()
    )
)
_AGE = re.compile(r"(\w+)-years?-olds?")
_SPREAD = 10


class Bounds(NamedTuple):
    """Lowest, likeliest and highest value, None where open or unknown."""

    low: int | None
    best: int | None
    high: int | None


class Found(NamedTuple):
    """A number in a sentence: tokens `first` to `end`, without its qualifier."""

    rule: str
    sentence: Sentence
    first: int
    end: int
    spelt: str

    def words(self) -> list[str]:
        """Return its words."""
        return [token.lower for token in self.sentence.tokens[self.first : self.end]]


def find_quantities(document: Document, times: tuple[TimeMention, ...] = ()) -> tuple[Quantity, ...]:
    """Return the quantities in order; what is part of a date or a time of day is none."""
    dated = {(t.text_of, at) for t in times if t.type in {"DATE", "TIME"} for at in range(t.start, t.end)}
    return tuple(
        quantity
        for sentence in document.sentences
        for found in _numbers(sentence)
        if (sentence.text_of, sentence.tokens[found.first].start) not in dated
        if (quantity := _quantity(document.text(sentence.text_of), found))
    )


def _numbers(sentence: Sentence) -> Iterator[Found]:
    spelt = spell(sentence.tokens, _classes(), _numeric)
    for match in _GRAMMAR.finditer(spelt):
        yield Found(str(match.lastgroup), sentence, match.start(), match.end(), match[0])


def _quantity(text: str, found: Found) -> Quantity | None:
    bounds = _bounds(found)
    tokens = found.sentence.tokens
    if bounds is None or is_designator(tokens, found.first, found.end):
        return None
    qualifier = qualifier_before(tokens, found.first, found.end)
    phrase = read_noun_phrase(tokens, qualifier.end)
    unit = "age" if found.rule == "age" else unit_of(tokens, found.first, qualifier.end, phrase)
    if unit is None:
        return None
    return _assembled(text, found, _qualified(bounds, qualifier.kind), qualifier, (unit, phrase))


def _assembled(
    text: str, found: Found, bounds: Bounds, qualifier: Qualifier, counted: tuple[Unit, NounPhrase]
) -> Quantity:
    tokens, (unit, phrase) = found.sentence.tokens, counted
    start, end = tokens[qualifier.first].start, tokens[qualifier.end - 1].end
    counts = unit in {"people", "thing"}
    return Quantity(
        text_of=found.sentence.text_of,
        start=start,
        end=end,
        np_end=tokens[phrase.end - 1].end if counts else end,
        text=text[start:end],
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        qualifier=qualifier.words,
        unit=unit,
        who=_who(text, tokens, phrase) if counts else None,
        part_of=is_part(tokens, qualifier, phrase),
        more=is_more(tokens, qualifier, phrase),
    )


def _who(text: str, tokens: Sequence[Token], phrase: NounPhrase) -> str | None:
    """Return the phrase counted; None if there is none or it only says "more"."""
    if phrase.first == phrase.end or tokens[phrase.end - 1].lower in read("quantities")["elided"]:
        return None
    return text[tokens[phrase.first].start : tokens[phrase.end - 1].end]


def _bounds(found: Found) -> Bounds | None:
    """Return what the bare number says; None if it is no number that counts."""
    rule = _BOUNDS.get(found.rule)
    if rule is not None:
        return rule(found)
    value = phrase_value(found.words())
    return Bounds(value, value, value)


def _range_bounds(found: Found) -> Bounds | None:
    cut = re.search("[t&-](?=[dn])", found.spelt)
    words = found.words()
    if cut is None:
        return None
    low, high = phrase_value(words[: cut.start()]), phrase_value(words[cut.end() :])
    return Bounds(low, None, high) if low is not None and high is not None and low < high else None


def _plural_bounds(found: Found) -> Bounds:
    ranges, words = read("quantities")["ranges"], found.words()
    low, high = ranges[words[0]]
    if len(words) == 1:
        return Bounds(low, None, high)
    unit = ranges[words[2]][0] // 2
    return Bounds(low * unit, None, (high + 1) * unit - 1)


def _several_bounds(found: Found) -> Bounds:
    lexicon = read("quantities")
    low, high = lexicon["ranges"][lexicon["range_of"][found.words()[-1]]]
    return Bounds(low, None, high)


def _dozen_bounds(found: Found) -> Bounds:
    value = 12 * (phrase_value(found.words()[:-1]) or 1)
    return Bounds(value, value, value)


def _half_bounds(found: Found) -> Bounds:
    value = (phrase_value(found.words()[2:]) or 0) // 2
    return Bounds(value, value, value)


def _age_bounds(found: Found) -> Bounds | None:
    match = _AGE.fullmatch(found.words()[0])
    value = phrase_value([match[1]]) if match else None
    return Bounds(value, value, value) if value else None


def _no_bounds(found: Found) -> Bounds:
    del found
    return Bounds(None, None, None)


_BOUNDS = {
    "range": _range_bounds,
    "plural": _plural_bounds,
    "several": _several_bounds,
    "dozen": _dozen_bounds,
    "half": _half_bounds,
    "age": _age_bounds,
    "fraction": _no_bounds,
}


def _qualified(bounds: Bounds, kind: str | None) -> Bounds:
    """Open or widen an exact number as its qualifier says."""
    best = bounds.best
    if best is None or kind is None:
        return bounds
    if kind == "at_least":
        return Bounds(best, best, None)
    if kind == "up_to":
        return Bounds(None, None, best)
    return Bounds(best - round(best / _SPREAD), best, best + round(best / _SPREAD))


def _numeric(token: Token) -> str:
    word = token.lower
    if digits_value(word) is not None:
        return "d"
    if "-" not in word:
        return OTHER
    if word_value(word) is not None:
        return "n"
    if word.rpartition("-")[2] in read("quantities")["fractions"]:
        return "f"
    return "A" if _AGE.fullmatch(word) else OTHER


@cache
def _classes() -> dict[str, str]:
    lexicon = read("quantities")
    return letters(
        [
            ("n", lexicon["numbers"]),
            ("N", lexicon["multipliers"]),
            ("V", lexicon["ranges"]),
            ("D", lexicon["dozen"]),
            ("s", lexicon["several"]),
            ("f", lexicon["fractions"]),
            *((letter, [word]) for letter, word in lexicon["letters"].items()),
        ]
    )
