"""The Faust app of a role: safe classes, settings that lose nothing, no web server, no tables, no topics of its own."""

import tempfile
import traceback
from pathlib import Path
from typing import Any, cast

import faust
from aiokafka.errors import NodeNotReadyError

from stream.kafka.consumer import Membership, SafeConsumer
from stream.kafka.deadman import die
from stream.kafka.safety import SafeStream, SafeTransport
from stream.settings import Settings

FETCH_BYTES = 4 * 1024 * 1024
BUFFERED_RECORDS = 100
"""Records that wait inside a worker for a stage: a partition's turn comes within this many."""


def _broker_urls(bootstrap: str) -> list[str]:
    return [f"kafka://{address.strip()}" for address in bootstrap.split(",")]


class SafeApp(faust.App):
    """A Faust app whose consumer reports to `membership`; a `fenced` one writes only while it is a member."""

    membership: Membership
    fenced = False

    def may_write(self) -> None:
        """Return if nobody else can own our partitions; raise what the producer retries, or end the process.

        A process that slept longer than its session may wake up with an input
        in hand whose partition has another owner by now, and what it would
        write would hide what the new owner wrote.
        """
        consumer = cast(SafeConsumer, self.consumer)
        if not self.fenced or not consumer.assignment():
            return
        if consumer.generation != self.consumer_generation_id:
            die("the group went on without this member while it had an input in hand")
        if consumer.membership_age > self.conf.broker_session_timeout:
            raise NodeNotReadyError("the group has not confirmed this member within its session")

    async def _on_agent_error(self, agent: Any, exc: BaseException) -> None:
        """End the process over an error of our own: Faust would go on with the next input, as if this one were done."""
        place = traceback.extract_tb(exc.__traceback__)[-1]
        die(f"{agent.name}: {type(exc).__name__} at {Path(place.filename).name}:{place.lineno}")


def build_app(settings: Settings, group: str, membership: Membership, **overrides: Any) -> SafeApp:
    """Return an app of a consumer group (full name); `overrides` replace Faust settings."""
    options: dict[str, Any] = {
        "broker": _broker_urls(settings.bootstrap),
        "Stream": SafeStream,
        "store": "memory://",
        "datadir": tempfile.gettempdir(),
        "web_enabled": False,
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "table_standby_replicas": 0,
        "broker_commit_interval": 0.5,
        "broker_max_poll_records": BUFFERED_RECORDS,
        "stream_buffer_maxsize": BUFFERED_RECORDS,
        "broker_session_timeout": settings.session_timeout,
        "broker_request_timeout": max(40.0, settings.session_timeout + 10.0),
        "broker_heartbeat_interval": min(3.0, settings.session_timeout / 4),
        "broker_rebalance_timeout": 60.0,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": FETCH_BYTES,
        "producer_request_timeout": 20.0,
        "producer_linger": 0.0,
        "producer_compression_type": "lz4",
        "key_serializer": "raw",
        "value_serializer": "raw",
    } | overrides
    app = SafeApp(group, **options)
    app.transport = SafeTransport(app.conf.broker_consumer, app)
    app.producer_transport = SafeTransport(app.conf.broker_producer, app)
    app.membership = membership
    return app
