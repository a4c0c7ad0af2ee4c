"""People driven from home: flight, evacuation, influx, return, deportation."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="displacement",
    summary="People driven from home: flight, evacuation, influx, return, deportation.",
    types=("DISPLACE",),
    examples=(
        *told(
            "DISPLACE/flight",
            "Thousands of villagers fled fighting around Malakal.",
            "About 3,000 families were displaced by the clashes.",
            "Residents were forced to flee when the dam broke.",
            "The exodus of refugees from the province continued.",
            "Hundreds of people left their homes in fear.",
        ),
        *headed("DISPLACE/flight", "Thousands flee clashes in Kivu"),
        *told(
            "DISPLACE/evacuation",
            "Authorities evacuated 2,000 residents from the coast.",
            "Some 400 people were evacuated from a hotel in Cannes.",
            "The evacuation of the village took six hours.",
        ),
        *headed("DISPLACE/evacuation", "Hundreds evacuated as river rises"),
        *told("DISPLACE/influx", "The influx of refugees has strained the camp."),
        *told("DISPLACE/return", "Refugees returned home to the valley on Friday."),
        *told("DISPLACE/deportation", "The ministry deported 120 migrants on Tuesday."),
        *untold(
            "The robber fled on foot.",
            "The driver fled the scene.",
            "Investors fled to safer bonds.",
            "The gunman fled after the attack.",
            "Interest in the game displaced all other topics.",
        ),
    ),
)
