"""A small HTTP server in a thread of its own: /metrics, /livez, /readyz. It answers even if the worker's loop hangs."""

import logging
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from stream.errors import UsageError
from stream.settings import METRICS_PORT
from stream.telemetry.observer import HealthView

log = logging.getLogger(__name__)

PLAIN = "text/plain; charset=utf-8"

Answer = tuple[int, str, bytes]
"""Status, content type, body."""


class TelemetryServer:
    """Serves a registry and a worker's health from `start` to `stop`. Port 0 takes a free one: see `port`."""

    def __init__(self, registry: CollectorRegistry, health: HealthView, *, port: int, host: str = "") -> None:
        self._registry = registry
        self._health = health
        self._server = _bound(host, port, self)
        self._thread = threading.Thread(target=self._server.serve_forever, name="telemetry", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, accept: str) -> Answer:
        """Return what is said to a GET of that path."""
        match path:
            case "/metrics":
                encode, content_type = choose_encoder(accept)
                return 200, content_type, encode(self._registry)
            case "/livez":
                return _verdict(*self._health.live())
            case "/readyz":
                return _verdict(*self._health.ready())
            case _:
                return 404, PLAIN, b"there are /metrics, /livez and /readyz\n"


def listening(registry: CollectorRegistry, health: HealthView, port: int | None) -> TelemetryServer:
    """Return a server on the port; without one on METRICS_PORT or, where another worker has that, on a free one."""
    if port is not None:
        return TelemetryServer(registry, health, port=port)
    try:
        return TelemetryServer(registry, health, port=METRICS_PORT)
    except UsageError:
        return TelemetryServer(registry, health, port=0)


def _verdict(well: bool, reason: str) -> Answer:  # noqa: FBT001 - the health view's own pair
    line = " ".join(reason.split()) or ("ok" if well else "no reason given")
    return (200 if well else 503), PLAIN, f"{line}\n".encode()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away before it had its answer; let all else be seen."""
        del request, client_address
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            log.error("an answer failed", exc_info=error)


def _bound(host: str, port: int, server: TelemetryServer) -> _Listener:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content_type, body = server.answer(self.path.partition("?")[0], self.headers.get("Accept", ""))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing: a scrape is no event."""

    try:
        return _Listener((host, port), Handler)
    except OSError as error:
        raise UsageError(
            f"port {port} for /metrics cannot be opened ({error.strerror}); set NEWSWIRE_METRICS_PORT to a free one"
        ) from None
