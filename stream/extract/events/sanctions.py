"""Penalties between states: sanctions, embargoes, expulsions."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="sanctions",
    summary="Penalties between states: sanctions, embargoes, expulsions.",
    types=("SANCTION",),
    examples=(
        *told(
            "SANCTION/sanctions",
            "The EU imposed sanctions on six officials.",
            "Washington slapped sanctions on the bank.",
            "New tariffs on steel were announced by the ministry.",
            "The asset freeze covers ten companies.",
            "An arms embargo against the regime was approved.",
            "The council blacklisted two shipping firms.",
            "Economic sanctions on the junta were tightened.",
        ),
        *headed("SANCTION/sanctions", "EU slaps sanctions on junta", "US imposes tariffs on steel"),
        *told(
            "SANCTION/expulsion",
            "Poland expelled two diplomats.",
            "Three diplomats were expelled by Prague.",
            "The kingdom recalled its ambassador from Ottawa.",
        ),
        *untold(
            "The race was sanctioned by the federation.",
            "The text is embargoed until noon.",
            "The pupil was expelled from school.",
            "He recalled the summer of 1990.",
            "The firm suspended trading in its shares.",
        ),
    ),
)
