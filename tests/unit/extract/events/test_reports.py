"""What a report says beyond its type: counts, place, time, source, status, scope, evidence, and merging."""

import pytest
from reading_stories import annotated, engine, only, reports

from stream.extract.compose import read_reports
from stream.extract.sighting import LONGEST_EVIDENCE
from stream.facts import EventTime, Report


def _counts(report: Report) -> dict[str, int | None]:
    return {count.what: count.best for count in report.counts}


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("A bomb in Kirkuk killed nine people and wounded 14 others.", {"killed": 9, "injured": 14}),
        ("Nine people were killed in a car bombing in Kirkuk.", {"killed": 9}),
        ("A car bomb went off in Kirkuk, killing nine people and, at a school, wounding 14 pupils.",
         {"killed": 9, "injured": 14}),
        ("Ten soldiers were killed and six injured in an ambush by rebels.", {"killed": 10, "injured": 6}),
        ("The shelling of Homs left 20 dead.", {"killed": 20}),
        ("The shelling of Homs claimed the lives of 12 villagers.", {"killed": 12}),
        ("A car bombing in Kirkuk killed 30 people, including four children.", {"killed": 30}),
        ("A gunman shot dead a policeman in Tunis.", {"killed": 1}),
        ("Police arrested 40 people in Minsk.", {"detained": 40}),
        ("A quake hit Quito; 31 people are missing.", {"missing": 31}),
    ],
)  # fmt: skip
def test_counts_go_to_what_was_done(sentence: str, counts: dict[str, int]) -> None:
    """A count goes to the harm it belongs to, in active, passive, elided and nominal wording; parts add nothing."""
    assert _counts(reports(sentence)[0]) == counts


def test_open_and_rough_counts_keep_their_bounds() -> None:
    """A count of at least N has no top, and one of dozens no best value."""
    report = only("At least 62 rebels were killed and dozens wounded in an ambush near Homs.", "ASSAULT")
    killed, injured = report.counts
    assert (killed.low, killed.best, killed.high) == (62, 62, None)
    assert (injured.low, injured.best, injured.high) == (24, None, 99)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Rebels shelled the port of Aden.", "actual"),
        ("Rebels allegedly shelled the port of Aden.", "claimed"),
        ("The army claimed that rebels shelled the port of Aden.", "claimed"),
        ("Rebels tried to blow up a bridge near Aden.", "attempted"),
        ("Rebels could shell the port of Aden.", "hypothetical"),
        ("Rebels will shell the port of Aden, the army said.", "planned"),
        ("Rebels did not shell the port of Aden.", "denied"),
    ],
)
def test_status_by_the_words_before(sentence: str, status: str) -> None:
    """Modal words, negation and the source's cue decide whether it happened."""
    assert only(sentence, "ASSAULT").status == status


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("A bombing in Kirkuk on Friday killed nine people.", "new"),
        ("A bombing in Kirkuk in March 2009 killed nine people.", "background"),
        ("More than 90,000 people have been killed since the war began.", "cumulative"),
        ("The airstrikes on Idlib since 2012 have killed thousands of people.", "cumulative"),
    ],
)
def test_scope_by_time_and_cues(sentence: str, scope: str) -> None:
    """A total over years and an old single event are no news."""
    assert only(sentence, "ASSAULT").scope == scope


def test_place_is_the_finest_in_the_clause_and_not_the_sources() -> None:
    """A town with a preposition wins over its country, and the speaker's town is no place of the event."""
    report = only("A bombing in the city of Kirkuk in Iraq killed nine people, officials in Geneva said.", "ASSAULT")
    assert report.place is not None
    assert (report.place.text, report.place.country) == ("Kirkuk", "IQ")


def test_place_and_day_are_taken_over_from_the_sentence_before() -> None:
    """A sentence without place and day is read with those told just before."""
    body = "Soldiers shot dead two rebels in Kirkuk on Friday.\n\nPolice also arrested three men."
    report = only(body, "JUSTICE")
    assert report.place is not None
    assert report.time is not None
    assert (report.place.text, report.time.start) == ("Kirkuk", "2014-05-02")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Gunmen shot dead two guards in Kirkuk on Saturday.", "Saturday"),
        ("Gunmen shot dead two guards in Kirkuk yesterday, after a dispute in 2009.", "yesterday"),
        ("Police who raided the house on Sunday shot dead two guards in Kirkuk.", "Sunday"),
    ],
)
def test_without_a_date_of_the_story_a_time_keeps_its_words(sentence: str, words: str) -> None:
    """A relative time of a story without an anchor has no day, but says what the story says."""
    found = read_reports(annotated(sentence, anchor=None), engine())
    (shooting,) = (report for report in found if report.type == "ASSAULT" and report.mode == "shooting")
    assert shooting.time == EventTime(start=None, end=None, precision=None, text=words)


def test_an_absolute_date_needs_no_anchor() -> None:
    """A day told with its year is known whatever the date of the story."""
    (report,) = read_reports(annotated("Gunmen shot dead two guards on March 3, 2014.", anchor=None), engine())
    assert report.time is not None
    assert (report.time.start, report.time.precision) == ("2014-03-03", "day")


@pytest.mark.parametrize(
    ("sentence", "source", "source_class"),
    [
        ("A bombing killed two people in Aden, the Red Cross said.", "Red Cross", "aid_agency"),
        ("A bombing killed two people in Aden, said police chief Ali Saleh.", "police chief Ali Saleh", "police"),
        ("A bombing killed two people in Aden, according to the army.", "army", "military"),
        ("State television reported that a bombing killed two people in Aden.", "State television", "state_media"),
    ],
)
def test_source_and_its_class(sentence: str, source: str, source_class: str) -> None:
    """The one who says so is found before, after and around the cue."""
    (found,) = only(sentence, "ASSAULT").attributed_to
    assert (found.text, found.source_class) == (source, source_class)


def test_a_pronoun_stands_for_the_source_before() -> None:
    """The words "it said" go on quoting whoever was quoted before."""
    body = "The Red Cross said aid reached the camp.\n\nIt said a bombing killed two people in Aden on Friday."
    (found,) = only(body, "ASSAULT").attributed_to
    assert found.text == "Red Cross"


def test_mentions_of_one_happening_are_one_report_with_all_evidence() -> None:
    """Headline, lead and body about one attack give one report; each mention is quoted exactly."""
    headline = "Car bomb kills nine in Kirkuk"
    body = "A car bomb killed nine people in Kirkuk on Saturday.\n\nThe blast from the bomb wounded 20 more people."
    found = [report for report in reports(body, headline) if report.type == "ASSAULT"]
    assert len(found) == 1
    assert _counts(found[0]) == {"killed": 9, "injured": 20}
    assert {evidence.text_of for evidence in found[0].evidence} == {"headline", "body"}
    texts = {"headline": headline, "body": body}
    for evidence in found[0].evidence:
        assert texts[evidence.text_of][evidence.start : evidence.end] == evidence.exact


def test_two_places_are_two_reports_with_two_ids() -> None:
    """Attacks in two towns stay apart."""
    body = "A car bomb killed nine people in Kirkuk on Friday.\n\nA car bomb killed two people in Basra on Friday."
    found = [report for report in reports(body) if report.type == "ASSAULT"]
    assert [_counts(report)["killed"] for report in found] == [9, 2]
    assert len({report.report_id for report in found}) == 2


def test_what_is_only_asked_for_is_no_event() -> None:
    """A ceasefire somebody calls for has not begun."""
    assert not [report for report in reports("The envoy called for a ceasefire.") if report.type == "RETREAT"]


def test_the_same_story_gives_the_same_reports() -> None:
    """Reading is a function of the story."""
    story = annotated("Rebels shelled Aden on Friday, killing nine people, the army said.")
    assert read_reports(story, engine()) == read_reports(story, engine())


def test_evidence_is_a_clause_not_a_paragraph() -> None:
    """However long the sentence, evidence stays short."""
    listed = " ".join(f"with the lorry of the firm of number {number}" for number in range(60))
    report = only(f"Rebels shelled Aden on Friday {listed}.", "ASSAULT")
    assert all(evidence.end - evidence.start <= LONGEST_EVIDENCE for evidence in report.evidence)


@pytest.mark.parametrize(
    "body",
    [
        (
            "United beat City 3-1 as striker Paul Dunn shot twice in the second half of the league match. "
            "The hosts attacked from the kick-off and the goalkeeper saved a penalty. "
            "Coach Ed Hill said the defence was killed by the early goal of the season."
        ),
        "Showers will clear by noon, with sunny spells in the west and a light breeze on the coast.",
        "Wheat futures edged up after a quiet morning, with buyers waiting for figures on the harvest.",
    ],
    ids=["sport", "weather", "markets"],
)
def test_games_weather_and_markets_are_no_violence(body: str) -> None:
    """The words of games, forecasts and exchanges are not read as attacks."""
    assert not [report for report in reports(body) if report.type in {"ASSAULT", "MOBILIZE", "COERCE"}]


def test_a_long_list_of_mentions_stays_a_small_record() -> None:
    """However often a story comes back to one happening, its evidence is bounded."""
    told = (f"A car bomb killed nine people in Kirkuk on Friday, witness number {n} said." for n in range(80))
    body = "\n\n".join(told)
    assert len(only(body, "ASSAULT").evidence) == 50


def test_an_endless_sentence_is_read_in_pieces() -> None:
    """A sentence without an end is read to its last word."""
    body = "there was talk of rain and " * 200 + "rebels shelled Aden on Friday"
    assert only(body, "ASSAULT").mode == "shelling"


def test_a_judged_crime_is_old() -> None:
    """The day of a verdict is not the day of the crime, and the crime is no news."""
    body = "A man who shot dead two guards in Kirkuk was sentenced on Friday to 20 years in prison."
    crime, verdict = only(body, "ASSAULT"), only(body, "JUSTICE")
    assert (crime.scope, crime.time) == ("background", None)
    assert (verdict.scope, verdict.time is not None) == ("new", True)


@pytest.mark.parametrize(
    ("body", "event_type", "place"),
    [
        (
            (
                "Some 9,000 villagers fled fighting near the town of Malakal.\n\nIt rained.\n\nThe flight of families "
                "from Bor went on."
            ),
            "DISPLACE",
            "Malakal",
        ),
        (
            (
                "Some 9,000 villagers fled fighting near Malakal.\n\nIt rained.\n\nThe district of Bor has "
                "hundreds of civilians, many of them displaced by war."
            ),
            "DISPLACE",
            "Malakal",
        ),
        ("Bombs near U.S. embassies killed nine people in Nairobi.", "ASSAULT", "Nairobi"),
        ("Bombs outside U.S. embassies in Kenya killed nine people.", "ASSAULT", "Kenya"),
        ("Bomb kills nine in Iraq.\n\nThe bomb went off in Kirkuk.", "ASSAULT", "Kirkuk"),
        ("Troops shelled Aden on Friday as rebels neared Taiz.", "ASSAULT", "Aden"),
    ],
)
def test_the_place_of_the_best_mention_wins(body: str, event_type: str, place: str) -> None:
    """The place told with the count wins over that of a later aside; a finer one wins only within it."""
    report = next(report for report in reports(body) if report.type == event_type)
    assert report.place is not None
    assert report.place.text == place


def test_a_clause_with_another_subject_lends_no_place() -> None:
    """Where the rebels near a deal is not where the villagers fled."""
    report = only("Thousands of villagers fled fighting as rebels neared a deal in battered Homs.", "DISPLACE")
    assert report.place is None


def test_the_parts_of_a_title_are_apart() -> None:
    """What stands behind the comma of a title, in the headline or at the head of the body, is another story."""
    title = "Battle sparks exodus, rebels on way out of Homs"
    for found in (reports("The talks went on.", title), reports(f"{title}\n\nThe talks went on.")):
        assert next(report for report in found if report.type == "DISPLACE").place is None


def test_scores_in_the_headline_are_the_figure_in_the_body() -> None:
    """A vague number names at least so many: the exact one of the lead is no second happening."""
    body = "Two strong earthquakes struck eastern Turkey on Saturday, killing at least 180 people."
    (quake,) = (
        report for report in reports(body, "Turkey earthquakes leave scores dead in Malatya region") if report.counts
    )
    assert [(count.what, count.best) for count in quake.counts] == [("killed", 180)]


def test_what_goes_on_since_a_month_is_a_total_even_in_a_story_without_a_date() -> None:
    """Whatever year "since mid-October" is of, the dead of a period are no news of today; a weekday may be."""
    told = "The port has been under a heavy aerial offensive since {} that has killed hundreds of people."
    (period,) = read_reports(annotated(told.format("mid-October"), anchor=None), engine())
    (days,) = read_reports(annotated(told.format("Wednesday"), anchor=None), engine())
    assert (period.scope, days.scope) == ("cumulative", "new")


@pytest.mark.parametrize(
    ("body", "event_type", "scope"),
    [
        ("A bombing in Kirkuk on April 25 killed nine people.", "ASSAULT", "new"),
        ("A bombing in Kirkuk on April 18 killed nine people.", "ASSAULT", "background"),
        ("The city will lay off 300 workers this year, it said.", "ECONOMY", "new"),
        (
            "The bombing shocked many.\n\nThe bombing in Kirkuk in March 2009 killed nine people.",
            "ASSAULT",
            "background",
        ),
    ],
)
def test_scope_looks_back_ten_days_and_not_ahead(body: str, event_type: str, scope: str) -> None:
    """What is older than ten days is background, what this year will bring is not a total, and a noun adds nothing."""
    assert next(report for report in reports(body) if report.type == event_type).scope == scope


def test_a_bare_time_of_day_is_of_the_day_told_before() -> None:
    """At 6 p.m. means that evening of which the story was speaking, if it is near."""
    body = "A gunman entered a bank in Turin on Thursday.\n\nPolice shot dead the gunman at 6 p.m."
    report = only(body, "ASSAULT")
    assert report.time is not None
    assert report.time.start == "2014-05-01"
