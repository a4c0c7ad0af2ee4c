"""What a version says it is: the change it makes, whether it is news, whether there are events to read in it."""

import re
from functools import cache
from typing import cast

from stream.desk.advisory import instruction_in, is_short, kind_in_words, opening, signalled, tagged
from stream.desk.tags import heaviest, in_full
from stream.lexicon.words import read
from stream.messages import Change, Item, StoryFields

_LOOKED_AT = 1_000
_LONGEST_TEST = 200
_WORDS = re.compile(r"[^\W_]+")
_STATUS: dict[str, Change] = {"canceled": "kill", "withheld": "hold"}


def declared_change(item: Item) -> Change | None:
    """Return what an item says it is: by status, signals, links, tags, note, text; the first that speaks decides."""
    return (
        _STATUS.get(item.pubStatus)
        or signalled(item)
        or _by_genre(item)
        or heaviest([_links()[link.type] for link in item.links if link.type in _links()])
        or tagged(item)
        or _by_note(item.edNote or "")
        or _by_text(item)
    )


def _by_genre(item: Item) -> Change | None:
    return heaviest([change for change, words in _patterns("genres") if words.fullmatch(_genre(item))])


def _by_note(note: str) -> Change | None:
    """Return the most consequential change that the note's clauses begin with."""
    beginning = note[:_LOOKED_AT]
    clauses = [clause.lstrip(" -–—\t\r") for clause in re.split(read("lifecycle")["clauses"], beginning)]
    said = [change for change, words in _patterns("notes") if any(map(words.match, clauses))]
    return instruction_in(beginning) or heaviest(said)


def _by_text(item: Item) -> Change | None:
    """Return what the first paragraphs say, or that the item is a flash."""
    first = tuple(opening(item))
    said = [change for text in first for change, words in _patterns("openings") if words.match(text)]
    return heaviest(said) or kind_in_words(item) or ("alert" if _is_flash(item) else None)


def _is_flash(item: Item) -> bool:
    """Tell a text alone, short and urgent: a headline is missing, or says the same, or is all there is."""
    limits: dict[str, int] = read("lifecycle")["flash"]
    texts = {" ".join(text.split()).casefold() for text in (item.headline, item.body) if text and text.strip()}
    most = limits["urgency" if item.body and item.body.strip() else "headline_alone"]
    is_urgent = item.urgency is not None and item.urgency <= most
    return is_urgent and len(texts) == 1 and len(texts.pop().split()) <= limits["words"]


def is_news(item: Item) -> bool:
    """Tell news from what is addressed to editors: advisories, plans, tests, and what kills or corrects others."""
    return not (
        _is_marked(item)
        or _is_test(item)
        or _is_note_to_editors(item)
        or (item.pubStatus == "usable" and _instructs_others(item))
    )


def _is_marked(item: Item) -> bool:
    """Tell what signals, genre, slug, headline or a line of the note call a plan, a calendar, an advisory."""
    lines = [line.strip() for line in (item.edNote or "")[:_LOOKED_AT].split("\n")]
    return bool(
        any(_not_news("signals").fullmatch(signal.casefold()) for signal in item.signals)
        or _not_news("genres").fullmatch(_genre(item))
        or _not_news("slugs").fullmatch((item.slugline or "").strip()[:_LOOKED_AT])
        or _not_news("headlines").match((item.headline or "").strip()[:_LOOKED_AT])
        or any(map(_not_news("notes").fullmatch, lines))
    )


def _instructs_others(item: Item) -> bool:
    """Tell an advisory from a story that only takes the place of another one it withdraws."""
    return kind_in_words(item) is not None or (is_short(item) and any(link.type == "retracts" for link in item.links))


def _is_test(item: Item) -> bool:
    """Tell a test of the line: headline or text are nothing else."""
    texts = (item.headline or "", next(opening(item), ""))
    said = (" ".join(_WORDS.findall(text.casefold())) for text in texts if len(text) <= _LONGEST_TEST)
    return any(_not_news("tests").fullmatch(words) for words in said)


def _is_note_to_editors(item: Item) -> bool:
    """Tell a short text that speaks to editors, or about the mistakes of a story, from a story with a note in it."""
    first = next(opening(item), "")[:_LOOKED_AT]
    if not first or not is_short(item) or _not_news("followed").search(item.body or ""):
        return False
    is_most = 2 * len(first.split()) >= len((item.body or "").split())
    return any(one.match(first) for one in _corrections()) or (is_most and bool(_not_news("addressed").match(first)))


def is_extracted(story: StoryFields) -> bool:
    """Tell whether there are events to read: not in tables, results, calendars, fact boxes."""
    return not (
        _not_extracted("genres").fullmatch(_genre(story))
        or _not_extracted("slugs").fullmatch((story.slugline or "").strip()[:_LOOKED_AT])
        or _not_extracted("headlines").match((story.headline or "").strip()[:_LOOKED_AT])
    )


def _genre(story: StoryFields) -> str:
    """Return the genre in small letters, without the scheme of its code."""
    return (story.genre or "").strip().casefold().rsplit(":", 1)[-1]


@cache
def _links() -> dict[str, Change]:
    links: dict[str, Change] = read("lifecycle")["links"]
    return links


@cache
def _patterns(kind: str) -> tuple[tuple[Change, re.Pattern[str]], ...]:
    listed = read("lifecycle")[kind].items()
    return tuple((cast("Change", change), re.compile(words, re.IGNORECASE)) for change, words in listed)


@cache
def _corrections() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(in_full(one), re.IGNORECASE) for one in read("lifecycle")["not_news"]["corrections"])


@cache
def _not_news(kind: str) -> re.Pattern[str]:
    return re.compile(in_full(read("lifecycle")["not_news"][kind]), re.IGNORECASE)


@cache
def _not_extracted(kind: str) -> re.Pattern[str]:
    return re.compile(in_full(read("lifecycle")["not_extracted"][kind]), re.IGNORECASE)
