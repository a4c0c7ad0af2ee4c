"""Time expressions of a document: TIMEX3 values and intervals, anchored in the story's own instant.

Each sentence is spelt with one letter a token (symbols.py); the grammar is a
regular expression over these letters, tried at each place from the longest
rule to the shortest. Method: the rule families of HeidelTime (Strötgen and
Gertz 2010), written anew.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from stream.extract.calendar import Period
from stream.extract.symbols import OTHER, letters, spell
from stream.extract.timevalues import value_of
from stream.extract.timewords import Context, Words
from stream.facts import TimeMention
from stream.lexicon.words import read
from stream.text.document import Document, Sentence, Token

_COUNT = "(?:av|n+|[avdc])o?"
_MONTH = "MD?"
_EDGE = "(?:[Eh]-?i?o?t?)?"
_DAY = f"(?:{_EDGE}WP?|{_EDGE}R)"
_RULES = {
    "clock": f"(?:[CK]p?|[dn]p)z?(?:,?i?{_DAY})?|[cY]z(?:,?i?{_DAY})?",
    "date": f"(?:W,?)?(?:{_MONTH}d(?:,?Y)?|t?do?M(?:D?,?Y)?)",
    "quarter": "t?(?:[Fd]q|B)(?:o?(?:Y|[TLX]U))?|TUg[Fd]q|[TLX]q",
    "month": f"{_EDGE}(?:{_MONTH},?o?Y|Mo?[TLX]U|[TLX]?M)",
    "weekday": f"(?:{_EDGE}|[TLX])W(?:[TLX]U|P)?",
    "relative": f"{_EDGE}(?:RP?|[TL]P)",
    "ago": f"{_COUNT}U[GhkA]",
    "span": "t?[LX][ndcv]U",
    "season": f"{_EDGE}(?:[tTLX]?So?Y|[tTLX]S)",
    "unit": f"{_EDGE}[TLX]U|EotU",
    "decade": "t?(?:E-?)?y",
    "year": "(?:E-?)?Y",
    "set": "e[nd]?[UW]|s",
    "duration": f"{_COUNT}U|H",
}
_GRAMMAR = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _RULES.items()))
_WORTH_READING = re.compile("[WMRPYyUSqBCKHs]|[dn]p|[cY]z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d{2})?(?:am|pm|hrs)|\d{1,2}:\d{2}")
_DECADE = re.compile(r"(?:19|20)\d0s")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_times(document: Document) -> tuple[TimeMention, ...]:
    """Return the time expressions in order; without an anchor relative ones have value None and an open interval."""
    latest: date | None = None
    found = []
    for sentence in document.sentences:
        text = document.text(sentence.text_of)
        for mention, period in _sentence_times(text, sentence, _anchor(document), latest):
            found.append(mention)
            latest = period.start or latest
    return tuple(found)


def _anchor(document: Document) -> date | None:
    """Return the day of the story: its own instant's, else that of a dateline with a year."""
    if document.anchor is not None:
        return document.anchor.date()
    stated = document.dateline.date if document.dateline else None
    return date.fromisoformat(stated) if stated and stated[0].isdigit() else None


def _sentence_times(
    text: str, sentence: Sentence, anchor: date | None, latest: date | None
) -> Iterator[tuple[TimeMention, Period]]:
    spelt = _spelt(sentence.tokens)
    if not _WORTH_READING.search(spelt):
        return
    for match in _GRAMMAR.finditer(spelt):
        words = Words(str(match.lastgroup), match[0], sentence.tokens, match.start(), match.end())
        if not _is_time(words):
            continue
        kind, period = value_of(words, Context(anchor, latest))
        first, last = sentence.tokens[match.start()], sentence.tokens[match.end() - 1]
        yield (
            TimeMention(
                start=first.start,
                end=last.end,
                text=text[first.start : last.end],
                text_of=sentence.text_of,
                type=kind,
                value=period.value,
                interval=(_iso(period.start), _iso(period.end)),
            ),
            period,
        )


def _spelt(tokens: tuple[Token, ...]) -> str:
    """Spell the sentence; months and weekdays count in capitals only (may, march, sat)."""
    spelt = spell(tokens, _classes(), _numeric)
    if "M" not in spelt and "W" not in spelt:
        return spelt
    return "".join(
        OTHER if letter in "MW" and token.text[0].islower() else letter
        for token, letter in zip(tokens, spelt, strict=True)
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _is_time(words: Words) -> bool:
    """Refuse what only looks like a time: a month's name that opens a sentence, a bare number that counts something."""
    check = _CHECKS.get((words.rule, words.spelt))
    if check is not None:
        return check(words)
    if words.rule == "unit" and words.spelt[0] == "X":
        return _is_modifier(words)
    return words.rule != "duration" or not (words.after() == "old" or _is_ordinal(words.word("d")))


def _is_modifier(words: Words) -> bool:
    """Tell "the following month" from "following months of siege", where it means after."""
    before = words.tokens[words.first - 1].lower if words.first else ""
    return words.own()[0].lower not in read("times")["also_prepositions"] or before == "the"


def _is_ordinal(word: str | None) -> bool:
    """Tell "20th" (century) from 20."""
    return word is not None and not word.isdigit()


def _is_month(words: Words) -> bool:
    return words.first > 0 or words.tokens[0].lower not in read("times")["months_that_are_verbs"]


def _is_clock(words: Words) -> bool:
    return words.before() in read("times")["clock_cues"] or words.own()[0].lower[-1] == "m"


def _is_year(words: Words) -> bool:
    after = words.after()
    closed = not after[:1].isalpha() or after in read("times")["ranges"]
    return words.before() in read("times")["year_cues"] or (closed and words.first > 0)


def _is_length(words: Words) -> bool:
    return words.before() in read("times")["duration_cues"]


_CHECKS: dict[tuple[str, str], Callable[[Words], bool]] = {
    ("month", "M"): _is_month,
    ("clock", "C"): _is_clock,
    ("clock", "K"): _is_clock,
    ("year", "Y"): _is_year,
    ("duration", "aU"): _is_length,
}


def _numeric(token: Token) -> str:
    """Return the letter of a token with digits or a hyphen."""
    word = token.lower
    if word.isdigit():
        return _digits(word)
    for pattern, letter in ((_CLOCK, "C"), (_DECADE, "y"), (_ORDINAL, "d")):
        if pattern.fullmatch(word):
            return letter
    number, _, unit = word.partition("-")
    if unit in read("times")["quarters"] and number in read("times")["ordinals"]:
        return "B"
    if unit in read("times")["units"] and (number.isdigit() or number in read("quantities")["numbers"]):
        return "H"
    return "n" if word.replace(",", "").replace(".", "").isdigit() else OTHER


def _digits(word: str) -> str:
    if _YEAR.fullmatch(word):
        return "Y"
    if len(word) < 3:
        return "d" if 1 <= int(word) <= 31 else "n"
    return "c" if len(word) < 5 else "n"


@cache
def _classes() -> dict[str, str]:
    lexicon = read("times")
    edges = lexicon["early"] + lexicon["middle"] + lexicon["late"]
    return letters(
        [
            ("n", read("quantities")["numbers"]),
            ("U", lexicon["units"]),
            *((letter, [word]) for letter, word in lexicon["letters"].items()),
            *((letter, lexicon[group]) for letter, group in lexicon["groups"].items()),
            ("E", edges),
        ]
    )
