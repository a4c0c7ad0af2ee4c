"""Asks the worker on this machine how it is: `python -m stream.telemetry.probe`. The image's HEALTHCHECK.

It runs every few seconds in every container, so it loads the settings and nothing else of ours.
"""

import os
import sys
import urllib.error
import urllib.request

from stream.settings import METRICS_PORT, settings_from

TIMEOUT_SECONDS = 4.0


def ask(port: int, path: str) -> tuple[bool, str]:
    """Return whether the worker behind a port of this machine says that it is well, and its one-line reason."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=TIMEOUT_SECONDS) as reply:
            return True, reply.read().decode().strip()
    except urllib.error.HTTPError as refusal:
        return False, refusal.read().decode("utf-8", "replace").strip()
    except OSError as error:
        return False, f"no answer on port {port}: {error}"


def verdict(port: int) -> tuple[bool, str]:
    """Return the first complaint of /livez and /readyz, or what /readyz says."""
    live, reason = ask(port, "/livez")
    return ask(port, "/readyz") if live else (live, reason)


def main() -> None:
    """Print the reason and end with 0 or 1."""
    well, reason = verdict(settings_from(os.environ).metrics_port or METRICS_PORT)
    sys.stdout.write(f"{reason}\n")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
