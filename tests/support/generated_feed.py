"""A seeded feed: new stories, newer and late older versions, duplicates, copies, the unreadable."""

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
KINDS = ("new", "newer", "older", "duplicate", "copy", "unreadable")
WEIGHTS = (45, 22, 8, 10, 10, 5)


class Input(NamedTuple):
    """A record for `raw`."""

    key: bytes
    value: bytes


class _Story(NamedTuple):
    """What the generator knows of a story it has told."""

    key: str
    native_id: str
    place: str
    version: int
    last: bytes


def _told(chance: random.Random, native_id: str, place: str, version: int, text: str | None = None) -> bytes:
    sentences = chance.sample(SENTENCES, 2)
    told = " ".join(s.format(n=chance.randint(3, 90), place=place) for s in sentences)
    body = text or f"{told} The desk filed this as {native_id}, version {version}."  # or two would be copies by chance
    published = START + timedelta(minutes=version)
    story = {"id": native_id, "headline": f"News from {place}", "body": body, "published": published.isoformat()}
    return orjson.dumps(story | {"source": "TEST"})


def generate(seed: int, count: int) -> Iterator[Input]:
    """Yield `count` inputs; all of one story, and its copies, share a key."""
    chance = random.Random(seed)
    stories: list[_Story] = []
    for number in range(count):
        (kind,) = chance.choices(KINDS, WEIGHTS) if stories else ("new",)
        if kind == "unreadable":
            yield Input(b"u%d" % number, chance.choice(UNREADABLE) + b" " * chance.randint(0, 1) * number)
            continue
        known = chance.randrange(len(stories)) if stories else 0
        story = _next(chance, kind, number, stories[known] if stories else None)
        if kind in {"new", "copy"}:
            stories.append(story)
        elif kind == "newer":
            stories[known] = story
        yield Input(story.key.encode(), story.last)


def _next(chance: random.Random, kind: str, number: int, known: _Story | None) -> _Story:
    name = f"n{number}"
    if kind == "new" or known is None:
        place = chance.choice(PLACES)
        return _Story(name, name, place, 10, _told(chance, name, place, 10))
    if kind == "copy":
        text = orjson.loads(known.last)["body"]
        return _Story(known.key, name, known.place, 10, _told(chance, name, known.place, 10, text))
    if kind == "duplicate":
        return known
    version = known.version + 1 if kind == "newer" else chance.randint(0, known.version - 1)
    return known._replace(version=version, last=_told(chance, known.native_id, known.place, version))
