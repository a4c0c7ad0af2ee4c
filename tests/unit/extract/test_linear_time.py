"""The cost of reading grows with the text and not with its square, whatever the text is made of."""

import gc
import time
from collections.abc import Callable

import pytest
from reading_stories import reports

_LEAST, _SIZE = 3, 20_000


def _endless(size: int) -> str:
    """Return one sentence of clauses with no full stop."""
    return "rebels shelled Aden on Friday killing nine people and " * (size // 53)


def _names(size: int) -> str:
    """Return sentences of names that never come back."""
    words = (f"{chr(65 + n % 26)}ar{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}" for n in range(size // 22))
    return " ".join(f"Ali {word} left {word}abad town." for word in words)


def _list(size: int) -> str:
    """Return a list of towns joined by "and", which never ends."""
    return "and Aleppo " * (size // 11)


def _seconds(body: str) -> float:
    """Return the processor time that reading takes, the least of several tries, without the collector's share."""
    spent = []
    gc.disable()
    for _ in range(_LEAST):
        start = time.process_time()
        reports(body)
        spent.append(time.process_time() - start)
    gc.enable()
    return min(spent)


@pytest.mark.parametrize("text", [_endless, _names, _list])
def test_twice_the_text_costs_less_than_three_times_as_much(text: Callable[[int], str]) -> None:
    """Names, places, times, quantities and events together are read in linear time."""
    reports("Rebels shelled Aden.")
    assert _seconds(text(4 * _SIZE)) < 3 * _seconds(text(2 * _SIZE))
