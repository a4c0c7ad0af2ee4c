"""The last resort: a plain thread that ends the process when nothing else can.

Faust waits for ever for a hung handler, and hangs after some errors with the
process alive. Nothing is lost by ending it: what was not done was not
acknowledged. Whoever runs the worker starts it again.
"""

import os
import threading
from collections.abc import Callable
from time import monotonic

from stream.kafka.health import Health

EXIT_CODE = 70


def die(reason: str) -> None:
    """End the process now, without acknowledging or committing anything. The reason must not quote a story."""
    os.write(2, f"newswire: {reason}; ending now, nothing is lost\n".encode())
    os._exit(EXIT_CODE)


class Deadman:
    """Watches from outside the event loop. `grace` is how long an ordered or a disorderly end may take, in seconds."""

    def __init__(
        self,
        health: Health,
        *,
        grace: float = 30.0,
        clock: Callable[[], float] = monotonic,
        end: Callable[[str], None] = die,
    ) -> None:
        self._health = health
        self._grace = grace
        self._clock = clock
        self._end = end
        self._stop_at: float | None = None
        self._why = ""
        self._over = threading.Event()

    def start(self) -> None:
        """Watch in a thread of its own until `disarm`."""
        threading.Thread(target=self._watch, name="deadman", daemon=True).start()

    def disarm(self) -> None:
        """Stop watching: the process ends by itself."""
        self._over.set()

    def give(self, why: str) -> None:
        """Let the process end by itself within the grace from now on; the first reason counts."""
        if self._stop_at is None:
            self._stop_at, self._why = self._clock() + self._grace, why

    def verdict(self) -> str | None:
        """Return in one line why the process has to end, None if it may go on."""
        if self._stop_at is not None:
            return f"{self._why} {self._grace:g} s ago" if self._clock() > self._stop_at else None
        return self._health.stuck()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            verdict = self.verdict()
            if verdict is not None:
                self._end(verdict)
                return
