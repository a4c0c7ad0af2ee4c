"""Police and courts: arrest, charge, trial, verdict, sentence, investigation, search."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="justice",
    summary="Police and courts: arrest, charge, trial, verdict, sentence, investigation, search.",
    types=("JUSTICE",),
    examples=(
        *told(
            "JUSTICE/arrest",
            "Police arrested four men in Cork.",
            "A banker was arrested at the airport on Monday.",
            "The arrest of the editor drew protests.",
        ),
        *headed("JUSTICE/arrest", "Former mayor arrested in Lima"),
        *told("JUSTICE/charge", "He was charged with fraud.", "A grand jury indicted two officials."),
        *told("JUSTICE/conviction", "A jury found him guilty of arson."),
        *told("JUSTICE/acquittal", "The court acquitted the driver."),
        *told(
            "JUSTICE/sentence",
            "She was sentenced to nine years in prison.",
            "The judge jailed the trader for two years.",
        ),
        *headed("JUSTICE/sentence", "Smuggler gets ten years in prison"),
        *told("JUSTICE/trial", "The former president went on trial on Monday."),
        *told(
            "JUSTICE/investigation",
            "Prosecutors are investigating the bank.",
            "The inquiry into the leak was opened on Friday.",
            "The collapse is being investigated by police.",
        ),
        *told(
            "JUSTICE/search",
            "Police raided an office in Milan.",
            "Two flats were searched by detectives: search warrant in hand, officers searched the home.",
        ),
        *told("JUSTICE/plea", "He pleaded guilty to theft."),
        *told("JUSTICE/seizure", "Police seized 20 kilos of heroin."),
        *untold(
            "He suffered a cardiac arrest.",
            "She is fine after the operation.",
            "The clinical trial of the drug was a success.",
            "The phone must be charged every day.",
            "It was her conviction that he would come.",
        ),
    ),
)
