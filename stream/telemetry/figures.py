"""What deciding steps remember, as gauges that are reckoned at each scrape. A figure that nobody told has no series."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from stream.messages import StageName
from stream.telemetry import metrics

_SHOWN = {
    "entries": metrics.STATE_ENTRIES,
    "held": metrics.HELD,
    "unresolved": metrics.UNRESOLVED,
    "open_manifests": metrics.OPEN,
}
_NEXT_RELEASE = "next_release"


class Figures(Collector):
    """The figures of the memories that are this worker's. Told by its event loop, asked by the scrape's thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._told: dict[StageName, Mapping[str, float]] = {}

    def tell(self, stage: StageName, figures: Mapping[str, float]) -> None:
        """Take in the figures of a memory in place of those before."""
        self._told = self._told | {stage: figures}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield a gauge for each figure, and the seconds to the next release as they are now."""
        told = self._told
        for name, metric in _SHOWN.items():
            yield _gauge(metric, {stage: figures[name] for stage, figures in told.items() if name in figures})
        due = {stage: figures[_NEXT_RELEASE] for stage, figures in told.items() if _NEXT_RELEASE in figures}
        yield _gauge(metrics.NEXT_RELEASE, {stage: instant - self._clock() for stage, instant in due.items()})


def _gauge(metric: metrics.Metric, values: Mapping[StageName, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(metric.name, metric.meaning, labels=metric.labels)
    for stage, value in values.items():
        family.add_metric([stage] if metric.labels else [], value)
    return family
