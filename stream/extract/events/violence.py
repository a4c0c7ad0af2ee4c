"""Violence with intent: shelling, bombing, shooting, killing, abduction, arson."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="violence",
    summary="Violence with intent: shelling, bombing, shooting, killing, abduction, arson.",
    types=("ASSAULT",),
    examples=(
        *told(
            "ASSAULT/bombing",
            "A car bomb exploded outside a mosque in Kirkuk, killing nine people.",
            "Militants blew up a bridge near Garissa on Tuesday.",
            "Two soldiers were killed by a roadside bomb near Herat.",
            "The bombing of a police post in Quetta left four officers dead.",
        ),
        *headed("ASSAULT/bombing", "Car bomb kills six in Mogadishu"),
        *told("ASSAULT/suicide bombing", "A suicide bomber blew himself up at a checkpoint in Maiduguri."),
        *told(
            "ASSAULT/airstrike",
            "Warplanes hit a market in Taiz on Monday, witnesses said.",
            "Drone strikes on the town of Miran killed five militants.",
        ),
        *told(
            "ASSAULT/shelling",
            "Troops shelled the port of Misrata for a third day.",
            "Rockets landed on the town of Sderot, wounding two residents.",
            "Artillery fire on Kobane wounded seven civilians.",
        ),
        *told(
            "ASSAULT/shooting",
            "Gunmen opened fire on a minibus in Karachi.",
            "Three teachers were shot dead in Nairobi on Friday.",
        ),
        *headed("ASSAULT/shooting", "Five shot dead at campus in Quito"),
        *told("ASSAULT/clash", "Clashes between rebels and soldiers near Bangui left eleven dead."),
        *told(
            "ASSAULT/killing",
            "A journalist was murdered at his home in Tirana.",
            "Rebels killed two guards in the village of Oro.",
            "The assassination of the governor of Basra shocked the city.",
        ),
        *told(
            "ASSAULT/abduction",
            "Gunmen kidnapped four engineers near Port Harcourt.",
            "Two nurses were abducted from a clinic in Galkayo.",
        ),
        *told("ASSAULT/arson", "Attackers set fire to a church in Jos."),
        *told("ASSAULT/stabbing", "A man stabbed two commuters at a station in Osaka."),
        *untold(
            "He suffered a heart attack at his home in Leeds.",
            "The striker shot wide in the second half.",
            "Poachers of eggs beware: the chef killed the sauce with salt.",
            "The comedy bombed at the box office.",
            "The two firms clashed over the price of milk.",
            "Heavy losses killed the deal between the banks.",
            "She shot a film about bees in Wales.",
        ),
    ),
)
