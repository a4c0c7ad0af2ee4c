"""Link counts to what was done to those counted: "killing 12", "12 were killed", "12 dead", "a toll of 12"."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct, convert

from stream.extract.annotations import Quantity
from stream.extract.forms import verb_forms
from stream.extract.lines import Line, Placed
from stream.extract.needs import word_class
from stream.extract.phrases import Range, object_of, subject_of, text_of
from stream.extract.triggers import split
from stream.facts import Count, Counted
from stream.lexicon.words import read, word_set

_NEAR = 4
_AFTER = 6


class Harm(Struct, frozen=True, kw_only=True):
    """Words for one kind of harm (casualties.yml says what the keys mean)."""

    what: Counted
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    kind: str | None = None


class Toll(Struct, frozen=True, kw_only=True):
    """A word of harm where it stands, with its count if it has one; `victims` are the words for them.

    `joined` counts others of the same harm ("five guards and a dozen rebels"): never added, kept beside. `more`: it
    comes on top of one told before ("three more bodies"); `whole`: it replaces it ("the toll rose
    to 12").
    """

    what: Counted
    first: int
    last: int
    count: Count | None
    victims: Range | None
    kind: str | None
    joined: Count | None = None
    more: bool = False
    whole: bool = False


class _Word(Struct, frozen=True, kw_only=True):
    words: tuple[str, ...]
    harm: Harm
    side: str


def tolls_of(line: Line) -> tuple[Toll, ...]:
    """Return all harm told in a line, in order."""
    found: list[Toll] = []
    at = 0
    while at < len(line.words):
        toll = _toll_at(line, at)
        if toll is not None:
            found.append(toll)
        at = toll.last if toll else at + 1
    return tuple(found)


def _toll_at(line: Line, at: int) -> Toll | None:
    for word in harm_index().get(line.words[at], ()):
        last = at + len(word.words)
        if line.words[at:last] == word.words:
            toll = _read(line, Range(at, last), word)
            if toll is not None:
                return toll
    return None


def _read(line: Line, at: Range, word: _Word) -> Toll | None:
    quantity, victims = _counted(line, at, word)
    count = _count(quantity.item, word.harm.what) if quantity else _single(line, victims, word.harm.what)
    if count is None and (victims is None or not _is_human(line, victims) or _is_of_them(line, at.first)):
        return None
    return Toll(
        what=word.harm.what,
        first=at.first,
        last=at.last,
        count=count,
        victims=victims,
        kind=word.harm.kind,
        joined=_joined(line, at, quantity, word.harm.what) if quantity else None,
        more=quantity.item.more if quantity else _is_another(line, victims),
        whole=word.side == "tolls",
    )


def _joined(line: Line, at: Range, quantity: Placed[Quantity], what: Counted) -> Count | None:
    """Return the count joined by "and" to the one linked to a word of harm, on the side away from that word."""
    before = quantity.last <= at.first
    for other in line.quantities:
        left, right = (other, quantity) if before else (quantity, other)
        if left.last <= right.first and _are_joined(line, left, right):
            return _count(other.item, what) if before or not _has_own_harm(line, other.item) else None
    return None


def _are_joined(line: Line, left: Placed[Quantity], right: Placed[Quantity]) -> bool:
    """Tell "five guards and a dozen rebels" from counts of the same people, or of nobody named."""
    between = line.words[line.index_from(left.item.np_end) : right.first]
    named = left.item.who is not None and right.item.who is not None
    return between == ("and",) and named and _is_people(left.item) and _is_people(right.item)


def _has_own_harm(line: Line, quantity: Quantity) -> bool:
    """Tell "14 others wounded", which is another harm."""
    end = line.index_from(quantity.np_end)
    return any(word in _heads() for word in line.words[end : end + _NEAR])


def _is_of_them(line: Line, at: int) -> bool:
    """Tell "many of them wounded", which says something of those told before."""
    return at > 0 and line.words[at - 1] in _grammar("parts_before")


def _is_another(line: Line, victims: Range | None) -> bool:
    return victims is not None and line.words[victims.first] in word_set("quantities", "added")


def _counted(line: Line, at: Range, word: _Word) -> tuple[Placed[Quantity] | None, Range | None]:
    if word.side == "tolls":
        return _quantity_after(line, at.last), None
    if word.side in {"nouns", "adjectives"}:
        return _just_before(line, at.first), (subject_of(line, at.first) if word.side == "adjectives" else None)
    if word.side == "object" and not _is_passive(line, at):
        return _quantity_after(line, at.last), object_of(line, at.last)
    before = _quantity_in_subject(line, at.first)
    if before is None and word.side == "phrases":
        return _quantity_after(line, at.last), object_of(line, at.last)
    return before, subject_of(line, at.first)


def _is_passive(line: Line, at: Range) -> bool:
    """Tell whether those harmed stand before the verb."""
    before = line.words[max(0, at.first - 3) : at.first]
    if line.words[at.first].endswith("ing"):
        return False
    if any(word in _grammar("passive") for word in before):
        return True
    following = line.words[at.last] if at.last < len(line.words) else "."
    return following == "by" or (_quantity_after(line, at.last) is None and _just_before(line, at.first) is not None)


def _quantity_after(line: Line, at: int) -> Placed[Quantity] | None:
    for placed in line.quantities:
        if at <= placed.first <= at + _AFTER and _is_people(placed.item):
            between = line.words[at : placed.first]
            return None if any(word in _grammar("count_cuts") or word in _heads() for word in between) else placed
    return None


def _quantity_in_subject(line: Line, at: int) -> Placed[Quantity] | None:
    near = _just_before(line, at)
    if near is not None:
        return near
    subject = subject_of(line, at)
    if subject is None:
        return None
    inside = [q for q in line.quantities if subject.first <= q.first < subject.last and _is_people(q.item)]
    return inside[0] if inside else None


def _just_before(line: Line, at: int) -> Placed[Quantity] | None:
    """Return the count whose noun phrase ends within a few words before a token, with no other harm between."""
    for placed in reversed(line.quantities):
        if placed.last <= at and _is_people(placed.item):
            end = line.index_from(placed.item.np_end)
            between = line.words[min(end, at) : at]
            apart = at - end > _NEAR or any(
                word in _heads() or word in _grammar("count_before_cuts") for word in between
            )
            return None if apart else placed
    return None


def _is_people(quantity: Quantity) -> bool:
    if quantity.part_of:
        return False
    if quantity.unit == "people" or (quantity.unit == "thing" and quantity.who is None):
        return True
    return quantity.who is not None and not word_class("human").isdisjoint(quantity.who.lower().split())


def _count(quantity: Quantity, what: Counted) -> Count:
    return Count(
        what=what,
        who=quantity.who,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        qualifier=quantity.qualifier,
        text=quantity.text,
    )


def _single(line: Line, victims: Range | None, what: Counted) -> Count | None:
    """Return a count of one for "a soldier"; names and bare plurals are not counted."""
    if victims is None or line.words[victims.first] not in _grammar("ones") or not _is_human(line, victims):
        return None
    text = text_of(line, victims)
    head = line.words[victims.last - 1]
    return Count(what=what, who=head, low=1, best=1, high=1, qualifier=None, text=f"{line.words[victims.first]} {text}")


def _is_human(line: Line, phrase: Range) -> bool:
    words = line.words[phrase.first : phrase.last]
    named = any(m.item.type == "person" and phrase.first <= m.first < phrase.last for m in line.mentions)
    return named or any(word in word_class("human") for word in words)


@cache
def harm_index() -> dict[str, tuple[_Word, ...]]:
    """Return the words of harm under their first word, longest first."""
    index: dict[str, list[_Word]] = {}
    for word in _words():
        index.setdefault(word.words[0], []).append(word)
    return {first: tuple(sorted(rows, key=lambda row: -len(row.words))) for first, rows in index.items()}


@cache
def _grammar(key: str) -> frozenset[str]:
    return word_set("grammar", key)


@cache
def _heads() -> frozenset[str]:
    """Return the single words of harm: a count beyond one belongs to it."""
    return frozenset(row.words[0] for rows in harm_index().values() for row in rows if len(row.words) == 1)


def _words() -> Iterator[_Word]:
    for harm in convert(read("casualties"), tuple[Harm, ...]):
        for side in ("object", "subject"):
            for base in getattr(harm, side):
                forms = {form.text for form in verb_forms(base)}
                yield from (_Word(words=split(text), harm=harm, side=side) for text in sorted(forms))
        for side in ("adjectives", "phrases", "nouns", "tolls"):
            yield from (_Word(words=split(text), harm=harm, side=side) for text in getattr(harm, side))
