"""Who did it to whom: the actors that a frame gives, each in its role."""

from functools import cache

from stream.extract.frames import Frame
from stream.extract.lines import Line
from stream.extract.needs import meets, word_class
from stream.extract.phrases import Range, coordinated, coordinated_before, is_adverb, text_of
from stream.extract.triggers import Found, past_forms
from stream.facts import Actor, Role
from stream.lexicon.words import word_set


def actors_of(line: Line, found: Found, frame: Frame) -> tuple[Actor, ...]:
    """Return the actors of a frame, the weapon in the trigger itself included."""
    group = found.pattern.group
    actors: list[Actor] = []
    if frame.doer and group.subject:
        actors += _actors(line, frame.doer, group.subject)
    if frame.undergoer and group.object:
        actors += _actors(line, frame.undergoer, group.object)
    if not word_class("weapons").isdisjoint(line.words[found.first : found.last]):
        actors.append(_actor(line, Range(found.first, found.last), "instrument"))
    return tuple(actors)


def _actors(line: Line, phrase: Range, role: Role) -> list[Actor]:
    beside = (coordinated_before(line, phrase), coordinated(line, phrase))
    joined = (part for part in beside if part and (meets(line, part, "human") or meets(line, part, "political")))
    return [_actor(line, part, role) for part in (phrase, *joined) if _is_somebody(line, part)]


def _is_somebody(line: Line, phrase: Range) -> bool:
    """Tell whether a phrase can name somebody: not a time, a bare pronoun or number, or what a verb left over."""
    last = line.words[phrase.last - 1]
    empty = last in _words("pronouns") or is_adverb(last) or last in _words("control_verbs")
    return not (empty or last in past_forms() or not last[-1].isalpha() or _is_time(line, phrase))


def _is_time(line: Line, phrase: Range) -> bool:
    return any(placed.first <= phrase.first and phrase.last <= placed.last for placed in line.times)


def _actor(line: Line, phrase: Range, role: Role) -> Actor:
    named = [placed.item for placed in line.mentions if phrase.first <= placed.first and placed.last <= phrase.last]
    words = frozenset(line.words[phrase.first : phrase.last])
    weapon = role == "actor" and not named and not word_class("weapons").isdisjoint(words)
    return Actor(
        role="instrument" if weapon else role,
        text=text_of(line, phrase),
        entity_id=named[0].entity_id if named else None,
        confidence=0.8 if named else 0.6,
    )


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("grammar", key)
