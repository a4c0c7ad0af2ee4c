"""What kind of number it is: people, money, percent, distance, age, duration, things, or none that counts."""

from collections.abc import Sequence

from stream.extract.annotations import Unit
from stream.extract.nounphrase import NounPhrase
from stream.lexicon.words import read, word_set
from stream.text.document import Token

_TOLL_REACH = 7


def is_designator(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell a number that names (Resolution 2254, 4-2, 0845 125 2222) from one that counts."""
    before = tokens[first - 1] if first else None
    after = tokens[end] if end < len(tokens) else None
    if before is not None and _is_designating(tokens, first):
        return True
    glued = _is_glued(before, tokens[first], "-/") or _is_glued(tokens[end - 1], after, "-/")
    return glued or _is_run(before, tokens[first], after)


def _is_designating(tokens: Sequence[Token], first: int) -> bool:
    """Tell "Resolution" and "No." before a number."""
    at = first - 2 if tokens[first - 1].text == "." and first > 1 else first - 1
    return tokens[at].lower in word_set("quantities", "designators") and (
        at == first - 1 or tokens[at].lower in {"no", "nos"}
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
    return "age" if _is_age(tokens, first, end) or _is_loose_age(tokens, end) else None


def _is_loose_age(tokens: Sequence[Token], end: int) -> bool:
    """Tell "63 - year - old", as some wires space it."""
    words = [token.lower for token in tokens[end : end + 4]]
    return (
        len(words) == 4
        and words[::2] == ["-", "-"]
        and _singular(words[1]) in read("quantities")["durations"]
        and words[3] == "old"
    )


def _is_age(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell "aged 15" and "Ali Hassan, 22," from a count."""
    before = [token.lower for token in tokens[max(0, first - 3) : first]]
    if before[-1:] == ["aged"] or before[-2:] == ["age", "of"] or before[::2] == ["aged", "and"]:
        return True
    set_off = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].text[0].isupper()
    return set_off and _is_closed(tokens, end) and tokens[first].text.isdigit() and len(tokens[first].text) < 3


def _is_closed(tokens: Sequence[Token], end: int) -> bool:
    return end == len(tokens) or tokens[end].text in {",", "."}


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 2 else word


def _counted(tokens: Sequence[Token], first: int, end: int, phrase: NounPhrase) -> Unit | None:
    if phrase.people or _is_of_people(tokens, first, end) or _is_casualty(tokens, first, end):
        return "people"
    return "thing" if phrase.first < phrase.end else None


def _is_of_people(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell "15 of them" and "of whom 15"."""
    parts = read("quantities")["parts_of_people"]
    around = (tokens[max(0, first - 2) : first], tokens[end : end + 2])
    return any(" ".join(token.lower for token in side) in parts for side in around)


def _is_casualty(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell a bare number of people by its neighbours: "killing 12", "12 were wounded", "Seven arrested"."""
    lexicon = read("quantities")
    after = [token.lower for token in tokens[end : end + 3]]
    while after and after[0] in lexicon["copulas"]:
        after = after[1:]
    if after and after[0] in lexicon["casualty_after"]:
        return True
    bare = not after or after[0] in word_set("quantities", "np_stop") or not after[0][0].isalpha()
    return bare and _follows_casualty(tokens, first)


def _follows_casualty(tokens: Sequence[Token], first: int) -> bool:
    """Tell a number close behind "killing", or not far behind "toll"."""
    lexicon = read("quantities")
    words = [token.lower for token in tokens[max(0, first - _TOLL_REACH) : first]]
    return not (set(words[-3:]).isdisjoint(lexicon["casualty_before"]) and set(words).isdisjoint(lexicon["tolls"]))
