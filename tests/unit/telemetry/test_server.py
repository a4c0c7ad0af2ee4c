"""/metrics, /livez, /readyz over HTTP, and the probe that asks them."""

import socket
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry

from stream.errors import UsageError
from stream.telemetry import probe
from stream.telemetry.prometheus import Identity, PrometheusObserver
from stream.telemetry.server import TelemetryServer, listening


class Patient:
    """A health view whose answers a test sets."""

    def __init__(self) -> None:
        self.alive = (True, "loop ticks")
        self.able = (True, "owns 12 partitions")

    def live(self) -> tuple[bool, str]:
        """Return what the test has set."""
        return self.alive

    def ready(self) -> tuple[bool, str]:
        """Return what the test has set."""
        return self.able


@pytest.fixture
def patient() -> Patient:
    """Return a worker that is well."""
    return Patient()


@pytest.fixture
def server(patient: Patient) -> Iterator[TelemetryServer]:
    """Serve on a free port."""
    observer = PrometheusObserver(Identity(version="1", ruleset="r", role="read", topic_prefix="wire"))
    running = TelemetryServer(observer.registry, patient, port=0, host="127.0.0.1")
    running.start()
    yield running
    running.stop()


def get(server: TelemetryServer, path: str, accept: str = "") -> tuple[int, str, str]:
    """Return status, content type and body."""
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:
            return reply.status, reply.headers["Content-Type"], reply.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["Content-Type"], refusal.read().decode()


def test_metrics_in_both_formats(server: TelemetryServer) -> None:
    """A client that asks for OpenMetrics gets it, any other one the text format."""
    _, plain, body = get(server, "/metrics")
    assert plain.startswith("text/plain")
    assert "newswire_build_info{" in body
    _, openmetrics, body = get(server, "/metrics", "application/openmetrics-text; version=1.0.0")
    assert openmetrics.startswith("application/openmetrics-text")
    assert body.endswith("# EOF\n")


def test_the_healthy_get_200(server: TelemetryServer) -> None:
    """A worker that is well answers 200 and why."""
    assert get(server, "/livez")[0] == 200
    assert get(server, "/readyz")[::2] == (200, "owns 12 partitions\n")


def test_the_sick_get_503_and_one_line(server: TelemetryServer, patient: Patient) -> None:
    """A complaint is a 503 with its reason in one line, however it was given."""
    patient.able = (False, "state of\nmerge not read")
    assert get(server, "/readyz")[::2] == (503, "state of merge not read\n")
    patient.alive = (False, "no progress on wire.raw/3 for 41 s")
    assert get(server, "/livez")[::2] == (503, "no progress on wire.raw/3 for 41 s\n")


def test_other_paths_are_not_there(server: TelemetryServer) -> None:
    """Nothing else is served."""
    assert get(server, "/")[0] == 404


def test_a_client_that_goes_away_is_no_news(
    server: TelemetryServer, patient: Patient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A client that resets its connection before it has its answer leaves no trace in the log."""
    asked, gone = threading.Event(), threading.Event()

    def ready() -> tuple[bool, str]:
        asked.set()
        gone.wait(5)
        return True, "x" * 10_000_000

    patient.ready = ready  # type: ignore[method-assign]
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
        assert asked.wait(5)
    gone.set()
    for answering in [thread for thread in threading.enumerate() if "process_request" in thread.name]:
        answering.join(5)
    assert capfd.readouterr().err == ""
    assert not caplog.records


def test_a_taken_port_is_said_in_one_line(server: TelemetryServer, patient: Patient) -> None:
    """A second server on the port is refused with the setting that helps."""
    with pytest.raises(UsageError, match="NEWSWIRE_METRICS_PORT"):
        TelemetryServer(server._registry, patient, port=server.port, host="127.0.0.1")


def test_a_second_worker_of_a_machine_takes_a_free_port(patient: Patient) -> None:
    """Readers and deciders can be started side by side without a setting; who names a port gets that or an error."""
    registry = CollectorRegistry()
    first, second = listening(registry, patient, None), listening(registry, patient, None)
    assert first.port != second.port
    with pytest.raises(UsageError):
        listening(registry, patient, second.port)
    for server in (first, second):
        server.start()
        server.stop()


def test_the_probe_names_the_first_complaint(server: TelemetryServer, patient: Patient) -> None:
    """The probe asks for life first, then for readiness."""
    assert probe.verdict(server.port) == (True, "owns 12 partitions")
    patient.able = (False, "no receipt from the broker")
    assert probe.verdict(server.port) == (False, "no receipt from the broker")
    patient.alive = (False, "hangs")
    assert probe.verdict(server.port) == (False, "hangs")


def test_the_probe_as_a_command(server: TelemetryServer, patient: Patient) -> None:
    """`python -m stream.telemetry.probe` ends with 0 for a healthy worker and with 1 for a sick one."""
    command = [sys.executable, "-m", "stream.telemetry.probe"]
    environment = {"NEWSWIRE_METRICS_PORT": str(server.port)}
    assert subprocess.run(command, env=environment, check=False, timeout=30).returncode == 0
    patient.able = (False, "not yet")
    told = subprocess.run(command, env=environment, check=False, timeout=30, capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (1, "not yet\n")


def test_the_probe_without_a_worker(server: TelemetryServer, patient: Patient) -> None:
    """A port that nobody listens on is a complaint."""
    closed = TelemetryServer(server._registry, patient, port=0, host="127.0.0.1")
    port = closed.port
    closed._server.server_close()
    well, reason = probe.verdict(port)
    assert not well
    assert f"port {port}" in reason
