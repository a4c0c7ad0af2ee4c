"""What the exporter counts."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from prometheus_client.exposition import choose_encoder

from stream.messages import Change, TopicName
from stream.record import Envelope, Observation
from stream.telemetry import metrics
from stream.telemetry.prometheus import Identity, PrometheusObserver

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULES = ("many_killed", "quake")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON.timestamp()

    def __call__(self) -> float:
        """Return the instant it shows."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock at noon."""
    return Clock()


@pytest.fixture
def observer(clock: Clock) -> PrometheusObserver:
    """Return an exporter with two alert rules."""
    identity = Identity(version="1.2.3", ruleset="abc", role="decide", topic_prefix="wire", rules=RULES)
    return PrometheusObserver(identity, clock=clock)


def value(observer: PrometheusObserver, name: str, **labels: str) -> float | None:
    """Return a sample's value, None if there is no such series."""
    return observer.registry.get_sample_value(name, labels)


def total(observer: PrometheusObserver, name: str) -> float:
    """Return the sum over a metric's series."""
    return sum(s.value for family in observer.registry.collect() for s in family.samples if s.name == name)


def openmetrics(observer: PrometheusObserver) -> bytes:
    """Return what a Prometheus that asks for OpenMetrics scrapes."""
    encode, _ = choose_encoder("application/openmetrics-text; version=1.0.0")
    return encode(observer.registry)


def record(topic: TopicName, *, age: float | None = None, **labels: str) -> Envelope:
    """Return a record whose story arrived `age` seconds before noon."""
    received = None if age is None else NOON - timedelta(seconds=age)
    return Envelope(topic=topic, key=b"k-1", value=b"{}", labels=labels, received=received)


def event(country: str = "SY", revision: str = "first", state: str = "active") -> Envelope:
    """Return an event record."""
    return record("events", age=0.2, type="ASSAULT", country=country, state=state, revision=revision)


def test_closed_sets_start_at_zero(observer: PrometheusObserver) -> None:
    """Every counter has all its series, with the value 0, before anything has happened."""
    assert value(observer, "newswire_stage_inputs_total", stage="desk", outcome="duplicate") == 0
    assert value(observer, "newswire_events_total", type="ASSAULT") == 0
    assert value(observer, "newswire_events_located_total", country="SY") == 0
    assert value(observer, "newswire_alerts_total", rule="quake", kind="Cancel") == 0
    assert value(observer, "newswire_rejects_total", stage="extract", reason="too_slow") == 0
    assert value(observer, "newswire_incidents_total", incident="coordinator_error") == 0
    assert value(observer, "newswire_stage_inputs_total", stage="desk", outcome="unresolved") == 0
    assert value(observer, "newswire_retractions_total", kind="supersede") == 0
    assert value(observer, "newswire_retraction_duration_seconds_count", kind="kill") == 0
    assert value(observer, "newswire_alerts_cancelled_early_total") == 0


def test_series_are_bounded() -> None:
    """A worker that owns every partition, knows 50 rules and hears 500 feeds stays below 3,000 series."""
    rules = tuple(f"rule_{n}" for n in range(50))
    worker = PrometheusObserver(Identity(version="1", ruleset="r", role="all", topic_prefix="wire", rules=rules))
    for n in range(500):
        seen = Observation(stage="receive", origin="wire.raw/0/1", outcome="published", feed=f"feed-{n}")
        worker.observed(seen, 0.001)
    for topic in metrics.TOPICS:
        for partition in range(12):
            worker.lag(f"wire.{topic}", partition, 1, 1.0)
            worker.offsets(f"wire.{topic}", partition, 1, 2)
    assert sum(len(family.samples) for family in worker.registry.collect()) < 3000
    feeds = [s for f in worker.registry.collect() if f.name == metrics.FEED_SEEN.name for s in f.samples]
    assert len(feeds) == metrics.MAX_FEEDS + 1
    assert any(sample.labels == {"feed": "other"} for sample in feeds)


def test_an_input_is_counted_and_timed(observer: PrometheusObserver) -> None:
    """An observation counts once under its stage and outcome, and its seconds go to the stage's histogram."""
    observer.observed(Observation(stage="desk", origin="wire.items/0/7", outcome="duplicate"), 0.004)
    assert value(observer, "newswire_stage_inputs_total", stage="desk", outcome="duplicate") == 1
    assert total(observer, "newswire_stage_inputs_total") == 1
    assert value(observer, "newswire_stage_duration_seconds_sum", stage="desk") == pytest.approx(0.004)


def test_work_in_progress_goes_up_and_down(observer: PrometheusObserver) -> None:
    """An input is in progress from `started` to `finished`."""
    observer.started("extract")
    observer.started("extract")
    observer.finished("extract")
    assert value(observer, "newswire_stage_in_progress", stage="extract") == 1


def test_latency_is_from_arrival_to_acknowledgement(observer: PrometheusObserver) -> None:
    """The latency of an alert is the time between its story's arrival and the broker's receipt."""
    alert = record("alerts", age=0.3, rule="quake", severity="Severe", msgType="Alert")
    observer.sent(alert, NOON + timedelta(seconds=0.1))
    assert value(observer, "newswire_end_to_end_latency_seconds_sum", topic="alerts") == pytest.approx(0.4)
    assert value(observer, "newswire_end_to_end_latency_seconds_bucket", topic="alerts", le="0.25") == 0
    assert value(observer, "newswire_end_to_end_latency_seconds_bucket", topic="alerts", le="0.5") == 1


def test_a_slow_record_leaves_its_key(observer: PrometheusObserver) -> None:
    """Only a record slower than five seconds carries an exemplar, which names its key."""
    observer.sent(record("stories", age=0.1, change="new", state="active"), NOON)
    assert b"k-1" not in openmetrics(observer)
    observer.sent(record("stories", age=9.0, change="new", state="active"), NOON)
    assert b'# {key="k-1"} 9.0' in openmetrics(observer)


def test_a_counter_says_when_it_began(observer: PrometheusObserver) -> None:
    """OpenMetrics carries the instant of a counter's 0, so that nothing before the first scrape is lost."""
    assert b'newswire_events_created{type="ASSAULT"}' in openmetrics(observer)


def test_new_events_are_counted_once(observer: PrometheusObserver) -> None:
    """An event counts by type and country with its first revision only, and by state with each."""
    observer.sent(event(), NOON)
    observer.sent(event(revision="later"), NOON)
    observer.sent(event(revision="later", state="retracted"), NOON)
    assert value(observer, "newswire_events_total", type="ASSAULT") == 1
    assert value(observer, "newswire_events_located_total", country="SY") == 1
    assert value(observer, "newswire_event_records_total", state="active") == 2
    assert value(observer, "newswire_event_records_total", state="retracted") == 1
    assert value(observer, "newswire_records_sent_total", topic="events") == 3


def test_a_label_out_of_its_set_makes_no_series(observer: PrometheusObserver) -> None:
    """A country or a rule that nobody knows is counted under the value that stands for such."""
    observer.sent(event(country="Atlantis"), NOON)
    observer.sent(record("alerts", age=1.0, rule="a-thousand-rules", msgType="Alert"), NOON)
    assert value(observer, "newswire_events_located_total", country="unknown") == 1
    assert value(observer, "newswire_events_located_total", country="Atlantis") is None
    assert value(observer, "newswire_alerts_total", rule="other", kind="Alert") == 1


def test_every_change_and_state_of_a_story_is_counted(observer: PrometheusObserver) -> None:
    """A story record counts by what its version is, and by the state it leaves the story in."""
    for change in get_args(Change):
        observer.sent(record("stories", age=0.1, change=change, state="active"), NOON)
    observer.sent(record("stories", age=0.1, change="kill", state="retracted"), NOON)
    counted = {change: value(observer, "newswire_stories_total", change=change) for change in get_args(Change)}
    assert counted == dict.fromkeys(get_args(Change), 1) | {"kill": 2}
    assert value(observer, "newswire_story_records_total", state="active") == len(get_args(Change))
    assert value(observer, "newswire_story_records_total", state="retracted") == 1


def test_an_instruction_counts_once_and_is_timed_when_complete(observer: PrometheusObserver) -> None:
    """Its open manifest is counted, its complete one timed from the arrival of the kill."""
    observer.sent(record("retractions", age=0.2, kind="kill", complete="no"), NOON)
    assert value(observer, "newswire_retractions_total", kind="kill") == 1
    assert value(observer, "newswire_retraction_duration_seconds_count", kind="kill") == 0
    observer.sent(record("retractions", age=0.7, kind="kill", complete="yes"), NOON)
    assert value(observer, "newswire_retractions_total", kind="kill") == 1
    assert value(observer, "newswire_retraction_duration_seconds_sum", kind="kill") == pytest.approx(0.7)
    assert total(observer, "newswire_end_to_end_latency_seconds_count") == 0


def test_only_an_early_cancel_is_a_false_alarm(observer: PrometheusObserver) -> None:
    """An alert cancelled within the hour counts; one cancelled later, or that says nothing of it, does not."""
    for early in ({"early": "no"}, {}, {"early": "yes"}):
        observer.sent(record("alerts", age=0.1, rule="quake", msgType="Cancel", **early), NOON)
    assert value(observer, "newswire_alerts_cancelled_early_total") == 1
    assert value(observer, "newswire_alerts_total", rule="quake", kind="Cancel") == 3


def test_figures_of_a_memory_are_its_owners(observer: PrometheusObserver, clock: Clock) -> None:
    """They are there while they are told: a worker without the step, or without a hold, shows none."""
    names = ("embargo_held_stories", "embargo_next_release_seconds", "retractions_unresolved", "retractions_open")
    assert {value(observer, f"newswire_{name}") for name in names} == {None}
    told = {"entries": 7, "held": 2, "unresolved": 1, "open_manifests": 3, "next_release": clock.now + 90}
    observer.remembers("desk", told)
    observer.remembers("merge", {"entries": 5})
    clock.now += 100
    assert [value(observer, f"newswire_{name}") for name in names] == [2, -10, 1, 3]
    assert value(observer, "newswire_state_entries", stage="desk") == 7
    observer.remembers("desk", {"entries": 7, "held": 0})
    assert value(observer, "newswire_embargo_held_stories") == 0
    assert value(observer, "newswire_embargo_next_release_seconds") is None
    observer.remembers("desk", {})
    assert value(observer, "newswire_embargo_held_stories") is None
    assert value(observer, "newswire_state_entries", stage="desk") is None
    assert value(observer, "newswire_state_entries", stage="merge") == 5


def test_rejects_are_counted_by_stage_and_reason(observer: PrometheusObserver) -> None:
    """A reject that the broker has counts under its stage and reason."""
    observer.sent(record("rejects", age=0.1, stage="receive", reason="binary"), NOON)
    assert value(observer, "newswire_rejects_total", stage="receive", reason="binary") == 1
    assert total(observer, "newswire_rejects_total") == 1


def test_lag_grows_while_nobody_tells(observer: PrometheusObserver, clock: Clock) -> None:
    """The age of the oldest waiting record is that of the moment of the scrape, even if the worker hangs."""
    observer.lag("wire.raw", 3, 10, 2.0)
    clock.now += 30
    assert value(observer, "newswire_lag_records", topic="raw", partition="3") == 10
    assert value(observer, "newswire_lag_seconds", topic="raw", partition="3") == pytest.approx(32.0)
    observer.lag("wire.raw", 3, 0, 0.0)
    clock.now += 30
    assert value(observer, "newswire_lag_seconds", topic="raw", partition="3") == 0


def test_a_partition_takes_its_series_with_it(observer: PrometheusObserver) -> None:
    """Series of a partition end when it is revoked, those of a partition that stays do not."""
    both = frozenset({("wire.raw", 0), ("wire.raw", 1)})
    observer.assigned(both)
    for topic, partition in both:
        observer.lag(topic, partition, 1, 1.0)
        observer.offsets(topic, partition, 4, 5)
    observer.assigned(frozenset({("wire.raw", 1)}))
    for name in ("lag_records", "lag_seconds", "committed_offset", "end_offset"):
        assert value(observer, f"newswire_{name}", topic="raw", partition="0") is None
        assert value(observer, f"newswire_{name}", topic="raw", partition="1") is not None
    assert value(observer, "newswire_assigned_partitions", topic="raw") == 1


def test_an_offset_nobody_knows_has_no_series(observer: PrometheusObserver) -> None:
    """A partition without a commit shows its end and no committed offset."""
    observer.offsets("wire.items", 0, None, 12)
    assert value(observer, "newswire_end_offset", topic="items", partition="0") == 12
    assert value(observer, "newswire_committed_offset", topic="items", partition="0") is None


def test_a_feed_is_heard_by_its_readable_stories(observer: PrometheusObserver) -> None:
    """A feed's instant moves with stories that could be read, not with rejects."""
    heard = Observation(stage="receive", origin="wire.raw/0/1", outcome="published", feed="afp-en")
    refused = Observation(stage="receive", origin="wire.raw/0/2", outcome="rejected", reason="empty", feed="ap")
    observer.observed(heard, 0.001)
    observer.observed(refused, 0.001)
    name = "newswire_feed_last_story_timestamp_seconds"
    assert value(observer, name, feed="afp-en") == NOON.timestamp()
    assert value(observer, name, feed="ap") is None


def test_incidents_are_counted(observer: PrometheusObserver) -> None:
    """An incident counts under its kind, wherever it was."""
    observer.happened("produce_retry", "wire.events")
    observer.happened("produce_retry", "wire.alerts")
    assert value(observer, "newswire_incidents_total", incident="produce_retry") == 2


def test_build_says_who_runs(observer: PrometheusObserver) -> None:
    """newswire_build_info carries version, ruleset, role and topic prefix."""
    labels = {"version": "1.2.3", "ruleset": "abc", "role": "decide", "topic_prefix": "wire"}
    assert value(observer, "newswire_build_info", **labels) == 1


class Health:
    """A worker that is alive and not ready."""

    def live(self) -> tuple[bool, str]:
        """Return yes."""
        return True, "ok"

    def ready(self) -> tuple[bool, str]:
        """Return no."""
        return False, "state of merge not read"


def test_health_is_shown_too(observer: PrometheusObserver) -> None:
    """What /livez and /readyz answer can be graphed."""
    observer.watch(Health())
    assert value(observer, "newswire_live") == 1
    assert value(observer, "newswire_ready") == 0
