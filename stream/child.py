"""The reading child process: `python -m stream.child STAGE`. What a story does to it harms nobody else; no Kafka here.

The parent sends settings, then records; the child answers each with what
follows from it. It says nothing else: its standard error goes nowhere, since
the last words of a dying process may quote a story.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from math import ceil
from typing import BinaryIO

from stream.errors import UsageError
from stream.frames import Ready, Request, pack, read_frame, unpack
from stream.record import Output
from stream.settings import Settings
from stream.stage import Stage

StagesOf = Callable[[Settings], Sequence[Stage]]

MEMORY_BYTES = 4 * 1024**3
ORPHAN_SECONDS = 5.0
"""How much longer than the parent's patience a story may take, if the parent is no longer there to end it."""


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the two pipes, and turn what anything prints into nothing."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return requests, answers


def _limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold story text
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _ignore_signals() -> None:
    """Let the parent decide when to end: Ctrl-C reaches the whole group, and a story may be half read."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _stage_of(stages: StagesOf, settings: Settings, name: str) -> Stage:
    return next(stage for stage in stages(settings) if stage.name == name)


def _answer(stage: Stage, request: Request) -> Output:
    if request.refusal is None:
        return stage(request.record, request.emitted)
    return stage.refuse(request.record, request.emitted, request.refusal.reason, request.refusal.detail)


def serve(stages: StagesOf, name: str) -> None:
    """Read for the parent until it closes the pipe."""
    _limit_resources()
    _ignore_signals()
    requests, answers = _take_pipes()
    hello = read_frame(requests)
    if hello is None:
        return
    settings = unpack(hello, Settings)
    try:
        stage = _stage_of(stages, settings, name)
    except UsageError as error:
        _say(answers, pack(Ready(failed=str(error))))
        return
    _say(answers, pack(Ready()))
    while (body := read_frame(requests)) is not None:
        signal.alarm(ceil(settings.extract_timeout + ORPHAN_SECONDS))
        _say(answers, pack(_answer(stage, unpack(body, Request))))
        signal.alarm(0)


def _say(answers: BinaryIO, frame: bytes) -> None:
    answers.write(frame)
    answers.flush()


def shipped_stages(settings: Settings) -> Sequence[Stage]:
    """Return the stages of the role `read`, with their engine, warm."""
    from stream.extract.engine import load_engine  # noqa: PLC0415 - takes seconds: after the parent's greeting
    from stream.pipeline import decide_stages, read_stages  # noqa: PLC0415
    from stream.warm import warm  # noqa: PLC0415

    stages = read_stages(settings, load_engine(settings.gazetteer))
    warm((*stages, *decide_stages(settings)))
    return stages


if __name__ == "__main__":
    serve(shipped_stages, sys.argv[1])
