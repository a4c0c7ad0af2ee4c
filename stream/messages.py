"""Every value that lies on a topic: one type per topic, so the type is the route.

Frozen and keyword-only. Attribute names are the names in the JSON (facts.py
says more); a field that is unknown is None. `MESSAGE_TOPIC` at the end is the
only mapping from type to topic.
"""

from typing import Literal

from msgspec import Struct

from stream.facts import (
    Dateline,
    Entity,
    Evidence,
    Furniture,
    Happening,
    Instant,
    Producer,
    Report,
    Span,
    State,
    TimeMention,
    Times,
)

TopicName = Literal[
    "raw", "items", "stories", "entities", "reports", "events", "alerts", "retractions", "rejects",
    "desk.state", "merge.state", "alert.state", "probe",
]  # fmt: skip
"""Topics without the prefix; deploy/topics.yml says how each is made."""

StageName = Literal["receive", "desk", "extract", "merge", "alert"]
Change = Literal["new", "alert", "update", "correction", "refile", "repeat", "hold", "release", "kill", "copy"]
EdgeType = Literal["supersedes", "evolves_from", "corrects", "retracts", "repeats", "copies"]
InstructionKind = Literal["kill", "hold", "correction", "supersede"]
PubStatus = Literal["usable", "withheld", "canceled"]
Reason = Literal[
    "empty", "binary", "not_utf8", "bad_json", "bad_xml", "wrong_type", "no_text", "unknown_format",
    "too_large", "too_slow", "crashed", "bad_record", "retraction_unresolved", "bug",
]  # fmt: skip
"""Why an input was rejected; docs/formats.md explains each."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where an input lay, and its fingerprint: never its bytes."""

    topic: str
    partition: int
    offset: int
    sha256: str
    size: int


class Rights(Struct, frozen=True, kw_only=True):
    """What the agency allows."""

    usageTerms: str | None = None


class StoryFields(Struct, frozen=True, kw_only=True):
    """What a story is, whoever decides about it: ninjs 3.1 names where it has them.

    `body` is the text as received, mark-up removed, nothing deleted. In plain
    text the headline is a span of it (`headline_span`), and all offsets count
    in `body`.
    """

    story_id: str
    uri: str | None = None
    version: str | None = None
    provider: str | None = None
    feed: str | None = None
    headline: str | None = None
    headline_span: Span | None = None
    slugline: str | None = None
    language: str | None = None
    urgency: int | None = None
    genre: str | None = None
    subjects: tuple[str, ...] = ()
    dateline: Dateline | None = None
    byline: str | None = None
    edNote: str | None = None
    versionCreated: Instant | None = None
    received: Instant
    pubStatus: PubStatus = "usable"
    embargoedUntil: Instant | None = None
    body: str | None = None
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()
    rights: Rights = Rights()


class Edge(Struct, frozen=True, kw_only=True):
    """How a story relates to another one."""

    type: EdgeType
    story_id: str


class Item(StoryFields, frozen=True, kw_only=True, tag="item", tag_field="kind"):
    """One parsed version of a story, before the desk has decided about it (`items`).

    `signals` are the codes by which the agency says what this version is, as
    received; `links` name other stories.
    """

    signals: tuple[str, ...] = ()
    links: tuple[Edge, ...] = ()
    origin: Origin


class Tick(Struct, frozen=True, kw_only=True, tag="tick", tag_field="kind"):
    """An instant that has come (`items`): what waits for it is due."""

    at: Instant


class Lifecycle(Struct, frozen=True, kw_only=True):
    """What this version is to the one before; `instruction` names the kill or correction that brought it."""

    change: Change
    edges: tuple[Edge, ...] = ()
    instruction: str | None = None


class Story(StoryFields, frozen=True, kw_only=True):
    """One story with all its life in it (`stories`)."""

    chain_id: str
    rev: int
    state: State
    reason: str | None = None
    lifecycle: Lifecycle
    triggered: Instant | None = None
    """When the input arrived that led to this revision: an item, or the tick that ended an embargo."""


class StoryEntities(Struct, frozen=True, kw_only=True):
    """Who, where, when of one story (`entities`)."""

    story_id: str
    version: str | None
    rev: int
    state: State
    reason: str | None = None
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMention, ...] = ()


class StoryHead(Struct, frozen=True, kw_only=True):
    """What the readers of reports need to know of their story."""

    provider: str | None
    feed: str | None
    headline: str | None
    language: str | None
    versionCreated: Instant | None
    received: Instant
    triggered: Instant | None = None


class StoryReports(Struct, frozen=True, kw_only=True):
    """What one version of one story says happened (`reports`)."""

    story_id: str
    version: str | None
    rev: int
    state: State
    reason: str | None = None
    instruction: str | None = None
    story: StoryHead
    reports: tuple[Report, ...] = ()
    producer: Producer


class Sources(Struct, frozen=True, kw_only=True):
    """Who reports it: stories, agencies by name, how many of them are independent."""

    stories: int
    agencies: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    independent: int = 0


class HistoryEntry(Struct, frozen=True, kw_only=True):
    """Why an event changed."""

    rev: int
    change: str
    because: str


class Event(Happening, frozen=True, kw_only=True):
    """One happening as all its reports tell it (`events`)."""

    event_id: str
    rev: int
    state: State
    reason: str | None = None
    report_ids: tuple[str, ...] = ()
    merged_into: str | None = None
    sources: Sources
    history: tuple[HistoryEntry, ...] = ()
    instruction: str | None = None
    times: Times
    producer: Producer


Category = Literal[
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
]


class Area(Struct, frozen=True, kw_only=True):
    """Where an alert is about. `country` is ISO 3166-1 alpha-2; lat, lon are degrees."""

    text: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Dedupe(Struct, frozen=True, kw_only=True):
    """The key under which like alerts are one, and how many were held back."""

    key: str
    suppressed: int = 0


class Alert(Struct, frozen=True, kw_only=True):
    """What somebody should be woken up for, in CAP 1.2 terms (`alerts`)."""

    alert_id: str
    rev: int
    state: State
    reason: str | None = None
    msgType: Literal["Alert", "Update", "Cancel"]
    status: Literal["Actual", "Exercise", "Test"]
    references: tuple[str, ...] = ()
    category: tuple[Category, ...] = ()
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"] = "Unknown"
    severity: Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"] = "Unknown"
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"] = "Unknown"
    headline: str | None = None
    why: tuple[str, ...] = ()
    rule: str
    type: str | None = None
    event_ids: tuple[str, ...] = ()
    area: Area | None = None
    onset: str | None = None
    expires: Instant | None = None
    dedupe: Dedupe
    evidence: tuple[Evidence, ...] = ()
    instruction: str | None = None
    raised: Instant | None = None
    times: Times


class Instruction(Struct, frozen=True, kw_only=True):
    """What an agency wants taken back: a kill, a hold, a correction, a story in place of this one."""

    instruction_id: str
    story_id: str
    version: str | None
    kind: InstructionKind
    reason: str | None = None


class RetractedItem(Struct, frozen=True, kw_only=True):
    """One record that an instruction touched."""

    topic: str
    key: str
    change: Literal["retracted", "revised", "kept"]
    reason: str | None = None
    successor: str | None = None


class Settled(Struct, frozen=True, kw_only=True, tag="settled", tag_field="kind"):
    """What `merge` or `alert` made of an instruction, sent to the desk once these records are acknowledged (`items`).

    `merge` settles a story and names the events that `alert` still has to
    settle; `alert` settles one event.
    """

    instruction_id: str
    stage: Literal["merge", "alert"]
    key: str
    items: tuple[RetractedItem, ...] = ()
    awaits: tuple[str, ...] = ()


class Retraction(Struct, frozen=True, kw_only=True):
    """The manifest of an instruction (`retractions`): `complete` once every listed record is acknowledged."""

    instruction: Instruction
    rev: int
    state: State
    items: tuple[RetractedItem, ...] = ()
    complete: bool
    times: Times


class Reject(Struct, frozen=True, kw_only=True):
    """An input that cannot be handled (`rejects`). `detail` never quotes it."""

    stage: StageName
    reason: Reason
    detail: str
    original: Origin
    received: Instant | None


Message = Item | Tick | Settled | Story | StoryEntities | StoryReports | Event | Alert | Retraction | Reject

MESSAGE_TOPIC: dict[type[Message], TopicName] = {
    Item: "items",
    Tick: "items",
    Settled: "items",
    Story: "stories",
    StoryEntities: "entities",
    StoryReports: "reports",
    Event: "events",
    Alert: "alerts",
    Retraction: "retractions",
    Reject: "rejects",
}
