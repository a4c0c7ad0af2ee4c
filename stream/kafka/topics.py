"""Our topics on a cluster: what deploy/topics.yml says is created, and altered where it differs."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import msgspec
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from stream.errors import UsageError
from stream.kafka.connection import admin, usage_errors
from stream.messages import TopicName
from stream.settings import Settings

_HOUR_MS = 3_600_000
_MINIMUM_IN_SYNC = 2
_VISIBLE_SECONDS = 30
"""How long a broker may take to hear of a topic that its controller has made."""


class TopicSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a topic is made. `name` is without prefix; `retention` and `max_compaction_lag` are hours."""

    name: TopicName
    partitions: int
    key: str
    cleanup: Literal["delete", "compact", "compact,delete"]
    audience: Literal["internal", "everyone", "operators"]
    retention: float | None = None
    max_compaction_lag: float | None = None
    max_message_bytes: int | None = None
    timestamp: Literal["CreateTime", "LogAppendTime"] | None = None

    def configs(self, replication: int) -> dict[str, str]:
        """Return the topic's Kafka configuration, where it differs from the cluster's defaults."""
        given = {
            "cleanup.policy": self.cleanup,
            "retention.ms": _milliseconds(self.retention),
            "max.compaction.lag.ms": _milliseconds(self.max_compaction_lag),
            "max.message.bytes": self.max_message_bytes,
            "message.timestamp.type": self.timestamp,
            "min.insync.replicas": _MINIMUM_IN_SYNC if replication > _MINIMUM_IN_SYNC else None,
        }
        return {name: str(value) for name, value in given.items() if value is not None}


def _milliseconds(hours: float | None) -> int | None:
    return None if hours is None else int(hours * _HOUR_MS)


def _specs_text() -> bytes:
    packaged = resources.files("stream") / "deploy" / "topics.yml"
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(__file__).parents[2] / "deploy" / "topics.yml").read_bytes()


@cache
def topic_specs() -> tuple[TopicSpec, ...]:
    """Return every topic of ours, in the order of the file."""
    return msgspec.yaml.decode(_specs_text(), type=tuple[TopicSpec, ...])


def spec_of(name: TopicName) -> TopicSpec:
    """Return how one topic is made."""
    return next(spec for spec in topic_specs() if spec.name == name)


async def missing(settings: Settings) -> tuple[str, ...]:
    """Return the full names of our topics that the cluster lacks. Raises UsageError if no broker answers."""
    async with admin(settings) as client:
        with usage_errors(settings):
            present = set(await client.list_topics())
    return tuple(name for spec in topic_specs() if (name := settings.topic(spec.name)) not in present)


async def require(settings: Settings) -> None:
    """Raise UsageError if the cluster does not answer or lacks a topic of ours."""
    absent = await missing(settings)
    if absent:
        names = ", ".join(absent[:3]) + (f" and {len(absent) - 3} more" if len(absent) > 3 else "")
        raise UsageError(f"{settings.bootstrap} has no topic {names}: run `newswire topics apply`")


async def apply(settings: Settings, specs: Iterable[TopicSpec] | None = None) -> tuple[str, ...]:
    """Create and alter topics until the cluster has them as described; return what was done, a line each.

    Partitions are added where there are too few and never taken away: that is
    reported. Raises UsageError if no broker answers or the cluster refuses.
    """
    wanted = {settings.topic(spec.name): spec for spec in (specs if specs is not None else topic_specs())}
    async with admin(settings) as client:
        with usage_errors(settings):
            counts = await _partition_counts(client)
            created = await _create(client, {n: s for n, s in wanted.items() if n not in counts}, settings.replication)
            there = {name: spec for name, spec in wanted.items() if name in counts}
            grown = [line for name, spec in there.items() async for line in _grow(client, name, spec, counts[name])]
            altered = await _alter(client, there, settings.replication)
    return (*created, *grown, *altered)


async def _partition_counts(client: AIOKafkaAdminClient) -> dict[str, int]:
    topics = await client.describe_topics()
    return {topic["topic"]: len(topic["partitions"]) for topic in topics if not topic["error_code"]}


async def _create(client: AIOKafkaAdminClient, specs: Mapping[str, TopicSpec], replication: int) -> list[str]:
    if not specs:
        return []
    topics = [
        NewTopic(name, spec.partitions, replication, topic_configs=spec.configs(replication))
        for name, spec in specs.items()
    ]
    response: Any = await client.create_topics(topics)
    for name, code, *reason in response.topic_errors:
        if code not in {0, TopicAlreadyExistsError.errno}:
            raise for_code(code)(f"{name}: {' '.join(map(str, reason))}")
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while not specs.keys() <= (await _partition_counts(client)).keys():  # noqa: ASYNC110 - Kafka sends no event
            await asyncio.sleep(0.05)
    return [f"created {name} ({spec.partitions} partitions)" for name, spec in specs.items()]


async def _grow(client: AIOKafkaAdminClient, name: str, spec: TopicSpec, count: int) -> AsyncIterator[str]:
    if count > spec.partitions:
        yield f"kept {name} at {count} partitions: {spec.partitions} are described, and partitions cannot be removed"
    elif count < spec.partitions:
        await client.create_partitions({name: NewPartitions(spec.partitions)})
        yield f"grew {name} from {count} to {spec.partitions} partitions: keys move between partitions"


async def _alter(client: AIOKafkaAdminClient, specs: Mapping[str, TopicSpec], replication: int) -> list[str]:
    wanted = {name: spec.configs(replication) for name, spec in specs.items()}
    present = await _configs(client, wanted)
    lines = []
    for name, configs in wanted.items():
        changed = {key: value for key, value in configs.items() if present[name].get(key) != value}
        if changed:
            await _set(client, name, configs)
            lines.append(f"altered {name}: " + ", ".join(f"{key}={value}" for key, value in sorted(changed.items())))
    return lines


async def _set(client: AIOKafkaAdminClient, name: str, configs: Mapping[str, str]) -> None:
    resource = ConfigResource(ConfigResourceType.TOPIC, name, configs=dict(configs))
    responses: list[Any] = await client.alter_configs([resource])
    for response in responses:
        for code, reason, *_ in response.resources:
            if code:
                raise for_code(code)(f"{name}: {reason}")


async def _configs(client: AIOKafkaAdminClient, names: Iterable[str]) -> dict[str, dict[str, str]]:
    resources_ = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    if not resources_:
        return {}
    responses: list[Any] = await client.describe_configs(resources_)
    return {
        name: {entry[0]: entry[1] for entry in entries}
        for response in responses
        for _code, _reason, _kind, name, entries in response.resources
    }
