"""`newswire worker`: the agents of a role, or both roles as two processes."""

import asyncio
import logging
import signal
from importlib.metadata import version
from typing import Literal

import click

from stream import __version__
from stream.alerts.rule import rules
from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.processes import ROLES, Role, Supervisor
from stream.cli.processes import worker as worker_process
from stream.kafka.health import Health
from stream.kafka.worker import run_worker
from stream.lexicon.words import fingerprint
from stream.settings import METRICS_PORT, Settings
from stream.telemetry.log import LogObserver, configure
from stream.telemetry.prometheus import Identity, PrometheusObserver
from stream.telemetry.server import listening

log = logging.getLogger(__name__)

EXAMPLES = (
    ("newswire worker", "Both roles on this machine; enough for a few stories a second."),
    ("newswire worker --role read", "One of many readers; start as many as there are cores."),
    ("newswire worker --role decide", "The deciders; a second one stands by."),
)


def run_role(configured: Settings, role: Role) -> int:
    """Run a role with its log lines, metrics and health; return the exit code."""
    configure(configured)
    health = Health(stall_seconds=configured.stall_seconds)
    exporter = PrometheusObserver(_identity(configured, role))
    exporter.watch(health)
    server = listening(exporter.registry, health, configured.metrics_port)
    server.start()
    log.info("metrics and health on port %d", server.port)
    try:
        return run_worker(configured, role, (exporter, LogObserver()), health=health)
    finally:
        server.stop()


def _identity(configured: Settings, role: Role) -> Identity:
    return Identity(
        version=__version__,
        ruleset=fingerprint(version("newswire")),
        role=role,
        topic_prefix=configured.topic_prefix,
        rules=tuple(rule.name for rule in rules()),
    )


async def _run_all(configured: Settings) -> int:
    """Run both roles as processes of their own, the second one's metrics on the next port."""
    first = METRICS_PORT if configured.metrics_port is None else configured.metrics_port
    ports = {role: first and first + number for number, role in enumerate(ROLES)}  # 0 is any free port
    supervisor = Supervisor([worker_process(role, port, {}) for role, port in ports.items()])
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, supervisor.stop)
    await supervisor.run()
    return supervisor.failed


@click.command(cls=Taught, examples=EXAMPLES)
@click.option("--role", type=click.Choice([*ROLES, "all"]), default="all", show_default=True, help="What to run.")
def worker(*, role: Literal["read", "decide", "all"]) -> int:
    """Run the agents: `read` parses and extracts, `decide` orders, merges and alerts, `all` runs both.

    Ends cleanly on SIGTERM or Ctrl-C. /metrics, /livez and /readyz answer on NEWSWIRE_METRICS_PORT: 9100, or a free
    port if another worker has that, and the log says which. With `all`, the deciders' are on the port after it.
    """
    configured = settings()
    if role == "all":
        return asyncio.run(_run_all(configured))
    return run_role(configured, role)
