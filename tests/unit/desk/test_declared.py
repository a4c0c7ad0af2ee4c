"""What a version says it is, in the order of who is believed; what is news; where there are events to read."""

import time
from typing import Any

import pytest
from building import item

from stream.desk.advisory import advisory_of
from stream.desk.declared import declared_change, is_extracted, is_news
from stream.desk.tags import words_key
from stream.facts import Furniture, Span
from stream.messages import Change, Edge

PROSE = "A ferry with 212 people on board ran aground on Friday, the coastguard said. " * 14
NOTED = "All 212 people are safe, the coastguard said. A tug is on its way to Larne."


def _links(*types: Any) -> tuple[Edge, ...]:
    return tuple(Edge(type=one, story_id=f"st-{one}") for one in types)


@pytest.mark.parametrize(
    ("signals", "change"),
    [
        (("sig:correction",), "correction"),
        (("sig:update",), "update"),
        (("sig:repeat",), "repeat"),
        (("tt_sig:replace",), "update"),
        (("edStat:C",), "correction"),
        (("edStat:U", "rtr:msgType:R"), "update"),
        (("edStat:D",), "kill"),
        (("rtr:msgType:D", "edStat:U"), "kill"),
        (("sig:update", "sig:correction"), "correction"),
        (("http://agency.example/signal/correction",), None),
        (("correction",), "correction"),
        (("change:hold",), "hold"),
        (("edStat:N",), None),
        (("sig:atomic", "nmsig:atomic", "apsig:newscontent"), None),
        (("sig:updates-expected",), None),
    ],
)
def test_signals(signals: tuple[str, ...], change: Change | None) -> None:
    """Codes of the IPTC, Reuters, dpa and TT, and plain words; several are weighed; what is unknown says nothing."""
    assert declared_change(item(signals=signals)) == change


@pytest.mark.parametrize(
    ("genre", "change"),
    [
        ("Update", "update"),
        ("Lead", "update"),
        ("Zusammenfassung", "update"),
        ("KORR-Bericht", "correction"),
        ("KORR-Zusammenfassung", "correction"),
        ("genre:Update", "update"),
        ("Meldung", None),
        ("Analysis", None),
    ],
)
def test_genres_that_say_it(genre: str, change: Change | None) -> None:
    """AFP and dpa write it there."""
    assert declared_change(item(genre=genre)) == change


@pytest.mark.parametrize(
    ("types", "change"),
    [
        (("corrects",), "correction"),
        (("supersedes",), "update"),
        (("evolves_from",), "update"),
        (("repeats",), "repeat"),
        (("retracts",), "kill"),
        (("evolves_from", "corrects"), "correction"),
        (("copies",), None),
    ],
)
def test_links(types: tuple[str, ...], change: Change | None) -> None:
    """A link says what the other story is to this one."""
    assert declared_change(item(links=_links(*types))) == change


@pytest.mark.parametrize(
    ("note", "change"),
    [
        ("Eds: CORRECTS: the spelling of Larne. Adds quotes", "correction"),
        ("Corrects last paragraph to 21 injured", "correction"),
        ("corrected version", "correction"),
        ("EDS: UPDATES with quotes, details.", "update"),
        ("Updates the previous version", "update"),
        ("Recasts with toll", "update"),
        ("RECASTS lead, RAISES toll to 12", "update"),
        ("Adds byline; edits headline", "update"),
        ("With details, background", "update"),
        ("Refiles to fix dateline", "refile"),
        ("REPEATS story of Friday", "repeat"),
        ("dpa\nBild folgt\n- Uhrzeit korrigiert", "correction"),
        ("Ortsname berichtigt", "correction"),
        ("Neu: Zitat der Küstenwache", "update"),
        ("Zitat der Küstenwache ergänzt", "update"),
        ("Corrige le nom du port", "correction"),
        ("Editors: kill this story", "kill"),
        ("Eds: Will be updated. With AP Photos.", None),
        ("Eds: Updates to come.", None),
        ("Updates will follow", None),
        ("Photo by A. Harbour, adding colour", None),
        ("Corrections officers are not named", None),
        ("Contact: desk@agency.example", None),
        ("Weitere Zusammenfassung bis 1530", None),
        ("Embargoed until 1800 GMT", None),
        ("Please hold for release at 1800 GMT", None),
        ("Text 250 words", None),
        ("", None),
    ],
)
def test_notes(note: str, change: Change | None) -> None:
    """A clause of the note begins with it; what is announced for later has not happened."""
    assert declared_change(item(edNote=note)) == change


@pytest.mark.parametrize(
    ("opening", "change"),
    [
        ("(Corrects spelling in second paragraph)", "correction"),
        ("(This March 6 story has been corrected to say Larne in the headline)", "correction"),
        ("This version corrects the name of the port.", "correction"),
        ("CORRECTION: The port is Larne.", "correction"),
        ("(Refiles to fix dateline)", "refile"),
        ("(This story has been refiled to fix the dateline)", "refile"),
        ("(Adds details, quotes)", "update"),
        ("(Updates throughout)", "update"),
        ("(Recasts, adds toll)", "update"),
        ("(Repeats story of Friday)", "repeat"),
        ("(Corrects himself) and says so.", None),
        ("Corrects the course of the ferry, that is what a pilot does.", None),
        ("Adds up: how a ferry pays.", None),
        ("(The ferry is named after a saint)", None),
    ],
)
@pytest.mark.parametrize("before", ["", "Ferry runs aground off Larne\n\n"], ids=["first", "below a headline"])
def test_first_paragraphs(opening: str, change: Change | None, before: str) -> None:
    """The line in brackets above the text, also below a repeated headline."""
    assert declared_change(item(body=f"{before}{opening}\n\n{PROSE}")) == change


def test_a_bracket_behind_the_dateline() -> None:
    """What the agency puts between dateline and text is found there."""
    dateline = "LARNE, March 6 (Harbour News) - "
    marked = (Furniture(kind="dateline", start=0, end=len(dateline)),)
    assert declared_change(item(body=dateline + "(Corrects toll) " + PROSE, furniture=marked)) == "correction"


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        ({"headline": None, "urgency": 1}, "alert"),
        ({"headline": None, "urgency": 2}, "alert"),
        ({"headline": " ", "urgency": 2}, "alert"),
        ({"headline": "Ferry runs aground off Larne", "body": None, "urgency": 1}, "alert"),
        ({"headline": "A ferry sank.", "body": "A ferry  sank.", "urgency": 1}, "alert"),
        ({"headline": "Ferry runs aground off Larne", "body": None, "urgency": 2}, None),
        ({"headline": None, "urgency": 3}, None),
        ({"headline": None, "urgency": None}, None),
        ({"urgency": 1}, None),
        ({"headline": None, "body": PROSE, "urgency": 1}, None),
        ({"headline": None, "body": None, "urgency": 1}, None),
    ],
)
def test_a_flash_is_one_short_urgent_text(changes: dict[str, Any], change: Change | None) -> None:
    """Urgency alone is none, and neither is a story without a headline."""
    assert declared_change(item(**changes)) == change


def test_the_first_who_speaks_is_believed() -> None:
    """Status, signals, links, tags, note, text: each only where those before say nothing."""
    said: dict[str, Any] = {
        "pubStatus": "withheld",
        "signals": ("sig:repeat",),
        "links": _links("corrects"),
        "headline": "UPDATE 2-Ferry runs aground",
        "edNote": "Refiles to fix dateline",
        "body": "(Corrects toll)\n\n" + PROSE,
    }
    silent: dict[str, Any] = {
        "pubStatus": "usable",
        "signals": (),
        "links": (),
        "headline": "Ferry runs aground",
        "edNote": None,
    }
    found = []
    for name in (*silent, "body"):
        found.append(declared_change(item(**said)))
        said[name] = silent.get(name, PROSE)
    assert found == ["hold", "repeat", "correction", "update", "refile", "correction"]
    assert declared_change(item(**said)) is None
    assert declared_change(item(pubStatus="canceled", signals=("sig:update",))) == "kill"


def test_headline_and_slug_are_weighed() -> None:
    """The more consequential of the two counts, and the first line of a text that has no headline."""
    assert declared_change(item(headline="UPDATE 1-Ferry aground", slugline="FERRY/ (CORRECTED)")) == "correction"
    assert declared_change(item(headline=None, body="UPDATE 3-Ferry runs aground\n\n" + PROSE)) == "update"
    plain = "UPDATE 3-Ferry runs aground\n\n" + PROSE
    assert declared_change(item(headline=plain[:27], headline_span=Span(start=0, end=27), body=plain)) == "update"


@pytest.mark.parametrize(
    "changes",
    [
        {"signals": ("dpasig:isplanned",)},
        {"genre": "Advisory"},
        {"genre": "Daybook"},
        {"genre": "Achtung"},
        {"genre": "Vorschau"},
        {"genre": "genre:Advisory"},
        {"slugline": "BC-EU--Digest"},
        {"slugline": "BC-AP News Digest"},
        {"slugline": "BC-EU--Coverage Plans, 1st Ld"},
        {"slugline": "BC-Larne-Advisory"},
        {"slugline": "DIARY-LARNE/"},
        {"headline": "ADVISORY: Larne coverage on Friday"},
        {"headline": "MEDIA ADVISORY - Larne coverage on Friday"},
        {"headline": "DAYBOOK: Friday in Larne"},
        {"headline": "DIARY-Events in Larne to March 20"},
        {"headline": "NEWS SCHEDULE AT 1200"},
        {"headline": "AP News Digest for Friday"},
        {"headline": "NOTE TO EDITORS: Larne coverage"},
        {"headline": "Editors' Note: Larne coverage"},
        {"headline": "dpa-Tagesvorschau für Freitag"},
        {"headline": "VORSCHAU: Freitag in Larne"},
        {"headline": "AVIS AUX RÉDACTIONS: couverture de Larne"},
        {"headline": "PREVISIONES: viernes en Larne"},
        {"edNote": "0645\nPlanungshinweis"},
        {"headline": "Coverage", "body": "Eds: We plan 400 words with photos on the ferry by 1800 GMT."},
        {"headline": None, "body": "Editors: Photos of the ferry follow."},
        {"headline": "Coverage", "body": "Achtung Redaktionen: Bilder der Fähre folgen."},
        {"headline": "TEST TEST TEST"},
        {"headline": "Test message, please ignore", "body": "Ignore."},
        {"body": "This is a test of the wire."},
        {"body": "Line test - please disregard"},
        {"headline": "Correction", "body": "In item dpa 157, second paragraph, please read 21 injured instead of 12."},
        {"headline": "Correction", "body": "In BC-Larne-Ferry of Friday the port should be Larne."},
        {
            "headline": "Correction: Larne Ferry story",
            "body": "In a story on Friday we wrongly said that 12 were hurt.",
        },
        {"headline": "Berichtigung", "body": "In der Meldung dpa 157 muss es richtig heißen: 21 Verletzte."},
        {"headline": "Eds", "body": "Editors: please correct the story slugged Larne-Ferry."},
        {"headline": "KILL: Ferry runs aground"},
        {"signals": ("edStat:D",)},
    ],
)
def test_what_is_no_news(changes: dict[str, Any]) -> None:
    """Plans, calendars, notes to editors, tests, and what corrects or kills a story that is another one."""
    assert not is_news(item(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"genre": "Table"},
        {"genre": "Results Listings and Tables"},
        {"genre": "Preview"},
        {"genre": "Analysis"},
        {"slugline": "BC-FBN--Larne-Box"},
        {"slugline": "LARNE-FERRY/ADVISORY"},
        {"slugline": "BC-Larne-Budget-Vote"},
        {"slugline": "Larne-budget"},
        {"headline": "Advisory: shipping told to avoid Larne"},
        {"headline": "TRAVEL ADVISORY: Larne port closed"},
        {"headline": "Budget: minister cuts harbour dues"},
        {"headline": "Agenda for peace signed in Larne"},
        {"headline": "Diary of a ferry captain found"},
        {"headline": "TEST: New ferry tried by our reporter"},
        {"headline": "Nuclear test detected"},
        {"headline": "Test ban treaty signed"},
        {"headline": "Test for the coalition"},
        {"body": "This is a test for democracy, the bishop said."},
        {"body": "This is a test. The ferry will sail without passengers."},
        {"body": "Editors at the Larne Herald walked out on Friday."},
        {"body": "Eds: adds quotes.\n\n" + NOTED},
        {"body": "Editors: recasts.\n\n" + PROSE},
        {"headline": "Correction: Larne Ferry story", "body": PROSE},
        {"headline": "CORRECTED-Ferry runs aground", "body": "(Corrects toll in first paragraph)\n\n" + NOTED},
        {
            "headline": "Correction: Larne Ferry story",
            "body": "In a story on Friday we wrongly said that 12 were hurt. A corrected version is below:\n\n" + NOTED,
        },
        {"body": "In the story of the ferry, three men sail to Larne."},
        {"signals": ("apsig:newscontent", "sig:update")},
        {"edNote": "Kontakt: Redaktion Larne, nicht zur Veröffentlichung"},
        {"pubStatus": "withheld", "headline": "HOLD: Ferry runs aground"},
        {"pubStatus": "canceled", "body": None},
        {"headline": None, "body": "Ferry runs aground", "urgency": 1},
    ],
)
def test_what_is_news(changes: dict[str, Any]) -> None:
    """Tables, results, previews of matches, stories about advisories, tests and budgets, stories with a note."""
    assert is_news(item(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"genre": "Table"},
        {"genre": "Agate"},
        {"genre": "Results Listings and Tables"},
        {"genre": "genre:Results_Listings_and_Statistics"},
        {"genre": "Fact Box"},
        {"genre": "Fixture"},
        {"genre": "Preview"},
        {"genre": "Faktencheck"},
        {"genre": "Horoscope"},
        {"genre": "Daybook"},
        {"slugline": "BC-FBN--Larne-Bath-Box"},
        {"slugline": "BC-SOC--Irish Results"},
        {"slugline": "fbl-IRL-results"},
        {"slugline": "SOCCER-IRELAND/RESULTS"},
        {"slugline": "BC-BBO--Scoreboard"},
        {"slugline": "BC-Lotteries"},
        {"slugline": "LARNE-FERRY/FACTBOX"},
        {"slugline": "LARNE-FERRY/TIMELINE (UPDATE 1)"},
        {"slugline": "MARKETS-TABLE"},
        {"headline": "FACTBOX-Ferries lost off Larne"},
        {"headline": "UPDATE 1-FACTBOX-Ferries lost off Larne"},
        {"headline": "TIMELINE: Ferries lost off Larne"},
        {"headline": "TABLE-Ferries lost off Larne"},
        {"headline": "Preview: Larne at Bath"},
    ],
)
def test_what_holds_no_events(changes: dict[str, Any]) -> None:
    """Lists, tables, results, boxes, calendars, by genre, slug and headline."""
    assert not is_extracted(item(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"genre": "Current"},
        {"genre": "Meldung"},
        {"genre": "Update"},
        {"genre": "Analysis"},
        {"genre": "Weather"},
        {"slugline": "KENYA-ELECTION/RESULTS"},
        {"slugline": "HARBOUR-RESULTS/"},
        {"slugline": "Kenya-election-results"},
        {"slugline": "LARNE-TABLETS"},
        {"slugline": "LARNE-BOXER"},
        {"slugline": "BC-Larne-Soccer-Riot"},
        {"slugline": "fbl-IRL-riot"},
        {"headline": "Tables turned on pirates"},
        {"headline": "Preview of new ferry draws crowds"},
        {"headline": "Results from Kenya delayed after attack"},
        {"headline": "Timeline unclear after ferry runs aground"},
    ],
)
def test_what_is_read(changes: dict[str, Any]) -> None:
    """News with such words in it."""
    assert is_extracted(item(**changes))


@pytest.mark.parametrize(
    "piece",
    ["a ", "A", "(", ")", '"', "‘", "-", "\n", " ", "\t", "1", "a.1", ", ", ": ", "KILL ", "Editors: ", "the story ",
     "test ", "The Big ", "BC-", "UPDATE 1-", "Please ", "(KILL) "],
)  # fmt: skip
def test_a_huge_text_costs_no_time(piece: str) -> None:
    """300 kB of anything in every field are read in a moment: only the beginnings count, and no pattern runs away."""
    huge = piece * (300_000 // len(piece))
    began = time.perf_counter()
    for text in (huge, huge[:4_000]):
        told = item(headline=text, slugline=text, edNote=text, body=text)
        for question in (declared_change, is_news, is_extracted, advisory_of):
            question(told)
        words_key(text)
    assert time.perf_counter() - began < 1
