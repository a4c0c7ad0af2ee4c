"""What is said to or against others: requests, accusations, rejections, threats, support."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="statements",
    summary="What is said to or against others: requests, accusations, rejections, threats, support.",
    types=(
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SUPPORT",
    ),
    examples=(
        *told(
            "REQUEST/appeal",
            "The UN urged both sides to spare civilians.",
            "The mayor called for calm.",
            "Police are appealing for witnesses.",
        ),
        *told("REQUEST/demand", "The union demanded a pay rise."),
        *headed("REQUEST/appeal", "Pope calls for end to war"),
        *told(
            "ACCUSE/blame",
            "The ministry accused the rebels of breaking the truce.",
            "The government was blamed for the delay by opposition leaders.",
        ),
        *told("ACCUSE/condemn", "France condemned the attack."),
        *told(
            "ACCUSE/criticize",
            "Rights groups criticised the new law.",
            "The premier came under sharp criticism from the opposition.",
        ),
        *headed("ACCUSE/condemn", "EU condemns jailing of blogger"),
        *told("REJECT/denial", "The minister denied the report."),
        *told("REJECT/refusal", "The rebels refused to leave the town."),
        *told("REJECT/oppose", "China opposed the draft."),
        *told("REJECT/dismissal", "The offer was rejected by the union."),
        *headed("REJECT/dismissal", "Kremlin rejects UN report"),
        *told("THREATEN/retaliation", "The regime threatened to close the strait."),
        *told("THREATEN/warning", "The president warned the rebels of war."),
        *told("SUPPORT/endorse", "The chancellor praised the plan."),
        *told("SUPPORT/assurance", "The minister assured parliament that the vote would be fair."),
        *untold(
            "Sales declined by four percent.",
            "He declined to comment.",
            "Supply and demand set the price.",
            "The truck slammed into a wall.",
            "He went back to work.",
        ),
    ),
)
