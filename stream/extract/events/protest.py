"""People in the streets: demonstration, riot, strike, boycott, blockade."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="protest",
    summary="People in the streets: demonstration, riot, strike, boycott, blockade.",
    types=("PROTEST",),
    examples=(
        *told(
            "PROTEST/demonstration",
            "Thousands of students protested in Santiago on Monday.",
            "A demonstration against the dam drew 5,000 people.",
            "Workers marched through Lyon to demand higher pay.",
            "Hundreds of people took to the streets of Minsk.",
            "A rally in the main square was held by opposition supporters.",
        ),
        *headed("PROTEST/demonstration", "Farmers protest in Delhi over prices"),
        *told(
            "PROTEST/riot",
            "Riots broke out in the suburbs after the verdict.",
            "Demonstrators clashed with police in Athens.",
            "Youths hurled stones at officers in Belfast.",
        ),
        *told(
            "PROTEST/strike",
            "Pilots went on strike on Friday over pay.",
            "The general strike halted trains and ferries.",
        ),
        *headed("PROTEST/strike", "Teachers on strike over wages"),
        *told("PROTEST/boycott", "The opposition boycotted the opening session."),
        *told("PROTEST/blockade", "Farmers blocked the motorway near Calais."),
        *untold(
            "Stocks rallied in late trading.",
            "The rally driver finished third.",
            "The meeting takes place in March.",
            "He struck gold on the first day.",
            "She made no protest when the bill arrived.",
        ),
    ),
)
