"""An observer that counts, in a registry of its own. Faust's sensor is not used: docs/adr/0006 says why.

Counters say when they began (`_created`, in OpenMetrics): a Prometheus that
ingests it knows that they were 0 then, and misses nothing that was counted
before its first scrape.
"""

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from stream.messages import StageName
from stream.record import Envelope, Observation
from stream.telemetry import metrics
from stream.telemetry.figures import Figures
from stream.telemetry.metrics import Metric, combinations
from stream.telemetry.observer import HealthView, Incident, Silent

Clock = Callable[[], float]

SLOW_SECONDS = 5.0
"""A record that took longer than this leaves its key as an exemplar."""


class Identity(Struct, frozen=True, kw_only=True):
    """Who counts: goes into newswire_build_info. `rules` are the names of the alert rules."""

    version: str
    ruleset: str
    role: str
    topic_prefix: str
    rules: tuple[str, ...] = ()


class _Waiting(Struct, frozen=True):
    """What was told of a partition's lag, and when."""

    records: int
    seconds: float
    told: float

    def age(self, now: float) -> float:
        """Return the age of the oldest waiting record: it grows even if nobody tells."""
        return self.seconds + now - self.told if self.records else 0.0


def _counter(metric: Metric, registry: CollectorRegistry) -> Counter:
    counter = Counter(metric.name, metric.meaning, metric.labels, registry=registry)
    _begin(counter, metric)
    return counter


def _gauge(metric: Metric, registry: CollectorRegistry) -> Gauge:
    gauge = Gauge(metric.name, metric.meaning, metric.labels, registry=registry)
    _begin(gauge, metric)
    return gauge


def _histogram(metric: Metric, registry: CollectorRegistry) -> Histogram:
    histogram = Histogram(metric.name, metric.meaning, metric.labels, registry=registry, buckets=metric.buckets)
    _begin(histogram, metric)
    return histogram


def _begin(instrument: Counter | Gauge | Histogram, metric: Metric) -> None:
    """Make the series of a metric whose labels are all closed sets."""
    if metric.labels and len(metric.values) == len(metric.labels):
        for values in combinations(metric.values):
            instrument.labels(*values)


class PrometheusObserver(Silent):
    """Counts what a worker tells. `registry` holds all its series, fewer than 3,000."""

    def __init__(self, identity: Identity, *, clock: Clock = time.time) -> None:
        self.registry = CollectorRegistry()
        self._prefix = f"{identity.topic_prefix}."
        self._rules = frozenset(identity.rules)
        self._clock = clock
        self._waiting: dict[tuple[str, str], _Waiting] = {}
        self._feeds: set[str] = set()
        self._figures = Figures(clock)
        self.registry.register(self._figures)
        self._declare_work()
        self._declare_facts(identity)
        self._declare_retractions()
        self._declare_partitions()
        Info(metrics.BUILD.name, metrics.BUILD.meaning, registry=self.registry).info(
            {label: getattr(identity, label) for label in metrics.BUILD.labels}
        )
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def _declare_work(self) -> None:
        self._inputs = _counter(metrics.INPUTS, self.registry)
        self._stage_seconds = _histogram(metrics.STAGE_SECONDS, self.registry)
        self._in_progress = _gauge(metrics.IN_PROGRESS, self.registry)
        self._sent = _counter(metrics.SENT, self.registry)
        self._latency = _histogram(metrics.LATENCY, self.registry)
        self._incidents = _counter(metrics.INCIDENTS, self.registry)

    def _declare_facts(self, identity: Identity) -> None:
        self._stories = _counter(metrics.STORIES, self.registry)
        self._story_records = _counter(metrics.STORY_RECORDS, self.registry)
        self._events = _counter(metrics.EVENTS, self.registry)
        self._event_records = _counter(metrics.EVENT_RECORDS, self.registry)
        self._located = _counter(metrics.LOCATED, self.registry)
        self._rejects = _counter(metrics.REJECTS, self.registry)
        self._alerts = _counter(metrics.ALERTS, self.registry)
        self._feed_seen = _gauge(metrics.FEED_SEEN, self.registry)
        for values in combinations((identity.rules, metrics.ALERT_KINDS)):
            self._alerts.labels(*values)

    def _declare_retractions(self) -> None:
        self._cancelled_early = _counter(metrics.CANCELLED_EARLY, self.registry)
        self._retractions = _counter(metrics.RETRACTIONS, self.registry)
        self._retraction_seconds = _histogram(metrics.RETRACTION_SECONDS, self.registry)

    def _declare_partitions(self) -> None:
        self._assigned = _gauge(metrics.ASSIGNED, self.registry)
        self._lag_records = _gauge(metrics.LAG_RECORDS, self.registry)
        self._lag_seconds = _gauge(metrics.LAG_SECONDS, self.registry)
        self._committed = _gauge(metrics.COMMITTED, self.registry)
        self._end = _gauge(metrics.END, self.registry)

    def watch(self, health: HealthView) -> None:
        """Show what /livez and /readyz answer as newswire_live and newswire_ready, asked at each scrape."""
        _gauge(metrics.LIVE, self.registry).set_function(lambda: float(health.live()[0]))
        _gauge(metrics.READY, self.registry).set_function(lambda: float(health.ready()[0]))

    def started(self, stage: StageName) -> None:
        """Count an input in progress."""
        self._in_progress.labels(stage).inc()

    def finished(self, stage: StageName) -> None:
        """Count an input no longer in progress."""
        self._in_progress.labels(stage).dec()

    def observed(self, observation: Observation, seconds: float) -> None:
        """Count an input's end, time it, and note when its feed was heard."""
        self._inputs.labels(observation.stage, observation.outcome).inc()
        self._stage_seconds.labels(observation.stage).observe(seconds)
        if observation.stage == "receive" and observation.outcome == "published":
            self._feed_seen.labels(self._feed(observation.feed)).set(self._clock())

    def sent(self, envelope: Envelope, at: datetime) -> None:
        """Count a record, how long its story took to get here, and what it says."""
        self._sent.labels(envelope.topic).inc()
        if envelope.received is not None:
            self._time(envelope, max(0.0, (at - envelope.received).total_seconds()))
        self._count_fact(envelope)

    def assigned(self, partitions: frozenset[tuple[str, int]]) -> None:
        """Count the partitions owned, and drop the series of those that went."""
        owned = {(self._short(topic), str(partition)) for topic, partition in partitions}
        for topic in metrics.TOPICS:
            self._assigned.labels(topic).set(sum(name == topic for name, _ in owned))
        for gone in self._waiting.keys() - owned:
            del self._waiting[gone]
            for gauge in (self._lag_records, self._lag_seconds, self._committed, self._end):
                gauge.remove(*gone)

    def lag(self, topic: str, partition: int, records: int, seconds: float) -> None:
        """Show what waits on a partition."""
        key = self._partition(topic, partition)
        self._waiting[key] = _Waiting(records, seconds, self._clock())
        self._lag_records.labels(*key).set(records)

    def offsets(self, topic: str, partition: int, committed: int | None, end: int) -> None:
        """Show how far a partition is done and where it ends."""
        key = self._partition(topic, partition)
        self._end.labels(*key).set(end)
        if committed is not None:
            self._committed.labels(*key).set(committed)

    def remembers(self, stage: StageName, figures: Mapping[str, float]) -> None:
        """Show the figures of a memory; those of a memory that went go with it."""
        self._figures.tell(stage, figures)

    def happened(self, incident: Incident, where: str) -> None:
        """Count an incident; the log says where it was."""
        del where
        self._incidents.labels(incident).inc()

    def _short(self, topic: str) -> str:
        return topic.removeprefix(self._prefix)

    def _partition(self, topic: str, partition: int) -> tuple[str, str]:
        """Return a partition's labels; its lag in seconds is asked for at each scrape from now on."""
        key = (self._short(topic), str(partition))
        if key not in self._waiting:
            self._waiting[key] = _Waiting(0, 0.0, self._clock())
            self._lag_seconds.labels(*key).set_function(lambda: self._age(key))
        return key

    def _age(self, key: tuple[str, str]) -> float:
        """Return the age at a scrape, which runs in another thread: the partition may just have gone."""
        waiting = self._waiting.get(key)
        return 0.0 if waiting is None else waiting.age(self._clock())

    def _feed(self, name: str | None) -> str:
        feed = name or metrics.UNKNOWN
        if feed not in self._feeds and len(self._feeds) >= metrics.MAX_FEEDS:
            return metrics.OTHER
        self._feeds.add(feed)
        return feed

    def _time(self, envelope: Envelope, seconds: float) -> None:
        if envelope.topic in metrics.TIMED_TOPICS:
            self._time_story(envelope, seconds)
        elif envelope.topic == "retractions" and envelope.labels["complete"] == "yes":
            self._retraction_seconds.labels(envelope.labels["kind"]).observe(seconds)

    def _time_story(self, envelope: Envelope, seconds: float) -> None:
        key = (envelope.key or b"").decode("utf-8", "replace")
        exemplar = {"key": key} if seconds > SLOW_SECONDS else None
        self._latency.labels(envelope.topic).observe(seconds, exemplar)

    def _count_fact(self, envelope: Envelope) -> None:
        labels = envelope.labels
        match envelope.topic:
            case "stories":
                self._stories.labels(labels["change"]).inc()
                self._story_records.labels(labels["state"]).inc()
            case "events":
                self._count_event(labels)
            case "alerts":
                self._count_alert(labels)
            case "retractions" if labels["complete"] == "no":
                self._retractions.labels(labels["kind"]).inc()
            case "rejects":
                self._rejects.labels(labels["stage"], labels["reason"]).inc()
            case _:
                pass

    def _count_event(self, labels: dict[str, str]) -> None:
        self._event_records.labels(labels["state"]).inc()
        if labels["revision"] == "first":
            known = labels["country"] in metrics.countries()
            self._events.labels(labels["type"]).inc()
            self._located.labels(labels["country"] if known else metrics.UNKNOWN).inc()

    def _count_alert(self, labels: dict[str, str]) -> None:
        rule = labels["rule"] if labels["rule"] in self._rules else metrics.OTHER
        self._alerts.labels(rule, labels["msgType"]).inc()
        if labels.get("early") == "yes":
            self._cancelled_early.inc()
