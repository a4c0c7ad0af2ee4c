"""What kind of number it is: people, money, percent, distance, age, duration, things, or none that counts."""

from collections.abc import Sequence

from stream.extract.annotations import Unit
from stream.extract.nounphrase import NounPhrase
from stream.lexicon.words import read, word_set
from stream.text.document import Token


def is_designator(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell a number that names (Resolution 2254, 4-2, 0845 125 2222) from one that counts."""
    before = tokens[first - 1] if first else None
    after = tokens[end] if end < len(tokens) else None
    if before is not None and before.lower in word_set("quantities", "designators"):
        return True
    if before is not None and before.text == "." and first > 1 and tokens[first - 2].lower in {"no", "nos"}:
        return True
    return (
        _is_glued(before, tokens[first], "-/")
        or _is_glued(tokens[end - 1], after, "-/")
        or _is_run(before, tokens[first], after)
    )


def _is_glued(left: Token | None, right: Token | None, marks: str) -> bool:
    """Tell whether one of two neighbours is a mark that joins them without a blank."""
    if left is None or right is None or left.end != right.start:
        return False
    return left.text in marks or right.text in marks


def _is_run(before: Token | None, number: Token, after: Token | None) -> bool:
    """Tell the groups of a telephone number from a year beside a count."""
    others = [token.text for token in (before, after) if token is not None and token.text.isdigit()]
    return any(other[0] == "0" or min(len(other), len(number.text)) > 2 for other in others)


def unit_of(tokens: Sequence[Token], first: int, end: int, phrase: NounPhrase) -> Unit | None:
    """Return the unit of the number `tokens[first:end]`; None if it counts nothing that is named."""
    lexicon = read("quantities")
    before = tokens[first - 1].lower if first else ""
    after = tokens[end].lower if end < len(tokens) else ""
    two = f"{after} {tokens[end + 1].lower}" if end + 1 < len(tokens) else after
    if before in lexicon["currency_signs"] or _singular(after) in lexicon["currencies"]:
        return "money"
    if after in lexicon["percents"] or two in lexicon["percents"]:
        return "percent"
    return _measure(tokens, first, end) or _counted(tokens, first, end, phrase)


def _measure(tokens: Sequence[Token], first: int, end: int) -> Unit | None:
    lexicon = read("quantities")
    after = _singular(tokens[end].lower) if end < len(tokens) else ""
    if after in lexicon["distances"]:
        return "distance"
    if after in lexicon["durations"]:
        old = end + 1 < len(tokens) and tokens[end + 1].lower == "old"
        return "age" if old else "duration"
    return "age" if _is_age(tokens, first, end) else None


def _is_age(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell "aged 15" and "Ali Hassan, 22," from a count."""
    before = [token.lower for token in tokens[max(0, first - 3) : first]]
    if before[-1:] == ["aged"] or before[-2:] == ["age", "of"] or (before[-1:] == ["and"] and before[:1] == ["aged"]):
        return True
    set_off = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].text[0].isupper()
    closed = end == len(tokens) or tokens[end].text in {",", "."}
    return set_off and closed and tokens[first].text.isdigit() and 0 < int(tokens[first].text) < 120


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 2 else word


def _counted(tokens: Sequence[Token], first: int, end: int, phrase: NounPhrase) -> Unit | None:
    of_them = " ".join(token.lower for token in tokens[end : end + 2]) in read("quantities")["parts_of"]
    if phrase.people or of_them or _is_casualty(tokens, first, end):
        return "people"
    return "thing" if phrase.first < phrase.end else None


def _is_casualty(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell a bare number of people by its neighbours: "killing 12", "12 were wounded", "Seven arrested"."""
    lexicon = read("quantities")
    before = [token.lower for token in tokens[max(0, first - 3) : first]]
    after = [token.lower for token in tokens[end : end + 3]]
    while after and after[0] in lexicon["copulas"]:
        after = after[1:]
    if after and after[0] in lexicon["casualty_after"]:
        return True
    bare = not after or after[0] in word_set("quantities", "np_stop") or not after[0][0].isalpha()
    tolls = (token.lower for token in tokens[max(0, first - 7) : first])
    return bare and (
        not set(before).isdisjoint(lexicon["casualty_before"]) or not set(tolls).isdisjoint(lexicon["tolls"])
    )
