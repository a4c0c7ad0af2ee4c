"""What a worker is given to be watched with."""

import json
import subprocess
import sys

PROGRAM = """
import urllib.request
from stream.record import Observation
from stream.settings import Settings
from stream.telemetry.prometheus import Identity
from stream.telemetry.watching import watched

class Well:
    def live(self): return True, "ok"
    def ready(self): return True, "ok"

identity = Identity(version="1", ruleset="r", role="read", topic_prefix="wire")
bug = Observation(stage="desk", origin="wire.items/0/9", outcome="bug", reason="bug", error="KeyError at x.py:1")
with watched(Settings(metrics_port={port}), identity, Well()) as observers:
    for observer in observers:
        observer.observed(bug, 0.001)
    page = urllib.request.urlopen("http://127.0.0.1:{port}/metrics").read().decode()
    print(*(line for line in page.splitlines() if 'outcome="bug",stage="desk"' in line))
"""


def test_an_observation_is_counted_served_and_logged(free_port: int) -> None:
    """One observation reaches the metrics page and the log."""
    program = PROGRAM.format(port=free_port)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30)
    logged, served = done.stdout.splitlines()
    assert json.loads(logged)["error"] == "KeyError at x.py:1"
    assert served.endswith(" 1.0")
