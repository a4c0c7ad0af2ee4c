"""Disease: outbreaks, vaccination, contamination."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="health",
    summary="Disease: outbreaks, vaccination, contamination.",
    types=("HEALTH",),
    examples=(
        *told(
            "HEALTH/outbreak",
            "A cholera outbreak has killed 30 people in Beira.",
            "An epidemic of measles broke out in the camp.",
            "Dengue has infected 400 people in Recife.",
            "Two nurses tested positive for the virus.",
            "Forty patients were infected with hepatitis.",
            "Health officials reported 12 confirmed cases of polio.",
        ),
        *headed("HEALTH/outbreak", "Ebola outbreak spreads to second city", "Measles epidemic hits camp"),
        *told(
            "HEALTH/vaccination",
            "Nurses vaccinated 9,000 children.",
            "The vaccination campaign began in May.",
            "Children in the camp were vaccinated against polio.",
        ),
        *told(
            "HEALTH/contamination",
            "Tests found contamination of the drinking water with bacteria.",
            "The food poisoning made 60 pupils ill.",
        ),
        *untold(
            "The outbreak of war surprised nobody.",
            "A computer virus shut the bank.",
            "The case went to court.",
            "He contracted a builder.",
            "An epidemic of selfies has hit the museum.",
        ),
    ),
)
