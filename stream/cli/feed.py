"""`newswire feed`: the demo feed to the configured broker, once or again and again."""

import asyncio
import signal
from datetime import UTC, datetime

import click

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.demo.feed import sendings
from stream.kafka.publish import Publisher
from stream.settings import Settings


async def send_feed(publisher: Publisher, now: datetime, pause: float) -> None:
    """Send the feed as of an instant, one record after the other, with a pause in seconds between two."""
    for one in sendings(now):
        await (await publisher.send(one.data, key=one.key, headers=one.headers))
        await asyncio.sleep(pause)


async def _repeat(configured: Settings, minutes: float, pause: float, *, once: bool) -> None:
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    async with Publisher(configured) as publisher:
        while True:
            now = datetime.now(UTC)
            await send_feed(publisher, now, pause)
            click.echo(
                f"{publisher.acknowledged} records on {configured.topic('raw')} at {configured.bootstrap}", err=True
            )
            if once:
                return
            await asyncio.sleep(minutes * 60)


EXAMPLES = (
    ("newswire feed --once", "Send it and end."),
    ("newswire feed --every 15", "Send it every 15 minutes, dated to then, until SIGTERM."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.option(
    "--every", "minutes", type=click.FloatRange(min=0.1), default=10, show_default=True, help="Minutes between two."
)
@click.option("--once", is_flag=True, help="Send it once and end.")
@click.option("--rate", type=click.FloatRange(min=0.01), default=2, show_default=True, help="Stories a second.")
def feed(*, minutes: float, once: bool, rate: float) -> None:
    """Send the demo feed: two dozen short stories about invented happenings, dated to now.

    Their alerts are exercises, never actual ones.
    """
    try:
        asyncio.run(_repeat(settings(), minutes, 1 / rate, once=once))
    except asyncio.CancelledError:
        return
