"""Offices: appointments, resignations, dismissals, swearing in."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="offices",
    summary="Offices: appointments, resignations, dismissals, swearing in.",
    types=("APPOINT",),
    examples=(
        *told(
            "APPOINT/resign",
            "The minister resigned on Monday.",
            "The chairman stepped down after a decade.",
            "The resignation of the governor was accepted.",
        ),
        *headed("APPOINT/resign", "Finance minister quits over scandal"),
        *told(
            "APPOINT/appointment",
            "The board appointed a new chief executive.",
            "She was appointed ambassador to Chile.",
            "The king named as premier a former judge, and appointed a new cabinet.",
        ),
        *headed("APPOINT/appointment", "Bank names new chairman: Li appointed chief"),
        *told(
            "APPOINT/take office",
            "The new president was sworn in on Friday.",
            "The mayor took office in May.",
            "The inauguration was held in the rain.",
        ),
        *told(
            "APPOINT/dismissal",
            "The president sacked his defence minister.",
            "The police chief was dismissed by the governor.",
        ),
        *headed("APPOINT/dismissal", "President fires army chief"),
        *untold(
            "He quit smoking.",
            "They fired rockets at the hills.",
            "The quarterback was sacked twice.",
            "She was resigned to her fate.",
            "The plan succeeded in the end.",
        ),
    ),
)
