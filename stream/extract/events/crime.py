"""Crimes against property, money and trust."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="crime",
    summary="Crimes against property, money and trust.",
    types=("CRIME",),
    examples=(
        *told(
            "CRIME/robbery",
            "Two men robbed a bank in Bern.",
            "Thieves stole paintings from a museum in Oslo.",
            "A jewellery shop was robbed on Monday.",
            "The burglary took place at night.",
        ),
        *headed("CRIME/robbery", "Thieves steal gold coins in Trier"),
        *told(
            "CRIME/fraud",
            "The broker defrauded pensioners of millions.",
            "The fraud cost the state a fortune.",
            "He embezzled money from the fund.",
        ),
        *told("CRIME/corruption", "The official took bribes from builders."),
        *told(
            "CRIME/hacking",
            "Hackers broke into the ministry's servers.",
            "The data breach affected two banks.",
            "A cyber attack hit the port of Gdansk.",
        ),
        *headed("CRIME/hacking", "Cyber attack shuts down hospital network"),
        *told("CRIME/trafficking", "The gang smuggled cocaine in fruit crates."),
        *told("CRIME/vandalism", "Vandals defaced a war memorial in Split."),
        *untold(
            "The singer stole the show.",
            "He hacked off a branch.",
            "She has a hacking cough.",
            "The firm forged ahead.",
            "It is a steal at this price.",
        ),
    ),
)
