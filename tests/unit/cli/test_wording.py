"""Facts in a few words."""

import pytest

from stream.cli.wording import counted, number, one_line, timed
from stream.facts import Count, EventTime


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (12, 12, 12, "12"),
        (62, 62, None, "at least 62"),
        (54_000, 60_000, 66_000, "about 60,000"),
        (None, None, 30, "up to 30"),
        (24, None, 99, "24–99"),
        (200, None, None, "at least 200"),
        (None, None, None, "–"),
        (0, 0, 0, "0"),
    ],
)
def test_bounds_are_told_in_words(low: int | None, best: int | None, high: int | None, words: str) -> None:
    """What the bounds of a count say is said; an unknown number is no zero."""
    count = Count(what="killed", who=None, low=low, best=best, high=high, qualifier=None, text="…")
    assert number(count) == words
    assert counted(count) == f"{words} killed"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-05-02", "2026-05-02", "2026-05-02 (Saturday)"),
        ("2026-05-02", "2026-05-03", "2026-05-02 to 2026-05-03 (Saturday)"),
        (None, "2026-05-03", "… to 2026-05-03 (Saturday)"),
        (None, None, "“Saturday”"),
    ],
)
def test_a_day_that_is_unknown_stays_a_word(start: str | None, end: str | None, words: str) -> None:
    """A resolved time shows its days with the story's words; an unresolved one shows the words alone."""
    assert timed(EventTime(start=start, end=end, precision=None, text="Saturday")) == words
    assert timed(None) is None


def test_a_long_text_is_cut_at_a_word() -> None:
    """White space is one space, and what is cut ends with an ellipsis."""
    assert one_line(" A  dam\nburst ") == "A dam burst"
    assert one_line("A dam burst near Lima", 12) == "A dam burst…"
    assert one_line(None) == ""
