"""Help: rescue, response, supplies, money, medical care, shelter."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="aid",
    summary="Help: rescue, response, supplies, money, medical care, shelter.",
    types=("AID",),
    examples=(
        *told(
            "AID/rescue",
            "Firefighters rescued nine people from the flats.",
            "Twelve sailors were rescued by a trawler.",
            "The rescue of the miners took two days.",
            "A girl was pulled from the rubble alive.",
        ),
        *headed("AID/rescue", "Coastguard rescues 40 migrants"),
        *told(
            "AID/emergency response",
            "Rescue teams were sent to the valley.",
            "Fire crews were called to a factory in Hull.",
        ),
        *told("AID/supplies", "The Red Cross delivered food to the camp.", "An aid convoy reached the town of Madaya."),
        *headed("AID/supplies", "Aid convoy reaches besieged town"),
        *told("AID/funding", "Japan pledged $20 million in aid for the victims."),
        *told(
            "AID/medical",
            "Six passengers were taken to hospital with injuries.",
            "The wounded were treated at a clinic in Gao.",
        ),
        *told("AID/shelter", "Temporary shelters were set up for the homeless families."),
        *untold(
            "The bank agreed on a rescue package.",
            "A late goal rescued a point for the hosts.",
            "He delivered a speech.",
            "Students rely on financial aid.",
            "The shop supplies parts to garages.",
        ),
    ),
)
