"""docs/metrics.md and the exporter say what metrics.py declares."""

from pathlib import Path

import prometheus_client

from stream.telemetry.metrics import Metric, declared
from stream.telemetry.prometheus import Identity, PrometheusObserver

DOC = Path(__file__).parents[3] / "docs" / "metrics.md"


def row(metric: Metric) -> str:
    """Return a metric's line of the table."""
    labels = ", ".join(f"`{label}`" for label in metric.labels) or "–"
    return f"| `{metric.exposed}` | {metric.kind} | {labels} | {metric.meaning} |"


class Well:
    """A worker that is well."""

    def live(self) -> tuple[bool, str]:
        """Return yes."""
        return True, "ok"

    def ready(self) -> tuple[bool, str]:
        """Return yes."""
        return True, "ok"


def test_the_page_lists_every_metric() -> None:
    """The table has exactly the declared metrics, with their type, labels and meaning."""
    rows = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("| `newswire_")]
    assert rows == [row(metric) for metric in declared()]


def test_the_exporter_makes_every_metric_and_no_other() -> None:
    """What a worker exposes under our prefix is what is declared, with the declared meaning and type."""
    observer = PrometheusObserver(Identity(version="1", ruleset="r", role="read", topic_prefix="wire"))
    observer.watch(Well())
    families = [family for family in observer.registry.collect() if family.name.startswith("newswire_")]
    told = {(family.name, family.type, family.documentation) for family in families}
    assert told == {(metric.name, metric.kind, metric.meaning) for metric in declared()}


def test_names_are_good_prometheus() -> None:
    """Names have our prefix, no unit but seconds, and counters leave `_total` to the client."""
    for metric in declared():
        assert metric.name.startswith("newswire_")
        assert not metric.name.endswith(("_total", "_info", "_ms", "_count"))
        assert metric.kind != "histogram" or metric.name.endswith("_seconds")
        assert metric.kind != "histogram" or metric.buckets == tuple(sorted(metric.buckets))


def test_nothing_goes_to_the_global_registry() -> None:
    """The client's default registry stays free of our metrics: two workers in one process do not collide."""
    for role in ("read", "decide"):
        PrometheusObserver(Identity(version="1", ruleset="r", role=role, topic_prefix="wire"))
    assert not any(family.name.startswith("newswire_") for family in prometheus_client.REGISTRY.collect())
