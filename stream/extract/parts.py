"""Numbers that count a part of those told before ("three were among the dead"), or some on top ("three more")."""

from collections.abc import Sequence

from stream.extract.nounphrase import NounPhrase
from stream.extract.qualifiers import Qualifier
from stream.lexicon.words import read, word_set
from stream.text.document import Token

_REACH = 6


def is_part(tokens: Sequence[Token], qualifier: Qualifier, phrase: NounPhrase) -> bool:
    """Tell "including four children", "15 of them" and "three were among the dead" from a count of its own."""
    lexicon = read("quantities")
    before = [token.lower for token in tokens[max(0, qualifier.first - 2) : qualifier.first]]
    after = " ".join(token.lower for token in tokens[qualifier.end : qualifier.end + 2])
    if {*before[-1:], " ".join(before)} & set(lexicon["parts_of"]) or after in lexicon["parts_of"]:
        return True
    return _is_among(tokens, phrase.end) or _is_of_victims(tokens, qualifier.end) or _follows_among(tokens, qualifier)


def _is_among(tokens: Sequence[Token], end: int) -> bool:
    """Tell "three officers were among …"."""
    after = [token.lower for token in tokens[end : end + 3] if token.lower not in read("quantities")["copulas"]]
    return after[:1] == ["among"]


def _is_of_victims(tokens: Sequence[Token], end: int) -> bool:
    """Tell "three of the dead"."""
    after = [token.lower for token in tokens[end : end + 3]]
    return after[:2] == ["of", "the"] and after[-1] in word_set("quantities", "victims")


def _follows_among(tokens: Sequence[Token], qualifier: Qualifier) -> bool:
    """Tell "among the victims were two children" and "the dead included two children"."""
    before = [token.lower for token in tokens[max(0, qualifier.first - _REACH) : qualifier.first]]
    if not before or before[-1] not in read("quantities")["copulas"]:
        return False
    return "among" in before and not word_set("quantities", "victims").isdisjoint(before)


def is_more(tokens: Sequence[Token], qualifier: Qualifier, phrase: NounPhrase) -> bool:
    """Tell "another three people" and "three more bodies"."""
    beside = (
        *tokens[max(0, qualifier.first - 1) : qualifier.first],
        *tokens[qualifier.end : max(phrase.end, qualifier.end + 1)],
    )
    return not word_set("quantities", "added").isdisjoint(token.lower for token in beside)
