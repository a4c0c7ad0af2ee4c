"""Reach Kafka, or say in one line why not."""
# mypy: disallow-untyped-calls=False
# aiokafka is typed by half

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError, NodeNotReadyError

from stream.errors import UsageError
from stream.settings import Settings

REQUEST_TIMEOUT_MS = 10_000


def unreachable(settings: Settings) -> UsageError:
    """Return what to tell somebody whose broker does not answer."""
    return UsageError(f"no Kafka answers at {settings.bootstrap}: start one, or set NEWSWIRE_BOOTSTRAP to its address")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep aiokafka from logging what we are about to say ourselves."""
    logger = logging.getLogger("aiokafka")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def usage_errors(settings: Settings) -> Iterator[None]:
    """Turn what aiokafka raises while it talks to a broker into a UsageError of one line."""
    try:
        with quiet():
            yield
    except (KafkaConnectionError, KafkaTimeoutError, NodeNotReadyError, OSError):
        raise unreachable(settings) from None
    except KafkaError as error:
        raise UsageError(f"Kafka at {settings.bootstrap} refuses: {error}") from None


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Yield a connected admin client. Raises UsageError if no broker answers."""
    client = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap, request_timeout_ms=REQUEST_TIMEOUT_MS)
    try:
        with usage_errors(settings):
            await client.start()
        yield client
    finally:
        await client.close()
