"""Parts of a toll, what comes on top of it and what replaces it: one happening is one report, counted once."""

import pytest
from reading_stories import reports

from stream.facts import Report

_BOMB = "A car bomb killed nine people and wounded 30 in Kirkuk on Friday."


def _told(body: str, event_type: str = "ASSAULT") -> list[Report]:
    return [report for report in reports(body) if report.type == event_type]


def _killed(report: Report) -> int | None:
    return next((count.best for count in report.counts if count.what == "killed"), None)


@pytest.mark.parametrize(
    "after",
    [
        "Three officers were among the dead.",
        "Among the victims were two children.",
        "The dead included four traders.",
        "Two of the dead were nurses.",
        "Doctors were among the wounded, including two from abroad.",
    ],
)
def test_a_part_is_no_second_happening(after: str) -> None:
    """A part of the dead founds nothing and changes nothing."""
    (report,) = _told(f"{_BOMB}\n\n{after}")
    assert _killed(report) == 9


@pytest.mark.parametrize(
    "after",
    [
        "Rescuers pulled three more bodies from a burnt bus.",
        "Another two people died in hospital on Saturday.",
        "Medics recovered four bodies.",
        "Two policemen and seven shoppers were killed, a doctor said.",
    ],
)
def test_an_addition_is_no_second_happening(after: str) -> None:
    """Bodies found later, and tolls without a cause or place, prove the happening and add nothing to its toll."""
    (report,) = _told(f"{_BOMB}\n\n{after}")
    assert _killed(report) == 9
    assert len(report.evidence) > 1


@pytest.mark.parametrize("after", ["The death toll later rose to 12.", "Police put the toll at 12 on Saturday."])
def test_a_new_toll_replaces_the_one_before(after: str) -> None:
    """A toll that has risen is of the same happening, whatever was counted first."""
    (report,) = _told(f"{_BOMB}\n\n{after}")
    assert _killed(report) == 12


def test_a_toll_that_could_have_been_is_none() -> None:
    """What the toll would have been is not counted."""
    (report,) = _told(f"{_BOMB}\n\nThe toll would have been more than 200 an hour later, he said.")
    assert _killed(report) == 9


@pytest.mark.parametrize(
    "after",
    [
        "Three people were killed in Basra.",
        "Another bomb killed two more people in the city.",
        "Elsewhere, five policemen were killed on Friday.",
    ],
)
def test_another_place_or_another_bomb_is_a_second_happening(after: str) -> None:
    """A toll with a place of its own, of another bomb or told as from elsewhere stays apart."""
    assert len(_told(f"{_BOMB}\n\n{after}")) == 2


def test_what_comes_on_top_counts_where_nothing_else_does() -> None:
    """In "killing nine and wounding 14 others" the others are the only ones wounded."""
    (report,) = _told("A car bomb went off in Kirkuk, killing nine people and wounding 14 others.")
    assert {count.what: count.best for count in report.counts} == {"killed": 9, "injured": 14}


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Two trains collide near Agra", "A crash of two trains killed six people in Agra on Friday.", "train crash"),
        (
            "Trains collide in Agra, six dead",
            "Two passenger trains collided in Agra, killing six people.",
            "train crash",
        ),
        ("Rockets hit Sderot, two hurt", "An air raid on Sderot wounded two people on Friday.", "shelling"),
        ("Storm kills six in Davao", "Floods after a typhoon killed six people in Davao on Friday.", "storm"),
    ],
)
def test_near_modes_in_one_place_are_one_happening(headline: str, body: str, kind: str) -> None:
    """Headline and lead may call one happening by two names: the mode is the first specific one."""
    (report,) = (report for report in reports(body, headline) if report.type in {"ASSAULT", "ACCIDENT", "DISASTER"})
    assert report.mode == kind


def test_near_modes_in_two_places_stay_apart() -> None:
    """A bus crash in one town and a train crash in another are two."""
    body = (
        "A bus crash killed six people in Agra on Friday.\n\nA train derailed in Lahore on Friday, killing two people."
    )
    assert len(_told(body, "ACCIDENT")) == 2


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("A bomb in Kirkuk killed nine soldiers and two nurses.", [(9, "soldiers"), (2, "nurses")]),
        ("Fighting in Bangui left five guards and about a dozen rebels dead.", [(12, "rebels"), (5, "guards")]),
        ("A bomb in Kirkuk killed nine people and 14 others were wounded.", [(9, "people")]),
    ],
)
def test_counts_joined_by_and_are_kept_beside_each_other(body: str, counts: list[tuple[int, str]]) -> None:
    """Those killed are counted by who they were, and nobody adds them up."""
    (report,) = _told(body)
    assert [(count.best, count.who) for count in report.counts if count.what == "killed"] == counts
