"""How a command ends: 0; 1, it failed; 2, it was called or configured wrongly. Each error is one line on stderr."""

import os
import signal
import sys
from collections.abc import Callable

import click

from stream.errors import UsageError

FAILED = 1
USAGE = 2
INTERRUPTED = 128 + signal.SIGINT


class CommandError(Exception):
    """Raised when a command was used rightly and still failed. The message says what happened."""


def exit_code(command: Callable[[], object]) -> int:
    """Run a command; return its exit code."""
    try:
        result = command()
        sys.stdout.flush()
    except click.ClickException as error:
        return _say(_with_hint(error), USAGE)
    except UsageError as error:
        return _say(str(error), USAGE)
    except CommandError as error:
        return _say(str(error), FAILED)
    except BrokenPipeError:
        return _reader_gone()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _say(message: str, code: int) -> int:
    """Print a message as one line."""
    click.echo(f"newswire: {' '.join(message.split())}", err=True)
    return code


def _with_hint(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = context.command_path if context else "newswire"
    return f"{message[:1].lower()}{message[1:]}; `{where} --help` shows how it is used"


def _reader_gone() -> int:
    """Leave quietly when whoever read our output has gone, as `head` does."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0
