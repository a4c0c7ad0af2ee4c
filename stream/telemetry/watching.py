"""Everything that watches a worker, put together: metrics, log lines, and the server that shows them."""

from collections.abc import Iterator
from contextlib import contextmanager

from stream.settings import Settings
from stream.telemetry.log import LogObserver, configure
from stream.telemetry.observer import HealthView, Observer
from stream.telemetry.prometheus import Identity, PrometheusObserver
from stream.telemetry.server import TelemetryServer


@contextmanager
def watched(settings: Settings, identity: Identity, health: HealthView) -> Iterator[tuple[Observer, ...]]:
    """Log and count while the worker runs: give it these observers. Raises UsageError if the port is taken."""
    configure(settings)
    exporter = PrometheusObserver(identity)
    exporter.watch(health)
    server = TelemetryServer(exporter.registry, health, port=settings.metrics_port)
    server.start()
    try:
        yield exporter, LogObserver()
    finally:
        server.stop()
