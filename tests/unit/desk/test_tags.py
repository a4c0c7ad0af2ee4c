"""Tags of headlines and slugs: what they say, what is left, and what only looks like one."""

import pytest

from stream.desk.tags import tags_of, words_key
from stream.messages import Change

TAGGED: tuple[tuple[str, Change, str], ...] = (
    # Reuters
    ("CORRECTED-Ferry runs aground off Larne", "correction", "Ferry runs aground off Larne"),
    ("UPDATE 3-Ferry runs aground off Larne", "update", "Ferry runs aground off Larne"),
    ("UPDATE 12-FERRY RUNS AGROUND", "update", "FERRY RUNS AGROUND"),
    ("UPDATE 1-iPhone maker halts plant", "update", "iPhone maker halts plant"),
    ("Update 2: Ferry runs aground", "update", "Ferry runs aground"),
    ("WRAPUP 2-Storm closes ports", "update", "Storm closes ports"),
    ("REFILE-UPDATE 1-Ferry runs aground", "refile", "Ferry runs aground"),
    ("REFILE-CORRECTED-Ferry runs aground", "correction", "Ferry runs aground"),
    ("CORRECTED-UPDATE 2-Ferry runs aground", "correction", "Ferry runs aground"),
    ("CORRECTED (OFFICIAL)-Ferry runs aground", "correction", "Ferry runs aground"),
    ("RPT-Ferry runs aground", "repeat", "Ferry runs aground"),
    ("RPT-UPDATE 1-Ferry runs aground", "repeat", "Ferry runs aground"),
    ("RPT-EXCLUSIVE-Ferry firm to close", "repeat", "Ferry firm to close"),
    ("STORY WITHDRAWN-Ferry runs aground", "kill", "Ferry runs aground"),
    ("Story withdrawn - Ferry runs aground", "kill", "Ferry runs aground"),
    ("LARNE-FERRY/ (UPDATE 1, PIX, CORRECTED)", "correction", "LARNE-FERRY"),
    ("LARNE-FERRY/PORT (WRAPUP 3, TV)", "update", "LARNE-FERRY/PORT"),
    ("LARNE-FERRY/ (REFILE, GRAPHIC)", "refile", "LARNE-FERRY"),
    # AP and ANPA
    ("1st Ld-Writethru: Ferry runs aground", "update", "Ferry runs aground"),
    ("BC-EU--Larne-Ferry,4th Ld-Writethru", "update", "BC-EU--Larne-Ferry"),
    ("BC-Larne-Ferry, 1stLd-Writethru", "update", "BC-Larne-Ferry"),
    ("Larne-Ferry, 2nd Ld", "update", "Larne-Ferry"),
    ("Larne Ferry 3rd Ld-Writethru", "update", "Larne Ferry"),
    ("Larne-Ferry, 2nd Ld, URGENT", "update", "Larne-Ferry"),
    ("BC-EU--Larne Ferry, URGENT", "alert", "BC-EU--Larne Ferry"),
    ("BC-EU--Larne Ferry, Kill", "kill", "BC-EU--Larne Ferry"),
    ("BC-EU--APNewsAlert", "alert", "BC-EU"),
    ("AP NewsAlert", "alert", ""),
    ("STORY REMOVED: EU--Larne Ferry", "kill", "EU--Larne Ferry"),
    ("BULLETIN KILL", "kill", ""),
    ("BULLETIN ELIMINATION", "kill", ""),
    ("MANDATORY KILL: Larne Ferry", "kill", "Larne Ferry"),
    ("URGENT KILL - Larne Ferry", "kill", "Larne Ferry"),
    ("ELIMINATION: Larne Ferry", "kill", "Larne Ferry"),
    ("Correction: Larne Ferry story", "correction", "Larne Ferry story"),
    # dpa and IPTC 7901
    ("2ND LEAD: Ferry runs aground", "update", "Ferry runs aground"),
    ("2nd lead - Ferry runs aground", "update", "Ferry runs aground"),
    ("REFILE\n1ST LEAD\nFerry runs aground =", "refile", "Ferry runs aground"),
    ("2ND LEAD Ferry runs aground", "update", "Ferry runs aground"),
    ("UPDATE 3 Ferry runs aground", "update", "Ferry runs aground"),
    ("3RD NET: Ferry runs aground", "update", "Ferry runs aground"),
    ("KILL KILL KILL", "kill", ""),
    ("KILL KILL KILL Ferry runs aground", "kill", "Ferry runs aground"),
    ("KILL, KILL, KILL - FERRY RUNS AGROUND", "kill", "FERRY RUNS AGROUND"),
    ("HOLD HOLD HOLD Ferry runs aground", "hold", "Ferry runs aground"),
    ("+++ EILMELDUNG +++ Fähre auf Grund gelaufen", "alert", "Fähre auf Grund gelaufen"),
    ("Berichtigung: Fähre auf Grund gelaufen", "correction", "Fähre auf Grund gelaufen"),
    ("KORR-Bericht: Fähre auf Grund gelaufen", "correction", "Fähre auf Grund gelaufen"),
    ("ROUNDUP 2: Fähre auf Grund gelaufen", "update", "Fähre auf Grund gelaufen"),
    ("(Neu) Fähre auf Grund gelaufen", "update", "Fähre auf Grund gelaufen"),
    ("MELDUNG ZURÜCKGEZOGEN: Fähre auf Grund gelaufen", "kill", "Fähre auf Grund gelaufen"),
    # AFP, EFE and other houses
    ("URGENT: Ferry runs aground", "alert", "Ferry runs aground"),
    ("URGENT | Ferry runs aground", "alert", "Ferry runs aground"),
    ("alert", "alert", ""),
    ("FLASH", "alert", ""),
    ("BULLETIN", "alert", ""),
    ("FLASH - Ferry runs aground", "alert", "Ferry runs aground"),
    ("ALERT: FERRY RUNS AGROUND", "alert", "FERRY RUNS AGROUND"),
    ("BREAKING NEWS: Ferry runs aground", "alert", "Ferry runs aground"),
    ("LEAD: Ferry runs aground", "update", "Ferry runs aground"),
    ("Larne-ferry-accident,lead", "update", "Larne-ferry-accident"),
    ("RECTIFICATIF: Un ferry s'échoue", "correction", "Un ferry s'échoue"),
    ("DÉPÊCHE ANNULÉE: Un ferry s'échoue", "kill", "Un ferry s'échoue"),
    ("AMPLIACIÓN: Un ferry encalla", "update", "Un ferry encalla"),
    ("AMP.- Un ferry encalla", "update", "Un ferry encalla"),
    ("NOTICIA ANULADA: Un ferry encalla", "kill", "Un ferry encalla"),
    ("URGENTE - Un ferry encalla", "alert", "Un ferry encalla"),
    ("عاجل: سفينة تجنح", "alert", "سفينة تجنح"),
    ("(LEAD) Ferry runs aground", "update", "Ferry runs aground"),
    ("(2nd LD) Ferry runs aground", "update", "Ferry runs aground"),
    ("Ferry runs aground (Update1)", "update", "Ferry runs aground"),
    ("Ferry runs aground (Correct)", "correction", "Ferry runs aground"),
    ("Ferry runs aground [CORRECTED]", "correction", "Ferry runs aground"),
    ("Ferry runs aground - UPDATE", "update", "Ferry runs aground"),
    ("Flash: Ferry runs aground", "alert", "Ferry runs aground"),
    ("fartygsolyckaUV4", "update", "fartygsolycka"),
    ("fartygsolycka-UV12", "update", "fartygsolycka"),
    # any house: kill, hold, release
    ("KILL: Ferry runs aground", "kill", "Ferry runs aground"),
    ("KILL STORY: Ferry runs aground", "kill", "Ferry runs aground"),
    ("KILL!", "kill", ""),
    ("KILL-Ferry runs aground", "kill", "Ferry runs aground"),
    ("KILL - FERRY RUNS AGROUND", "kill", "FERRY RUNS AGROUND"),
    ("KILL/Ferry runs aground", "kill", "Ferry runs aground"),
    ("Larne-Ferry, KILL", "kill", "Larne-Ferry"),
    ("ADVISORY: KILL: Ferry runs aground", "kill", "Ferry runs aground"),
    ("ATTENTION EDITORS - STORY WITHDRAWN - Ferry runs aground", "kill", "Ferry runs aground"),
    ("*** KILL *** Ferry runs aground", "kill", "Ferry runs aground"),
    ("WITHDRAWN: Ferry runs aground", "kill", "Ferry runs aground"),
    ("HOLD: Ferry runs aground", "hold", "Ferry runs aground"),
    ("WITHHOLD: Ferry runs aground", "hold", "Ferry runs aground"),
    ("HOLD FOR RELEASE: Ferry runs aground", "hold", "Ferry runs aground"),
    ("HOLD RELEASED: Ferry runs aground", "release", "Ferry runs aground"),
    ("RELEASE: Ferry runs aground", "release", "Ferry runs aground"),
    ("BULLETIN KILL: UPDATE 2-Ferry runs aground", "kill", "Ferry runs aground"),
    ("URGENT BULLETIN: KILL: Ferry runs aground", "kill", "Ferry runs aground"),
    ("HOLD: CORRECTED-Ferry runs aground", "hold", "Ferry runs aground"),
)

UNTAGGED = (
    "Hold on: voters queue again",
    "Kill Bill actor dies",
    "RELEASE OF HOSTAGES EXPECTED",
    "Police kill 3 in raid",
    "Police raid house, kill",
    "Flash floods hit Lima",
    "Update on the talks",
    "Correction officers strike",
    "Alert level raised in Rome",
    "Withdrawn cash found",
    "HOLD-UP AT BANK IN LARNE",
    "KILL-OFF PLAN FOR HARBOUR RATS",
    "KILL BILL: HOUSE VOTES DOWN HUNTING LAW",
    "FLASH-FLOODS HIT LIMA",
    "FLASH FLOODS HIT LIMA",
    "FLASH-Flood warning for Lima",
    "ALERT-LEVEL RAISED IN ROME",
    "ALERT LEVEL RAISED IN ROME",
    "Alert, calm and rested: how pilots sleep",
    "Alert - but not alarmed - residents of Rome",
    "CORRECTION OFFICERS STRIKE",
    "Corrections: a history of the penal system",
    "Correct: the minister admits the error",
    "Released: the man who spent 20 years in jail",
    "Release date set for hostage film",
    "RELEASE-DAY RUSH AT GAOL",
    "Release - at last - for the Larne three",
    "Kill: the word nobody says in court",
    "Kill switch law passes",
    "KILL SWITCH LAW PASSES",
    "Hold the line, says union",
    "Hold: the wrestling term that became a law",
    "HOLD YOUR BREATH, SAYS DIVER",
    "HOLD ON: VOTERS QUEUE AGAIN",
    "Withdrawn: troops leave the island",
    "Withdrawal of troops begins",
    "WITHDRAWAL OF TROOPS BEGINS",
    "WITHDRAWN TROOPS RETURN HOME",
    "Elimination: Rovers are out of the cup",
    "Eliminated: Rovers out on penalties",
    "ELIMINATION OF TARIFFS AGREED",
    "Urgent appeal for blood donors",
    "URGENT APPEAL FOR BLOOD DONORS",
    "Urgent care clinics to close",
    "Bulletin board firm buys rival",
    "Breaking the ice: talks resume in Oslo",
    "BREAKING THE BANK AT MONTE CARLO",
    "Breaking: bad habits of drivers",
    "Lead poisoning cases rise",
    "LEAD PRICES RISE ON LME",
    "Lead 2-0 at half time gone for Rovers",
    "Rovers lose lead, again",
    "Smith takes 2nd lead in race",
    "2nd lead slips away from Rovers",
    "Second lead singer quits band",
    "2nd Lead Singer Quits Band",
    "2ND LEAD SINGER QUITS BAND",
    "Update 3 Apps Before Friday, Phone Maker Says",
    "Update 2-year-old phones, regulator says",
    "Updated map shows fault lines",
    "Updated: March 6, 2026, 11:30 GMT",
    "Repeat offenders to lose licences",
    "REPEAT OFFENDERS TO LOSE LICENCES",
    "Repeat: the loop that made a musician",
    "Company must refile its accounts",
    "Futures slip before jobs rpt",
    "Snap election called in Ruritania",
    "SNAP ELECTION CALLED IN RURITANIA",
    "Story withdrawn by paper after complaint",
    "A story withdrawn is a story told",
    "Story killed by editor wins prize",
    "Man released from hold of ship",
    "PRISONERS SEEK TRIAL, RELEASE",
    "IRAN-HOSTAGES/RELEASE",
    "USA-DEATHPENALTY/HOLD",
    "INDIA-FLOODS/ALERT",
    "Ferry crew (Alert) wins race",
    "Barry Allen (Flash) cast announced",
    "Expedition reaches Nunavut (Alert, Canada)",
    "Concert de la chanteuse: annulation",
    "Eilmeldungen auf dem Handy nerven",
    "Korrektur: der Dax gibt nach",
    "Wrap up warm, forecasters say",
    "Roundup: a weedkiller on trial",
    "Exclusive club opens its doors",
    "Advisory council meets in Bath",
    "Writethrough of a will contested",
    "Net: fishermen land 3rd in a row",
    "",
    "   ",
)


@pytest.mark.parametrize(("text", "change", "rest"), TAGGED, ids=lambda value: str(value)[:40])
def test_tags_say_what_a_version_is(text: str, change: Change, rest: str) -> None:
    """Leading, bracketed, trailing and stacked tags are read and stripped; the most consequential decides."""
    tags = tags_of(text)
    assert (tags.change, tags.rest) == (change, rest)


@pytest.mark.parametrize("text", UNTAGGED, ids=lambda text: text[:40])
def test_words_of_the_language_are_no_tags(text: str) -> None:
    """A headline that only uses the words says nothing, and stays as it is."""
    tags = tags_of(text)
    assert (tags.change, tags.rest) == (None, text.strip())


def test_no_text_has_no_tags() -> None:
    """None is an empty text."""
    assert (tags_of(None).change, tags_of(None).rest) == (None, "")


def test_words_that_say_nothing_of_the_change_are_stripped_with_the_tags() -> None:
    """Pictures and exclusives come and go between versions: the words stay the same."""
    assert words_key("LARNE-FERRY/ (PIX, TV)") == words_key("LARNE-FERRY/ (UPDATE 1, GRAPHIC)") == "larne ferry"
    assert words_key("EXCLUSIVE-Ferry firm to close") == words_key("UPDATE 1-Ferry firm to close")
    assert words_key("Ferry runs aground (near Larne)") == "ferry runs aground near larne"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("UPDATE 3-Ferry runs  aground, off Larne!", "ferry runs aground off larne"),
        ("FERRY RUNS AGROUND: OFF LARNE =", "ferry runs aground off larne"),
        ("BC-Larne-Ferry, 1st Ld", "larne ferry"),
        ("AM-Larne-Ferry", "larne ferry"),
        ("PM wins vote in Larne", "pm wins vote in larne"),
        ("Fähre läuft vor Groß-Larne auf", "fähre läuft vor gross larne auf"),
        ("Cafe\u0301 in Larne burns", "café in larne burns"),
        ("سفينة تجنح قبالة الساحل", "سفينة تجنح قبالة الساحل"),
        ("alert", None),
        ("KILL KILL KILL", None),
        ("Larne", None),
        ("Undersecretary", None),
        ("A ferry", None),
        ("US, UK", None),
        ("", None),
        (None, None),
    ],
)
def test_words_key(text: str | None, key: str | None) -> None:
    """Case, punctuation and tags do not matter; two words of eight letters in all are the least."""
    assert words_key(text) == key


def test_a_very_long_headline_is_read_at_its_beginning() -> None:
    """What cannot be a headline costs nothing, and its key has a length."""
    long = words_key("KILL: " + "Ferry runs aground " * 20_000)
    assert long is not None
    assert len(long) < 1_100
