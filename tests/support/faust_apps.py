"""Stock Faust and ours, each with one agent over one topic.

    python tests/support/faust_apps.py KIND BOOTSTRAP COUNT

runs one until it has COUNT inputs and prints how many coordinator errors were healed.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import faust
from faust.transport.drivers import aiokafka as driver

from stream.kafka.safety import SafeStream, SafeTransport

TOPIC = "wire.input"
STOCK, SAFE = "stock", "safe"

Handler = Callable[[int], Awaitable[None]]


class Listener:
    """Counts healed coordinator errors."""

    def __init__(self) -> None:
        self.healed = 0

    def assigned(self, partitions: Any) -> None:
        """Ignore it."""

    def revoked(self, partitions: Any) -> None:
        """Ignore it."""

    def coordinator_failed(self, error: Any) -> None:
        """Count it."""
        del error
        self.healed += 1


def _app(kind: str, bootstrap: str) -> Any:
    options: dict[str, Any] = {"Stream": SafeStream} if kind == SAFE else {}
    app: Any = faust.App(
        f"group-{kind}",
        broker=f"kafka://{bootstrap}",
        store="memory://",
        datadir=tempfile.gettempdir(),
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=0.2,
        broker_session_timeout=6,
        broker_heartbeat_interval=1,
        broker_rebalance_timeout=6,
        value_serializer="raw",
        **options,
    )
    transport = SafeTransport if kind == SAFE else driver.Transport
    app.transport = transport(app.conf.broker_consumer, app)
    app.producer_transport = transport(app.conf.broker_producer, app)
    app.membership = Listener()
    return app


@asynccontextmanager
async def running(
    kind: str, bootstrap: str, handler: Handler, *, concurrency: int = 1
) -> AsyncIterator[tuple[Any, list[int]]]:
    """Run an app whose agent gives each input's number to a handler; yield it and the list of numbers done."""
    app = _app(kind, bootstrap)
    done: list[int] = []

    async def work(stream: Any) -> None:
        async for value in stream:
            await handler(int(value))
            done.append(int(value))

    app.agent(app.topic(TOPIC, value_type=bytes), name="work", concurrency=concurrency)(work)
    app.finalize()
    await app.start()
    try:
        yield app, done
    finally:
        app.consumer._unacked_messages.clear()  # else stopping waits for what a test holds back
        await app.stop()


async def main(kind: str, bootstrap: str, count: int) -> None:
    """Run until `count` inputs are done."""
    through = asyncio.Event()

    async def handler(number: int) -> None:
        if number == count - 1:
            through.set()

    async with running(kind, bootstrap, handler) as (app, _):
        await through.wait()
        print(app.membership.healed, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
