"""The deadman in real processes: it ends what hangs; without it the process stays."""

import subprocess
import sys

import pytest

from stream.kafka.deadman import EXIT_CODE

pytestmark = pytest.mark.kafka

HANGS = """
import asyncio, threading
from stream.kafka.deadman import Deadman
from stream.kafka.health import Health

health = Health(loop_seconds=0.5)
deadman = Deadman(health)
if {armed}:
    deadman.start()

async def main():
    print("up", flush=True)
    threading.Event().wait()  # blocks the loop, for ever

asyncio.run(main())
"""


@pytest.mark.parametrize(("armed", "ends"), [(False, False), (True, True)])
def test_process_whose_loop_hangs_is_ended(*, armed: bool, ends: bool) -> None:
    """A blocked loop neither handles SIGTERM nor ends; the deadman ends it with its exit code and one line."""
    code = HANGS.format(armed=armed)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        if ends:
            _, errors = process.communicate(timeout=20)
            assert process.returncode == EXIT_CODE
            assert b"the event loop has not run" in errors
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(3)
            process.kill()
