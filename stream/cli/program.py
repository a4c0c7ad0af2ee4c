"""The program: its commands, and the one way a command ends.

A command is the value of the module that has its name, imported when it is
asked for: `newswire extract` does not wait for Kafka's client to load.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from stream import __version__
from stream.cli.ending import exit_code

COMMANDS = {
    "extract": "Read stories and print what is in them. Needs no broker.",
    "demo": "See it all work: broker, workers, a feed and a live view in this terminal.",
    "publish": "Send stories from files, folders, standard input or a web feed.",
    "tail": "Print what arrives on a topic.",
    "retracted": "Print what to take back: kills, holds, corrections, and all that was made from them.",
    "worker": "Run the agents that read and decide.",
    "feed": "Send the demo feed to the configured broker.",
    "topics": "Create the topics and keep them as they are described.",
    "check": "Say whether settings, rules, gazetteer and broker are in order.",
    "gazetteer": "Compile the gazetteer.",
}


class Program(click.Group):
    """A group that imports a command when it is called, and lists all without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, the ones to begin with first."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None if there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"stream.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="newswire", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Stories from news agencies in; events, entities and alerts out, each with the words that prove it.

    Begin with `newswire demo`, or with `newswire extract --pretty STORY.txt`. Settings come from the environment and
    from a file `.env`; `newswire check` prints them.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `newswire` and leave with its exit code: 0, 1 (failed) or 2 (usage or configuration)."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(exit_code(lambda: run(given)))


def run(arguments: list[str]) -> object:
    """Run a command line; return what the command returned. Its errors are raised, a closed stdout's as well."""
    try:
        with program.make_context("newswire", arguments) as context:
            return program.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
