"""Kills and holds that come as notes to editors, whichever way they name their story."""

from agency_formats import ALL_WITH_IDS, WITH_LINKS
from lifecycle_telling import BOMB, KILLED, Case, Ends, advisory, attack

ADVISORIES = (
    Case(
        name="a kill advisory with a link",
        inputs=(attack(), advisory("KILL-Mosul blast", "Please kill this story.", links=(("retracts", "a"),))),
        ends=KILLED,
        formats=WITH_LINKS,
    ),
    Case(
        name="a kill advisory with an id in its text",
        inputs=(
            attack(),
            attack("b", 5, 31, "Lagos"),
            advisory("KILL KILL KILL", "Please kill item @a@: the story is wrong."),
        ),
        ends=Ends(
            stories={"a": "retracted kill", "b": "active new"},
            events={"a": ["ASSAULT retracted"], "b": ["ASSAULT active"]},
            alerts={"a": ["Cancel retracted"], "b": ["Alert active"]},
            manifests=["kill a"],
        ),
    ),
    Case(
        name="a kill advisory that quotes a headline",
        inputs=(
            attack(),
            attack("b", 5, 31, "Lagos"),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
        ),
        ends=Ends(
            stories={"a": "retracted kill", "b": "active new"},
            events={"a": ["ASSAULT retracted"], "b": ["ASSAULT active"]},
            alerts={"a": ["Cancel retracted"], "b": ["Alert active"]},
            manifests=["kill a"],
        ),
        formats=(*ALL_WITH_IDS, "plain"),
    ),
    Case(
        name="a kill advisory under the slug of its story",
        inputs=(attack(), advisory("Kill: story is wrong", "Please kill this story.", slug="MOSUL-BLAST/ (KILL)")),
        ends=KILLED,
    ),
    Case(
        name="a kill advisory before its story",
        inputs=(
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
            attack(),
        ),
        ends=Ends(rejects=["retraction_unresolved"]),
    ),
    Case(
        name="a kill advisory that fits two stories",
        inputs=(
            attack(),
            attack("b", 5, body=BOMB.format(killed=42, place="Mosul") + " The market was crowded."),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
        ),
        ends=Ends(
            stories={"a": "active new", "b": "active new"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            rejects=["retraction_unresolved"],
        ),
    ),
    Case(
        name="a kill advisory that fits two stories, one of which comes again",
        inputs=(
            attack(),
            attack("b", 5, body=BOMB.format(killed=42, place="Mosul") + " The market was crowded."),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
            attack(),
        ),
        ends=Ends(
            stories={"a": "active new", "b": "active new"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            rejects=["retraction_unresolved"],
        ),
    ),
    Case(
        name="a kill advisory with a link before its story",
        inputs=(advisory("KILL-Mosul blast", "Please kill this story.", links=(("retracts", "a"),)), attack()),
        ends=Ends(rejects=["retraction_unresolved"]),
        formats=WITH_LINKS,
    ),
    Case(
        name="a hold advisory and a release advisory",
        inputs=(
            attack(),
            advisory("HOLD HOLD HOLD", "Please hold item @a@ until further notice.", name="h", made=20),
            advisory("HOLD RELEASED", "Item @a@ may be released.", name="r", made=30),
        ),
        ends=Ends(
            stories={"a": "active release"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["hold a"],
        ),
    ),
    Case(
        name="a hold advisory and a later version",
        inputs=(
            attack(),
            advisory("HOLD HOLD HOLD", "Please hold item @a@ until further notice.", name="h", made=20),
            attack(made=50),
        ),
        ends=Ends(
            stories={"a": "active release"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["hold a"],
        ),
    ),
)
