"""What a lifecycle case is, what its end is, and how its stories are told."""

from collections.abc import Mapping
from typing import Any

from agency_formats import ALL_WITH_IDS, FormatName, Told
from msgspec import Struct

from stream.messages import TopicName

Values = Mapping[TopicName, Mapping[str, Any]]
"""The last value of each key, topic by topic."""

BOMB = "A car bomb exploded at a market in {place}, killing {killed} people and wounding 90, police said."
QUAKE = "A magnitude 6.8 earthquake struck Lima, killing 31 people, the civil defence agency said."
BUS = "At least 23 people were killed when a bus crashed in Quito, the ministry said."
CALM = "The town council of Bath opened a new library, and children sang."
SPORT = "Harbour Rovers 3, Quay United 1. Rovers killed off the match with a late strike that bombed into the net."
TABLE = "Earthquakes of the week: Lima 6.8, 31 dead. Kobe 5.1, none dead."
HEADLINE = "Car bomb kills {killed} in {place}"
SLUG = "{place}-BLAST/"


class Ends(Struct, frozen=True, kw_only=True):
    """What must hold in the end, in words that a reader can compare.

    `stories` has state and change of each; `events` and `alerts` those that
    each story founded, as type and state, or kind and state; `manifests` the
    kind of each with its story, all of them complete; `chains` the stories
    that share one, where that is more than one; `records` how many story
    records there were.
    """

    stories: dict[str, str] = {}
    events: dict[str, list[str]] = {}
    alerts: dict[str, list[str]] = {}
    manifests: list[str] = []
    chains: list[str] = []
    rejects: list[str] = []
    warnings: dict[str, list[str]] = {}
    records: dict[str, int] = {}


class Case(Struct, frozen=True, kw_only=True):
    """Inputs in the order of their arrival. `ends` of a case with an embargo holds after its release, nothing before.

    `counted` names the stories whose records are counted and warnings compared.
    """

    name: str
    inputs: tuple[Told, ...]
    ends: Ends
    formats: tuple[FormatName, ...] = ALL_WITH_IDS
    counted: bool = False
    warned: bool = False
    is_held: bool = False


def attack(name: str = "a", made: int | None = 0, killed: int = 42, place: str = "Mosul", **changes: Any) -> Told:
    """Return a version of a story with one attack in it."""
    plain: dict[str, Any] = {
        "headline": HEADLINE.format(killed=killed, place=place),
        "body": BOMB.format(killed=killed, place=place),
        "slug": SLUG.format(place=place.upper()),
    }
    return Told(name=name, made=made, **plain | changes)


def taken_back(name: str = "a", made: int = 60, status: str = "canceled", **changes: Any) -> Told:
    """Return a version that is nothing but a status."""
    return Told(name=name, made=made, status=status, **changes)


def advisory(*lines: str, name: str = "k", made: int = 60, **changes: Any) -> Told:
    """Return a note to editors about another story."""
    plain: dict[str, Any] = {"headline": lines[0], "body": "\n\n".join(lines[1:]) or None, "signed": False}
    return Told(name=name, made=made, **plain | changes)


ALL_GONE = Ends(
    stories={"a": "retracted kill"},
    events={"a": ["ASSAULT retracted"]},
    alerts={"a": ["Cancel retracted"]},
    manifests=["correction a", "kill a"],
)
ACTIVE = Ends(stories={"a": "active new"}, events={"a": ["ASSAULT active"]}, alerts={"a": ["Alert active"]})
KILLED = Ends(
    stories={"a": "retracted kill"},
    events={"a": ["ASSAULT retracted"]},
    alerts={"a": ["Cancel retracted"]},
    manifests=["kill a"],
)
