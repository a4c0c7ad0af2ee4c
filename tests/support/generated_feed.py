"""A seeded feed: stories in all their life (late versions, corrections, kills, holds, links), and the unreadable."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import orjson

START = datetime(2026, 5, 3, 12, tzinfo=UTC)
PLACES = ("Kobe", "Lima", "Aleppo", "Quito", "Nairobi", "Manila", "Lagos", "Mosul", "Ankara", "Dhaka")
SENTENCES = (
    "An earthquake killed at least {n} people in {place} on Saturday, police said.",
    "Gunmen shot dead {n} soldiers near {place} on Saturday, officials said.",
    "At least {n} people were injured when a bus crashed in {place}, the ministry said.",
    "Thousands of people protested in {place} on Saturday against price rises.",
    "A bomb killed {n} civilians at a market in {place}, the governor said.",
    "Floods forced {n}00 families to leave their homes in {place}, officials said.",
)
UNREADABLE = (b"", b"\x00\x01\xff\xfe\x9c", b'{"headline": "no end', b'{"headline": 7, "body": []}', b"{}")
KINDS = {
    "new": 34,
    "newer": 16,
    "older": 6,
    "duplicate": 8,
    "copy": 8,
    "unreadable": 4,
    "correction": 6,
    "kill": 5,
    "withheld": 4,
    "in_place": 3,
    "continued": 3,
    "advisory": 3,
}
"""What comes next, and how often in a hundred. A withheld or killed story gets newer versions as others do."""
ADVISORIES = (
    "Please kill item {id}: the story is wrong.",
    "Please kill our item \u201c{headline}\u201d.",
    "Please hold item {id} until further notice.",
    "Item {id} may be released.",
)
_TAGS = ("KILL KILL KILL", "KILL KILL KILL", "HOLD HOLD HOLD", "HOLD RELEASED")
_LINKS = {"in_place": "supersedes", "continued": "evolvesFrom"}
_FOUND = frozenset({"new", "copy", "in_place", "continued"})
"""Kinds that tell of a story for the first time."""


class Input(NamedTuple):
    """A record for `raw`."""

    key: bytes
    value: bytes


class _Story(NamedTuple):
    """What the generator knows of a story it has told. `key` is that of all that concerns it."""

    key: str
    native_id: str
    place: str
    version: int
    last: bytes

    @property
    def headline(self) -> str:
        """Return the headline of all its versions; those of other keys have another one. It names no id."""
        return f"News from {self.place} in file {self.key[1:]}"


def _told(chance: random.Random, story: _Story, text: str | None = None, **more: object) -> _Story:
    """Return a story with its version told."""
    sentences = chance.sample(SENTENCES, 2)
    told = " ".join(s.format(n=chance.randint(3, 90), place=story.place) for s in sentences)
    filed = f"The desk filed this as {story.native_id}, version {story.version}."  # or two would be copies by chance
    return story._replace(last=_json(story, body=text or f"{told} {filed}", headline=story.headline, **more))


def _json(story: _Story, **more: object) -> bytes:
    published = START + timedelta(minutes=story.version)
    return orjson.dumps({"id": story.native_id, "published": published.isoformat(), "source": "TEST"} | more)


def generate(seed: int, count: int) -> Iterator[Input]:
    """Yield `count` inputs; all that concern one story, its copies and what it has links to share a key."""
    chance = random.Random(seed)
    stories: list[_Story] = []
    for number in range(count):
        (kind,) = chance.choices(list(KINDS), list(KINDS.values())) if stories else ("new",)
        if kind == "unreadable":
            yield Input(b"u%d" % number, chance.choice(UNREADABLE) + b" " * chance.randint(0, 1) * number)
            continue
        known = chance.randrange(len(stories)) if stories else 0
        story = _next(chance, kind, number, stories[known] if stories else None)
        if kind in _FOUND:
            stories.append(story)
        elif kind in {"newer", "correction", "kill", "withheld"}:
            stories[known] = story
        yield Input(story.key.encode(), story.last)


def _next(chance: random.Random, kind: str, number: int, known: _Story | None) -> _Story:
    name = f"n{number}"
    if kind == "new" or known is None:
        return _told(chance, _Story(name, name, chance.choice(PLACES), 10, b""))
    match kind:
        case "copy":
            text = orjson.loads(known.last).get("body")
            return _told(chance, known._replace(native_id=name, version=10), text)
        case "in_place" | "continued":
            other = known._replace(native_id=name, version=known.version + 1)
            return _told(chance, other, **{_LINKS[kind]: known.native_id})
        case "advisory":
            return _advisory(chance, name, known)
        case _:
            return _version(chance, kind, known)


def _version(chance: random.Random, kind: str, known: _Story) -> _Story:
    """Return a story with another version of it as its last one."""
    later = known._replace(version=known.version + 1)
    match kind:
        case "duplicate":
            return known
        case "older":
            return _told(chance, known._replace(version=chance.randint(0, known.version - 1)))
        case "kill" | "withheld":
            return later._replace(last=_json(later, pubStatus="canceled" if kind == "kill" else kind))
        case "correction":
            return _told(chance, later, signals=["sig:correction"])
        case _:
            return _told(chance, later)


def _advisory(chance: random.Random, name: str, known: _Story) -> _Story:
    """Return a note to editors about a story: it is none itself."""
    (nth,) = chance.choices(range(len(ADVISORIES)))
    note = known._replace(native_id=name, version=known.version + 1)
    body = ADVISORIES[nth].format(id=known.native_id, headline=known.headline)
    return note._replace(last=_json(note, headline=_TAGS[nth], body=body))
