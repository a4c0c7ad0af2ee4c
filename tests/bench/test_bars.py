"""The benches whose bars no change may lower."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.data
@pytest.mark.parametrize("bench", ["seed.py", "stories.py"])
def test_the_bars_hold(bench: str) -> None:
    """The shipping engine reads the sample story and the annotated ones as well as it must."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name(bench)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
