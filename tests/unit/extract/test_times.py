"""Time expressions: values and intervals, anchored on Saturday 3 May 2014."""

import pytest
from documents import document_of

from stream.extract.times import find_times

Row = tuple[str, str, str, str | None, tuple[str | None, str | None]]

_ROWS: list[Row] = [
    ("The two sides met Saturday in the capital.", "Saturday", "DATE", "2014-05-03", ("2014-05-03", "2014-05-03")),
    ("They have been on the road since Wednesday.", "Wednesday", "DATE", "2014-04-30", ("2014-04-30", "2014-05-03")),
    ("The council will vote on Friday.", "Friday", "DATE", "2014-05-09", ("2014-05-09", "2014-05-09")),
    ("The council voted on Friday.", "Friday", "DATE", "2014-05-02", ("2014-05-02", "2014-05-02")),
    ("The minister is due to arrive Tuesday.", "Tuesday", "DATE", "2014-05-06", ("2014-05-06", "2014-05-06")),
    ("The bus crashed last Thursday.", "last Thursday", "DATE", "2014-05-01", ("2014-05-01", "2014-05-01")),
    ("A raid last Saturday left two dead.", "last Saturday", "DATE", "2014-04-26", ("2014-04-26", "2014-04-26")),
    ("The talks open next Monday.", "next Monday", "DATE", "2014-05-05", ("2014-05-05", "2014-05-05")),
    ("Shots were heard early Sunday.", "early Sunday", "DATE", "2014-04-27", ("2014-04-27", "2014-04-27")),
    ("Police arrived late on Tuesday.", "late on Tuesday", "DATE", "2014-04-29", ("2014-04-29", "2014-04-29")),
    ("It burned on Thursday night.", "Thursday night", "TIME", "2014-05-01TNI", ("2014-05-01", "2014-05-01")),
    ("He was seen Monday afternoon.", "Monday afternoon", "TIME", "2014-04-28TAF", ("2014-04-28", "2014-04-28")),
    ("The flood came on Monday last week.", "Monday last week", "DATE", "2014-04-21", ("2014-04-21", "2014-04-21")),
    ("It happened yesterday.", "yesterday", "DATE", "2014-05-02", ("2014-05-02", "2014-05-02")),
    ("It rained yesterday afternoon.", "yesterday afternoon", "TIME", "2014-05-02TAF", ("2014-05-02", "2014-05-02")),
    ("The court sits today.", "today", "DATE", "2014-05-03", ("2014-05-03", "2014-05-03")),
    ("The court sits tomorrow.", "tomorrow", "DATE", "2014-05-04", ("2014-05-04", "2014-05-04")),
    ("Shelling went on overnight.", "overnight", "TIME", "2014-05-03TNI", ("2014-05-03", "2014-05-03")),
    ("The siren sounded this morning.", "this morning", "TIME", "2014-05-03TMO", ("2014-05-03", "2014-05-03")),
    ("The siren sounded last night.", "last night", "TIME", "2014-05-02TNI", ("2014-05-02", "2014-05-02")),
    ("Prices fell this week.", "this week", "DATE", "2014-W18", ("2014-04-28", "2014-05-04")),
    ("Prices fell last week.", "last week", "DATE", "2014-W17", ("2014-04-21", "2014-04-27")),
    ("He resigned earlier this week.", "earlier this week", "DATE", "2014-W18", ("2014-04-28", "2014-05-04")),
    ("Rain is expected next week.", "next week", "DATE", "2014-W19", ("2014-05-05", "2014-05-11")),
    ("Exports fell last month.", "last month", "DATE", "2014-04", ("2014-04-01", "2014-04-30")),
    ("Exports fell late last month.", "late last month", "DATE", "2014-04", ("2014-04-21", "2014-04-30")),
    ("The vote is planned for next year.", "next year", "DATE", "2015", ("2015-01-01", "2015-12-31")),
    ("It grew by a third last year.", "last year", "DATE", "2013", ("2013-01-01", "2013-12-31")),
    ("The revolt began in March 2011.", "March 2011", "DATE", "2011-03", ("2011-03-01", "2011-03-31")),
    ("It was signed in February.", "February", "DATE", "2014-02", ("2014-02-01", "2014-02-28")),
    ("It was signed in November.", "November", "DATE", "2013-11", ("2013-11-01", "2013-11-30")),
    ("It will be signed in November.", "November", "DATE", "2014-11", ("2014-11-01", "2014-11-30")),
    ("Raids went on since mid-December.", "mid-December", "DATE", "2013-12", ("2013-12-15", "2014-05-03")),
    ("It closed in mid-January.", "mid-January", "DATE", "2014-01", ("2014-01-11", "2014-01-20")),
    ("It closed in early April.", "early April", "DATE", "2014-04", ("2014-04-01", "2014-04-10")),
    ("It must close by July 2014.", "July 2014", "DATE", "2014-07", (None, "2014-07-31")),
    ("He was born on 3 May 1950.", "3 May 1950", "DATE", "1950-05-03", ("1950-05-03", "1950-05-03")),
    ("He was born on May 21, 1955.", "May 21, 1955", "DATE", "1955-05-21", ("1955-05-21", "1955-05-21")),
    ("He pleaded guilty on March 24.", "March 24", "DATE", "2014-03-24", ("2014-03-24", "2014-03-24")),
    ("He pleaded guilty on 16 December.", "16 December", "DATE", "2013-12-16", ("2013-12-16", "2013-12-16")),
    ("The trial will open on June 2.", "June 2", "DATE", "2014-06-02", ("2014-06-02", "2014-06-02")),
    ("They met on Monday, March 3.", "Monday, March 3", "DATE", "2014-03-03", ("2014-03-03", "2014-03-03")),
    ("The dam was built in 1998.", "1998", "DATE", "1998", ("1998-01-01", "1998-12-31")),
    ("Thousands have died since 2011.", "2011", "DATE", "2011", ("2011-01-01", "2014-05-03")),
    ("He ruled in the late 1990s.", "the late 1990s", "DATE", "199", ("1997-01-01", "1999-12-31")),
    ("Up in the third quarter of 2013.", "the third quarter of 2013", "DATE", "2013-Q3", ("2013-07-01", "2013-09-30")),
    ("It rose last quarter.", "last quarter", "DATE", "2014-Q1", ("2014-01-01", "2014-03-31")),
    ("It was hot in the summer of 2012.", "the summer of 2012", "DATE", "2012-SU", ("2012-06-01", "2012-08-31")),
    ("He left two years ago.", "two years ago", "DATE", "2012", ("2012-01-01", "2012-12-31")),
    ("He left three days ago.", "three days ago", "DATE", "2014-04-30", ("2014-04-30", "2014-04-30")),
    ("It came a day after a truce began.", "a day after", "DATE", "2014-05-02", ("2014-05-02", "2014-05-02")),
    ("A week earlier, the mine had flooded.", "A week earlier", "DATE", "2014-04-26", ("2014-04-26", "2014-04-26")),
    ("It fell two days before the vote.", "two days before", "DATE", None, (None, None)),
    ("Six died in four days of clashes.", "four days", "DURATION", "P4D", ("2014-04-30", "2014-05-03")),
    ("The march took four days.", "four days", "DURATION", "P4D", (None, None)),
    ("It fell after several weeks of siege.", "several weeks", "DURATION", "PXW", (None, None)),
    ("Output fell in the last two years.", "the last two years", "DURATION", "P2Y", ("2012-05-03", "2014-05-03")),
    ("It fell in recent months.", "recent months", "DURATION", "PXM", (None, None)),
    ("It closes in coming weeks.", "coming weeks", "DURATION", "PXW", (None, None)),
    ("They began a 24-hour strike.", "24-hour", "DURATION", "PT24H", (None, None)),
    ("They began a three-day strike.", "three-day", "DURATION", "P3D", (None, None)),
    ("The clinic opens every day.", "every day", "SET", "P1D", (None, None)),
    ("It is an annual event.", "annual", "SET", "P1Y", (None, None)),
    ("It shut at around 6 am.", "6 am", "TIME", "2014-05-03T06:00", ("2014-05-03", "2014-05-03")),
    ("It shut at 9pm on Friday.", "9pm on Friday", "TIME", "2014-05-02T21:00", ("2014-05-02", "2014-05-02")),
    ("The quake hit at 0430 GMT.", "0430 GMT", "TIME", "2014-05-03T04:30", ("2014-05-03", "2014-05-03")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "kind", "value", "interval"), _ROWS)
def test_expression_is_found_typed_and_resolved(
    body: str, text: str, kind: str, value: str | None, interval: tuple[str | None, str | None]
) -> None:
    """An expression has its words, its type, its TIMEX3 value and its days."""
    mention = find_times(document_of(body))[0]
    assert (mention.text, mention.type, mention.value, mention.interval) == (text, kind, value, interval)


@pytest.mark.parametrize(
    "body",
    [
        "He may go and they march on.",
        "2000 people came to the square.",
        "May left office in tears.",
        "A boy, 12 years old, was found.",
        "The sun sat low over the wed couple.",
        "Flight 2010 landed.",
        "It fell following months of siege.",
    ],
)
def test_what_only_looks_like_a_time_is_none(body: str) -> None:
    """A modal verb, a count, a name, an age and a number that names are no times."""
    assert find_times(document_of(body)) == ()


def test_without_anchor_relative_expressions_stay_unresolved() -> None:
    """A story without an instant keeps the words of relative times and resolves absolute ones."""
    relative, absolute = find_times(document_of("It began yesterday and not in March 2011.", anchor=None))
    assert (relative.value, relative.interval) == (None, (None, None))
    assert (absolute.value, absolute.interval) == ("2011-03", ("2011-03-01", "2011-03-31"))


def test_later_counts_from_the_time_told_before() -> None:
    """The words "a month later" go on from the date before it, not back from the story."""
    document = document_of("The bank failed in January 2013. A month later, its owner fled.")
    assert find_times(document)[1].value == "2013-02"


def test_a_dateline_with_a_year_anchors_a_story_without_an_instant() -> None:
    """The day stated in a dateline stands in for the story's own."""
    document = document_of("GENEVA, 3 May 2014 (IRIN) - The camp was shut on Friday.", anchor=None)
    assert find_times(document)[0].value == "2014-05-02"


@pytest.mark.parametrize("body", ["It fell on February 30, 2013.", "It fell on 31 June 2012."])
def test_a_day_that_no_calendar_has_is_unknown(body: str) -> None:
    """An impossible date keeps its words and has no value."""
    assert [mention.value for mention in find_times(document_of(body))] == [None]
