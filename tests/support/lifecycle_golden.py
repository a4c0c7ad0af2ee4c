"""The eleven golden cases of the field: from a correction that is killed to one story that comes three times."""

from agency_formats import WITH_LINKS, Told
from lifecycle_telling import ACTIVE, ALL_GONE, KILLED, SPORT, TABLE, Case, Ends, attack, taken_back

_CORRECTED = attack(made=30, killed=24, signals=("sig:correction",), headline="CORRECTED-Car bomb kills 24 in Mosul")
_KILLED_CORRECTION = (
    attack(),
    _CORRECTED,
    taken_back(made=45, number="9", headline="CORRECTED-Car bomb kills 24 in Mosul"),
)
GOLDEN = (
    Case(name="1 a correction, then canceled with an empty body", inputs=_KILLED_CORRECTION, ends=ALL_GONE),
    Case(
        name="2 the same in reverse order",
        inputs=tuple(reversed(_KILLED_CORRECTION)),
        ends=Ends(stories={"a": "retracted kill"}),
    ),
    Case(
        name="2 the same twice, then in reverse order",
        inputs=(*_KILLED_CORRECTION, *_KILLED_CORRECTION, *reversed(_KILLED_CORRECTION)),
        ends=ALL_GONE,
    ),
    Case(
        name="3 under embargo until just after local midnight, with a note",
        inputs=(attack(embargo="@release@", note="Embargoed: not for release before 00:01"),),
        ends=Ends(
            stories={"a": "active new"},
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            records={"a": 1},
        ),
        counted=True,
        is_held=True,
    ),
    Case(
        name="4 usable and under embargo, corrected during the hold",
        inputs=(
            attack(embargo="@release@"),
            attack(made=20, killed=24, embargo="@release@", signals=("sig:correction",)),
        ),
        ends=Ends(
            stories={"a": "active correction"},
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            records={"a": 1},
        ),
        counted=True,
        is_held=True,
    ),
    Case(
        name="5 canceled, naming the story that it takes back",
        inputs=(attack(), taken_back("k", links=(("retracts", "a"),))),
        ends=Ends(
            stories={"a": "retracted kill", "k": "retracted kill"},
            events=KILLED.events,
            alerts=KILLED.alerts,
            manifests=["kill a"],
        ),
        formats=WITH_LINKS,
    ),
    Case(
        name="6 with a link to its earlier version",
        inputs=(attack(), attack(made=30, killed=57, links=(("supersedes", "a"),))),
        ends=Ends(stories={"a": "active update"}, events=ACTIVE.events, alerts={"a": ["Update active"]}),
        formats=WITH_LINKS,
    ),
    Case(
        name="6 with a signal that it replaces the earlier version",
        inputs=(attack(), attack(made=30, killed=57, signals=("tt_sig:replace",))),
        ends=Ends(stories={"a": "active update"}, events=ACTIVE.events, alerts={"a": ["Update active"]}),
    ),
    Case(
        name="7 stacked header lines: a refile of a lead",
        inputs=(
            attack(),
            attack(made=30, slug="MOSUL-BLAST/ (REFILE, 1ST LEAD)", headline="Car bomb kills 42 in Mosul"),
        ),
        ends=Ends(stories={"a": "active new"}, events=ACTIVE.events, alerts=ACTIVE.alerts, records={"a": 1}),
        counted=True,
    ),
    Case(
        name="7 stacked header lines: a second lead, third net",
        inputs=(attack(), attack(made=30, killed=57, slug="MOSUL-BLAST/ (2ND LEAD, 3RD NET)")),
        ends=Ends(stories={"a": "active update"}, events=ACTIVE.events, alerts={"a": ["Update active"]}),
    ),
    Case(
        name="8 an alert without a headline",
        inputs=(
            Told(
                name="a", made=0, urgency=1, slug="alert", signed=False, body="Car bomb kills 42 at @a@ market in Mosul"
            ),
        ),
        ends=Ends(stories={"a": "active alert"}, events=ACTIVE.events, alerts=ACTIVE.alerts),
    ),
    Case(
        name="9 an urgent letter on a sports result",
        inputs=(Told(name="a", made=0, urgency=1, headline="Rovers 3, Quay 1", body=SPORT, genre="Results"),),
        ends=Ends(stories={"a": "active new"}),
    ),
    Case(
        name="9 an urgent letter on a table",
        inputs=(Told(name="a", made=0, urgency=1, headline="Table of earthquakes", body=TABLE, genre="Table"),),
        ends=Ends(stories={"a": "active new"}),
    ),
    Case(
        name="10 no offset in its instant, an urgency that is none, slug URGENT",
        inputs=(attack(instant="2026-03-06T10:00:00", urgency=12, slug="URGENT"),),
        ends=Ends(
            stories={"a": "active alert"},
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            warnings={"a": ["expected 1 to 9, left out", "has no offset from UTC, taken as UTC"]},
        ),
        warned=True,
    ),
    Case(
        name="11 three times: the same bytes, another envelope, another category",
        inputs=(attack(), attack(), attack(number="7", note="again"), attack(genre="International")),
        ends=Ends(stories={"a": "active new"}, events=ACTIVE.events, alerts=ACTIVE.alerts, records={"a": 1}),
        counted=True,
    ),
)
