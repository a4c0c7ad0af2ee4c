"""What start-up builds, so that no story waits for it."""

import subprocess
import sys

_SCRIPT = """
from stream.extract.engine import load_engine
engine = load_engine()
from stream.extract.triggers import past_forms, trigger_index
from stream.lexicon.words import read
built = read.cache_info().misses, trigger_index.cache_info().misses, past_forms.cache_info().misses
from reading_stories import reports
assert reports("Rebels shelled Aden on Friday, killing nine people, the army said.")
print(built == (read.cache_info().misses, trigger_index.cache_info().misses, past_forms.cache_info().misses), built)
"""


def test_the_first_story_finds_everything_built() -> None:
    """Reading a story after start-up reads no lexicon file and builds no index of triggers."""
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{_SCRIPT}"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.startswith("True"), found.stdout
