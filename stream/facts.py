"""The parts that records on the topics are made of: spans, places, times, counts, events.

Attribute names are the names in the JSON, so there is no mapping between
the two. Unknown is None, never a default. Offsets are Unicode code points,
end exclusive, into the text that `text_of` names.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True)]
"""A moment with its offset: a naive datetime does not decode."""

TextName = Literal["headline", "body"]
State = Literal["active", "suspended", "superseded", "retracted"]
Status = Literal["actual", "claimed", "denied", "attempted", "threatened", "planned", "hypothetical"]
Scope = Literal["new", "background", "cumulative"]
Role = Literal["actor", "target", "victim", "instrument", "partner"]
Precision = Literal["point", "neighbourhood", "city", "admin2", "admin1", "country", "region"]
EntityType = Literal[
    "person", "organization", "place", "facility", "group", "weapon", "product", "event", "money", "quantity"
]
Counted = Literal["killed", "injured", "displaced", "missing", "detained", "kidnapped", "affected"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "DISPLACE", "DISASTER", "ACCIDENT", "CRIME", "JUSTICE", "ELECTION", "APPOINT", "ECONOMY", "HEALTH",
]  # fmt: skip
"""The 16 PLOVER roots, then what PLOVER lacks."""


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of a text."""

    start: int
    end: int


class Furniture(Struct, frozen=True, kw_only=True):
    """A stretch of the body that is not prose: it is kept, marked, and not read for events."""

    kind: Literal["repeated_headline", "dateline", "subhead", "signoff", "boilerplate", "note"]
    start: int
    end: int


class Dateline(Struct, frozen=True, kw_only=True):
    """Where and when the story says it was filed; never by itself the place of an event."""

    text: str
    place: str | None = None
    country: str | None = None
    date: str | None = None


class Mention(Struct, frozen=True, kw_only=True):
    """A name where it stands."""

    text_of: TextName
    start: int
    end: int
    text: str


class PlaceCandidate(Struct, frozen=True, kw_only=True):
    """Another place that the name could mean."""

    geonames: int | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    score: float


class EntityPlace(Struct, frozen=True, kw_only=True):
    """What a place name was resolved to. `country` is ISO 3166-1 alpha-2."""

    geonames: int | None
    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision | None
    confidence: float
    candidates: tuple[PlaceCandidate, ...] = ()


class Entity(Struct, frozen=True, kw_only=True):
    """A person, organization, place … of one story, with all its mentions. `salience` is 0..1."""

    entity_id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    salience: float = 0.0
    place: EntityPlace | None = None
    wikidata: str | None = None
    actor: str | None = None


class TimeMention(Struct, frozen=True, kw_only=True):
    """A time expression. `value` is TIMEX3's; `interval` holds ISO days or instants, None where open or unknown."""

    start: int
    end: int
    text: str
    text_of: TextName
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    interval: tuple[str | None, str | None]


class Code(Struct, frozen=True, kw_only=True):
    """The event type in another scheme."""

    scheme: str
    code: str


class Actor(Struct, frozen=True, kw_only=True):
    """Who took part, in which role."""

    role: Role
    text: str
    entity_id: str | None = None
    codes: tuple[Code, ...] = ()
    confidence: float = 0.5


class EventPlace(Struct, frozen=True, kw_only=True):
    """Where it happened. `country` is ISO 3166-1 alpha-2; lat, lon are degrees."""

    text: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    confidence: float = 0.5


class EventTime(Struct, frozen=True, kw_only=True):
    """When it happened: ISO days or instants, None where open or unknown, and the story's own words."""

    start: str | None
    end: str | None
    precision: Literal["instant", "day", "month", "year", "interval"] | None
    text: str


class Count(Struct, frozen=True, kw_only=True):
    """How many. Exact N: low = best = high; "at least N": high is None; "dozens": best is None."""

    what: Counted
    who: str | None
    low: int | None
    best: int | None
    high: int | None
    qualifier: str | None
    text: str


class Attribution(Struct, frozen=True, kw_only=True, rename={"source_class": "class"}):
    """Who says so. `source_class` is the JSON's `class`."""

    text: str
    entity_id: str | None = None
    source_class: str | None = None


class Evidence(Struct, frozen=True, kw_only=True):
    """The words that prove it: `exact` is `text_of[start:end]` of that version of the story."""

    story_id: str
    version: str | None
    text_of: TextName
    start: int
    end: int
    exact: str


class Times(Struct, frozen=True, kw_only=True):
    """When the story was made, when we got it, when what led to this revision arrived, when this record left us."""

    versionCreated: Instant | None = None
    received: Instant | None = None
    triggered: Instant | None = None
    emitted: Instant | None = None


class Producer(Struct, frozen=True, kw_only=True):
    """Which program and which rules made this record."""

    version: str
    ruleset: str


class Happening(Struct, frozen=True, kw_only=True):
    """What a report (one story's view) and an event (all stories' view) have in common."""

    type: EventType
    mode: str | None = None
    codes: tuple[Code, ...] = ()
    status: Status | None = None
    scope: Scope | None = None
    actors: tuple[Actor, ...] = ()
    place: EventPlace | None = None
    time: EventTime | None = None
    counts: tuple[Count, ...] = ()
    attributed_to: tuple[Attribution, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    importance: float | None = None


class Report(Happening, frozen=True, kw_only=True):
    """One happening as one version of one story tells it."""

    report_id: str
