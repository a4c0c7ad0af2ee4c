"""`newswire topics`: the topics on the cluster."""

import asyncio

import click

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.kafka.topics import apply as apply_topics


@click.group()
def topics() -> None:
    """Create the topics and keep them as they are described (deploy/topics.yml)."""


@topics.command(
    cls=Taught,
    examples=(("newswire topics apply", "Twice does no harm: the second time nothing differs."),),
)
def apply() -> None:
    """Create missing topics and change what differs; print what was done, a line each.

    Partitions are added where there are too few and never taken away.
    """
    configured = settings()
    done = asyncio.run(apply_topics(configured))
    for line in done or (f"all topics of {configured.topic_prefix} are as described",):
        click.echo(line)
