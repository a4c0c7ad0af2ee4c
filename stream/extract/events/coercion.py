"""Force short of violence: siege, capture, curfew, ban, coup; and its end: release, permission, concession."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="coercion",
    summary="Force short of violence: siege, capture, curfew, ban, coup; and its end: release, permission, concession.",
    types=(
        "COERCE",
        "CONCEDE",
    ),
    examples=(
        *told(
            "COERCE/siege",
            "Government troops besieged the town of Daraya for months.",
            "Civilians are trapped in the city by the rebel blockade.",
        ),
        *told(
            "COERCE/capture",
            "The army captured three rebels near the lake.",
            "Two militants were captured by soldiers in Sinai.",
        ),
        *told("COERCE/curfew", "A curfew was imposed in the capital.", "The president declared a state of emergency."),
        *headed("COERCE/curfew", "Curfew imposed after riots"),
        *told("COERCE/ban", "The government banned street rallies.", "The newspaper was banned by a court on Tuesday."),
        *told(
            "COERCE/coup",
            "Soldiers overthrew the president on Sunday.",
            "The coup in the island state ended months of talks.",
        ),
        *headed("COERCE/coup", "Army officers stage coup in Bissau"),
        *told(
            "CONCEDE/release",
            "The rebels released nine hostages.",
            "Two journalists were freed after a month in captivity.",
            "The prisoner swap took place at the border.",
        ),
        *headed("CONCEDE/release", "Kidnapped workers freed in Niger"),
        *told("CONCEDE/permission", "The government allowed inspectors into the plant."),
        *untold(
            "The miners were trapped in the lift.",
            "The band released an album.",
            "The deal was quite a coup for the club.",
            "The lift was surrounded by flowers.",
            "He was caught in traffic.",
        ),
    ),
)
