"""Accidents: crash, collapse, explosion, sinking, fire."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="accidents",
    summary="Accidents: crash, collapse, explosion, sinking, fire.",
    types=("ACCIDENT",),
    examples=(
        *told(
            "ACCIDENT/road crash",
            "A bus collided with a truck near Agra, killing twelve.",
            "Two cyclists were killed in a crash on a highway in Utah.",
            "The bus overturned on a mountain road.",
        ),
        *headed("ACCIDENT/road crash", "Bus crash kills nine in Peru"),
        *told(
            "ACCIDENT/plane crash",
            "A helicopter crashed in the hills of Nagano.",
            "All passengers survived the plane crash.",
        ),
        *told("ACCIDENT/train crash", "A train derailed near Lahore.", "The derailment blocked the line."),
        *told("ACCIDENT/sinking", "A ferry sank off Zanzibar.", "The boat capsized in the lake."),
        *told("ACCIDENT/fire", "A fire destroyed a warehouse in Poznan.", "The hotel was gutted by fire."),
        *headed("ACCIDENT/fire", "Fire kills three in Cairo flat: building burns"),
        *told(
            "ACCIDENT/explosion",
            "A gas explosion wrecked a house in Leeds.",
            "Five workers died in a blast at a chemical plant.",
        ),
        *told("ACCIDENT/collapse", "A building collapsed in Mumbai.", "The bridge collapse trapped ten cars."),
        *untold(
            "Shares crashed in Tokyo.",
            "The gunman opened fire.",
            "The talks collapsed on Monday.",
            "He took a crash course in Danish.",
            "The minister came under fire from critics.",
            "A population explosion is feared.",
        ),
    ),
)
