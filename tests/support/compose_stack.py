"""The compose file as it is, started as a project of its own on ports of its own."""

import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

ROOT = Path(__file__).parents[2]
HEALTHY_SECONDS = 90

T = TypeVar("T")


def why_not() -> str | None:
    """Return why the stack cannot be started here, None if it can."""
    standins = os.environ.get("NEWSWIRE_STANDINS")
    if shutil.which("docker") is None and standins is None:
        return "no docker, and no NEWSWIRE_STANDINS to get one from"
    if standins is not None:
        subprocess.run([f"{standins}/engine", "start"], check=False, timeout=400)
    answer = subprocess.run(["docker", "compose", "version"], check=False, capture_output=True, timeout=60)
    if answer.returncode != 0 or subprocess.run(["docker", "info"], check=False, capture_output=True).returncode != 0:
        return "no Docker engine with Compose v2 answers"
    return None


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(what: str, ask: Callable[[], T | None], *, seconds: float) -> T:
    """Return the first answer that is not None or empty; fail if there is none in time."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        pause.wait(0.5)  # another process tells nobody when it is so far: ask again
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


class Container(msgspec.Struct, frozen=True, rename="pascal"):
    """What Compose says of a container."""

    name: str = msgspec.field(name="Name")
    service: str = msgspec.field(name="Service")
    state: str = msgspec.field(name="State")
    health: str = msgspec.field(name="Health")


class Stack:
    """The running project."""

    def __init__(self) -> None:
        self.project = f"newswire-test-{os.getpid()}"
        self.kafka_port, self.prometheus_port, self.grafana_port = free_port(), free_port(), free_port()
        self.seconds_to_healthy = 0.0
        self._environment = os.environ | {
            "KAFKA_PORT": str(self.kafka_port),
            "PROMETHEUS_PORT": str(self.prometheus_port),
            "GRAFANA_PORT": str(self.grafana_port),
            "NEWSWIRE_SESSION_TIMEOUT": "10",
            "COMPOSE_PROFILES": "kafka,demo",
        }

    @property
    def bootstrap(self) -> str:
        """Kafka's address for clients outside the stack."""
        return f"localhost:{self.kafka_port}"

    def compose(self, *arguments: str, seconds: float = 120) -> str:
        """Run a Compose command on the project; return what it prints."""
        command = ["docker", "compose", "-p", self.project, "-f", str(ROOT / "docker-compose.yml"), *arguments]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=seconds, env=self._environment
        )
        assert done.returncode == 0, f"docker compose {' '.join(arguments)}: {done.stderr[-4000:]}"
        return done.stdout

    def up(self, *arguments: str) -> None:
        """Start what is not running and wait until all of it is healthy."""
        self.compose("up", "-d", "--wait", "--wait-timeout", str(HEALTHY_SECONDS), *arguments)

    def containers(self, service: str | None = None) -> list[Container]:
        """Return the containers of a service, or all, stopped ones too."""
        lines = self.compose("ps", "--all", "--format", "json").splitlines()
        found = [msgspec.json.decode(line, type=Container) for line in lines]
        return [one for one in found if service in {None, one.service}]

    def running(self, service: str) -> list[Container]:
        """Return the running containers of a service."""
        return [one for one in self.containers(service) if one.state == "running"]

    def query(self, expr: str) -> list[dict[str, Any]]:
        """Return what Prometheus answers now."""
        return _results(f"http://localhost:{self.prometheus_port}/api/v1/query", expr)

    def panel_query(self, source: str, expr: str) -> list[dict[str, Any]]:
        """Return what a panel's query gives through Grafana's API."""
        return _results(f"http://localhost:{self.grafana_port}/api/datasources/proxy/uid/{source}/api/v1/query", expr)

    def grafana(self, path: str) -> Any:
        """Return what Grafana's API answers to a path."""
        with urllib.request.urlopen(f"http://localhost:{self.grafana_port}{path}", timeout=10) as reply:
            return json.load(reply)


def _results(url: str, expr: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{url}?{urllib.parse.urlencode({'query': expr})}", timeout=10) as reply:
        answer = json.load(reply)
    assert answer["status"] == "success", answer
    found: list[dict[str, Any]] = answer["data"]["result"]
    return found


def _build(stack: Stack) -> None:
    standins = os.environ.get("NEWSWIRE_STANDINS")
    if standins is not None:
        images = [f"{standins}/images", "--compose", str(ROOT / "docker-compose.yml")]
        subprocess.run(images, check=True, timeout=900, env=os.environ | {"COMPOSE_PROFILES": "kafka,demo"})
    stack.compose("build", seconds=900)


@contextmanager
def started() -> Iterator[Stack]:
    """Build, start, wait until healthy; take everything down in the end, volumes too."""
    stack = Stack()
    try:
        _build(stack)
        began = time.monotonic()
        stack.up()
        stack.seconds_to_healthy = time.monotonic() - began
        yield stack
    finally:
        print(stack.compose("ps", "--all"))
        print(stack.compose("logs", "--tail", "40", "topics", "reader", "decider", "feed"))
        stack.compose("down", "-v", "--timeout", "20", "--remove-orphans", seconds=180)
