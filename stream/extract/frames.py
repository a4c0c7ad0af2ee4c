"""The frame of a trigger: who stands before it and after it, in active, passive, nominal and headline wording."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from stream.extract.events.family import Need
from stream.extract.lines import Line
from stream.extract.needs import meets, stands_near, word_class
from stream.extract.nominal import agent_after, aimed_at, noun_doer
from stream.extract.phrases import Range, is_adverb, object_of, right_phrase, subject_of
from stream.extract.triggers import Found
from stream.lexicon.words import word_set


class Frame(Struct, frozen=True, kw_only=True):
    """The phrases around a trigger, by what they are to it whatever the voice."""

    doer: Range | None = None
    undergoer: Range | None = None
    passive: bool = False


def frame_of(line: Line, found: Found) -> Frame | None:
    """Return the first reading of a trigger that meets its needs, None if none does."""
    return next((frame for frame in _readings(line, found) if _fits(line, found, frame)), None)


def _readings(line: Line, found: Found) -> Iterator[Frame]:
    form = found.pattern.form
    if form == "noun":
        yield Frame(doer=noun_doer(line, found.first, found.last), undergoer=aimed_at(line, found.last))
    elif form == "phrase":
        yield _phrasal(line, found)
    elif form in {"past", "participle"} and _is_attributive(line, found.first):
        return
    elif form == "participle":
        yield from _participle(line, found)
    elif _is_active(line, found):
        yield _active(line, found)


def _phrasal(line: Line, found: Found) -> Frame:
    """Return the frame of words as they stand: "was charged with" is said of whom it was done to."""
    subject = subject_of(line, found.first)
    if found.pattern.group.phrases_of == "object":
        return Frame(doer=agent_after(line, found.last), undergoer=subject, passive=True)
    return Frame(doer=subject, undergoer=object_of(line, found.last))


def _active(line: Line, found: Found) -> Frame:
    free = found.pattern.form == "ing" and _before(line, found.first) not in _words("auxiliaries")
    doer = _gerund_subject(line, found.first) if free else subject_of(line, found.first)
    return Frame(doer=doer, undergoer=object_of(line, found.last))


def _gerund_subject(line: Line, at: int) -> Range | None:
    """Return whom ", advancing into …" is said of: the phrase right before it, or that before its comma."""
    if not at or line.words[at - 1] in _words("prepositions"):
        return None
    return subject_of(line, at)


def _participle(line: Line, found: Found) -> Iterator[Frame]:
    before = _before(line, found.first)
    if before in _words("have"):
        yield Frame(doer=subject_of(line, found.first), undergoer=object_of(line, found.last))
    elif before in _words("passive") or _is_reduced(line, found):
        yield Frame(doer=agent_after(line, found.last), undergoer=subject_of(line, found.first), passive=True)


def _is_active(line: Line, found: Found) -> bool:
    before = _before(line, found.first)
    form = found.pattern.form
    if form == "past":
        return before not in _words("passive") and before not in _words("have") and not _is_reduced(line, found)
    if form == "base":
        return before in _words("before_base") or _is_plural_subject(line, found, before)
    if form == "ing":
        return not found.first or line.words[found.first - 1] not in _words("determiners")
    if form == "present":
        return before not in _words("noun_before") and bool(found.first)
    return True


def _is_attributive(line: Line, at: int) -> bool:
    """Tell whether a participle stands before its noun: "their last besieged strongholds"."""
    return at > 0 and line.words[at - 1] in _words("attributive_before")


def _is_plural_subject(line: Line, found: Found, before: str) -> bool:
    if line.headline:
        return bool(before) and before not in _words("noun_before")
    return before in word_class("human") or (before.endswith("s") and object_of(line, found.last) is not None)


def _is_reduced(line: Line, found: Found) -> bool:
    """Tell whether a participle stands without its auxiliary: "12 killed in crash", "a man arrested by police"."""
    if found.pattern.group.intransitive:
        return False
    following = line.words[found.last] if found.last < len(line.words) else "."
    if following == "by":
        return True
    return (line.headline or _counted_before(line, found.first)) and right_phrase(line, found.last) is None


def _counted_before(line: Line, at: int) -> bool:
    return any(placed.first < at and line_end in {at, at - 1} for placed, line_end in _counted(line))


def _counted(line: Line) -> Iterator[tuple[Range, int]]:
    for placed in line.quantities:
        yield Range(placed.first, placed.last), line.index_from(placed.item.np_end)


def _fits(line: Line, found: Found, frame: Frame) -> bool:
    needs = found.pattern.group.needs
    whole = Range(0, len(line.words)) if found.pattern.form in {"noun", "phrase"} else None
    checks = {"subject": frame.doer, "object": frame.undergoer}
    for name, need in needs.items():
        if name == "near":
            met = stands_near(line, need)
        elif name == "any":
            met = _any(line, frame, need, whole)
        elif found.pattern.form == "noun" or (found.pattern.form == "phrase" and name == "object"):
            met = True
        else:
            met = _has(line, checks[name], need)
        if not met:
            return False
    return True


def _has(line: Line, phrase: Range | None, need: Need) -> bool:
    """Tell whether a phrase has what is needed; a pronoun has it if the sentence does."""
    if phrase is not None and line.words[phrase.first : phrase.last][-1] in _words("subject_pronouns"):
        return meets(line, phrase, need) or stands_near(line, need)
    return meets(line, phrase, need)


def _any(line: Line, frame: Frame, need: Need, whole: Range | None) -> bool:
    return any(meets(line, phrase, need) for phrase in (frame.doer, frame.undergoer, whole))


def _before(line: Line, at: int) -> str:
    """Return the word before a verb, over its adverbs."""
    at -= 1
    while at > 0 and is_adverb(line.words[at]) and line.words[at] not in _words("auxiliaries"):
        at -= 1
    return line.words[at] if at >= 0 else ""


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("grammar", key)
