"""What kind of name a chunk is: evidence of its own words and of the words around it, added up."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from stream.extract.chunks import Chunk, is_capital, is_tail, opens, word_set_of
from stream.extract.engine import Engine
from stream.facts import EntityType
from stream.lexicon.actors import Actor
from stream.lexicon.countries import by_demonym
from stream.lexicon.spelling import name_key
from stream.lexicon.words import read, word_set
from stream.text.document import Token

Evidence = Counter[EntityType]
_KNOWN, _STRONG, _GOOD, _FAIR, _LIKELY, _WEAK = 4.0, 3.0, 2.0, 1.0, 0.8, 0.5
_HINT = 0.01  # decides nothing, but keeps the word among those that other mentions may decide
_ROMAN = re.compile("[IVX]+")
_METROPOLIS, _BIG_TOWN, _TOWN, _VILLAGE = 500_000, 100_000, 15_000, 1_000


_QUOTES = frozenset({'"', "“", "'", "‘"})


def evidence(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> Evidence:
    """Return how strongly each type is suggested; empty for what is no name."""
    if chunk.known is not None:
        return _known(chunk)
    if chunk.end - chunk.first == 1 and _is_ignored(tokens, chunk):
        return Counter()
    found: Evidence = Counter()
    for rule in _RULES:
        found.update(rule(tokens, chunk, engine))
    return found


def _known(chunk: Chunk) -> Evidence:
    kind: EntityType = chunk.known.type if isinstance(chunk.known, Actor) else "place"
    return Counter({kind: _KNOWN})


def _is_ignored(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Tell a capital that names nothing: a common word that opens a sentence, a numeral, an adjective."""
    token = tokens[chunk.first]
    if token.text in word_set_of("ignored") or token.text in word_set_of("event_tails"):
        return True
    word = token.lower.partition("'")[0]
    if len(word) == 1 or _ROMAN.fullmatch(token.text) or by_demonym().keys() >= {*token.lower.split("-")}:
        return True
    return word in word_set("common_words", "words") and not chunk.titled


def _by_words(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> dict[EntityType, float]:
    """Weigh the first and last word: Ministry of X, X Airport, Lake X."""
    first, last = tokens[chunk.first].text, tokens[chunk.end - 1]
    if _is_weapon(tokens[chunk.first].text):
        return {"weapon": _KNOWN}
    if chunk.end - chunk.first == 1:
        return {"organization": _GOOD} if _is_acronym(first) else {}
    if first in word_set_of("ship_heads"):
        return {"product": _KNOWN}
    if is_tail(last) and last.text not in word_set_of("place_tails"):
        return _by_tail(last, in_town=chunk.end - chunk.first == 2 and _is_town(first, engine))
    return _by_last_word(last.text) or _by_head(tokens, chunk)


def _by_last_word(last: str) -> dict[EntityType, float]:
    if last in word_set_of("event_tails"):
        return {"event": _KNOWN}
    return {"place": _STRONG} if last in word_set_of("place_tails") else {}


def _is_town(word: str, engine: Engine) -> bool:
    return any(town.population >= _BIG_TOWN for town in engine.gazetteer.find(name_key(word)))


def _by_tail(last: Token, *, in_town: bool) -> dict[EntityType, float]:
    """Weigh the last word; "Aleppo University" is a place in a town, "Xavier University" an organization."""
    facility = last.text in word_set("org_words", "facility_tails")
    organization = last.text in word_set("org_words", "org_tails")
    if facility and organization:
        return {"organization": _STRONG, "facility": _GOOD + _GOOD * in_town}
    return {"facility": _STRONG} if facility else {"organization": _STRONG}


def _by_head(tokens: Sequence[Token], chunk: Chunk) -> dict[EntityType, float]:
    first, second = tokens[chunk.first].text, tokens[chunk.first + 1]
    inner = {token.lower for token in tokens[chunk.first : chunk.end]}
    if second.text.isdigit():
        return {"facility": _STRONG}
    if "of" in inner or "for" in inner:
        return {"place": _STRONG} if first in word_set_of("place_of_heads") else {"organization": _STRONG}
    if "&" in inner or any(t.text in word_set("org_words", "org_tails") for t in tokens[chunk.first + 1 : chunk.end]):
        return {"organization": _GOOD}
    return {"place": _FAIR} if first in word_set_of("place_heads") else {}


def _is_acronym(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= 6


@cache
def _weapon() -> re.Pattern[str]:
    return re.compile(read("org_words")["weapon_pattern"])


def _is_weapon(word: str) -> bool:
    return word in word_set("org_words", "weapons") or bool(_weapon().fullmatch(word))


def _as_person(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> dict[EntityType, float]:
    """Weigh titles, given names, and what only people do."""
    del engine
    size = chunk.end - chunk.first
    if size > 1 and _ends_in_kind(tokens[chunk.end - 1]) and not chunk.titled:
        return {}
    given = tokens[chunk.first].text.partition("-")[0] in word_set("first_names", "names")
    score = (
        _STRONG * chunk.titled
        + (_STRONG if size > 1 else _LIKELY) * given
        + _FAIR * _reads_like_person(tokens, chunk)
        + _by_deeds(tokens, chunk)
    )
    return {"person": score} if score else {}


def _by_deeds(tokens: Sequence[Token], chunk: Chunk) -> float:
    """Weigh an age behind a name, and verbs of speech beside it."""
    after = [token.lower for token in tokens[chunk.end : chunk.end + 3]]
    aged = len(after) == 3 and after[0] == "," and after[1].isdigit() and after[2] in {",", "."}
    does = bool(after) and after[0] in word_set_of("person_verbs")
    told = chunk.first > 0 and tokens[chunk.first - 1].lower in word_set_of("speech")
    return _STRONG * aged + _FAIR * does + _FAIR * told


def _reads_like_person(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Tell two or three words in capitals, with initials and particles between, from longer titles and numbers."""
    words = [token for token in tokens[chunk.first : chunk.end] if token.text != "."]
    return all(word.text[0].isalpha() for word in words) and sum(map(is_capital, words)) in {2, 3}


def _ends_in_kind(token: Token) -> bool:
    return is_tail(token) or token.text in word_set_of("event_tails") or token.text in word_set_of("place_tails")


def _as_place(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> dict[EntityType, float]:
    """Weigh the gazetteer, place nouns beside the name, and prepositions before it."""
    if chunk.titled:
        return {}
    towns = engine.gazetteer.find(name_key(" ".join(t.text for t in tokens[chunk.first : chunk.end])))
    size = max((town.population for town in towns), default=-1)
    score = _STRONG * (_place_noun(tokens, chunk) or _listed_after_noun(tokens, chunk.first))
    score += _by_preposition(_before(tokens, chunk.first), size, single=chunk.end - chunk.first == 1)
    score += _by_size(size) if size >= _METROPOLIS or not is_opening_word(tokens, chunk) else _HINT * (size >= 0)
    score += _GOOD * (size >= 0 and _region_follows(tokens, chunk.end, engine))
    return {"place": score} if score else {}


def is_opening_word(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Tell a single word that has its capital because its sentence opens: it may be any word ("Mobile", "Reading")."""
    return chunk.end - chunk.first == 1 and (chunk.first == 0 or tokens[chunk.first - 1].text in _QUOTES)


def _by_preposition(before: str, size: int, *, single: bool) -> float:
    """Weigh "in X" and, of a name that some town bears, "to X"."""
    if before in word_set_of("sure_prepositions"):
        return _GOOD if size >= 0 else _WEAK + _FAIR * single
    if before in word_set_of("place_prepositions") and size >= 0:
        return _GOOD if size >= _BIG_TOWN else _FAIR
    return 0.0


def _by_size(size: int) -> float:
    """Weigh a name by the largest town that bears it."""
    if size >= _TOWN:
        return _GOOD if size >= _BIG_TOWN else _FAIR
    return _LIKELY if size >= _VILLAGE else 0.0


def _before(tokens: Sequence[Token], first: int) -> str:
    """Return the word before, over articles and words like "central" and "nearby"."""
    at = first - 1
    while at >= 0 and (tokens[at].lower in word_set_of("passed_over") or tokens[at].lower in word_set_of("directions")):
        at -= 1
    return tokens[at].lower if at >= 0 else ""


def _place_noun(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Tell "the town of X" and "X province"."""
    nouns = read("org_words")["place_nouns"]
    if chunk.end < len(tokens) and tokens[chunk.end].lower in nouns:
        return True
    before = [token.lower for token in tokens[max(0, chunk.first - 2) : chunk.first]]
    return len(before) == 2 and before[1] == "of" and before[0] in nouns


def _listed_after_noun(tokens: Sequence[Token], first: int) -> bool:
    """Tell "three towns -- X, Y and Z" and "the provinces of X and Y" by going back over the list to its noun."""
    nouns = read("org_words")["place_nouns"]
    for at in range(first - 1, max(-1, first - 10), -1):
        token = tokens[at]
        if token.lower in nouns and token.lower.endswith("s") and at < first - 1:
            return True
        if not (token.text[0].isupper() or token.lower in word_set_of("list_links")):
            return False
    return False


def _region_follows(tokens: Sequence[Token], end: int, engine: Engine) -> bool:
    """Tell "X, Y" where Y is a known country or region."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    match = engine.known.longest(tokens, end + 1)
    return match is not None and not isinstance(match.meaning, Actor)


def _as_unknown(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> dict[EntityType, float]:
    """Give a lone capital inside a sentence the benefit of the doubt."""
    del engine
    if chunk.end - chunk.first > 1 or opens(tokens, chunk.first) or _follows_name(tokens, chunk.first):
        return {}
    return {"organization": _WEAK + 0.1}


def _follows_name(tokens: Sequence[Token], first: int) -> bool:
    """Tell "Charter" in "UN Charter" from "Otters" in "The Otters"."""
    before = tokens[first - 1]
    return before.text[0].isupper() and before.lower not in word_set("common_words", "words")


def _beside_noun(tokens: Sequence[Token], chunk: Chunk, engine: Engine) -> dict[EntityType, float]:
    """Weigh "X magazine", "the newspaper X"."""
    del engine
    around = {
        token.lower for token in (*tokens[max(0, chunk.first - 1) : chunk.first], *tokens[chunk.end : chunk.end + 1])
    }
    return {"organization": _GOOD} if around & word_set_of("org_nouns") and not chunk.titled else {}


_RULES = (_beside_noun, _by_words, _as_person, _as_place, _as_unknown)
