"""Elections: votes, results, candidacies, dates."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="elections",
    summary="Elections: votes, results, candidacies, dates.",
    types=("ELECTION",),
    examples=(
        *told(
            "ELECTION/vote",
            "Voters went to the polls in Ghana on Sunday.",
            "A referendum on the constitution was held in Nauru.",
            "Polls closed at six in the presidential election.",
            "Millions cast ballots in the runoff.",
        ),
        *headed("ELECTION/vote", "Voters head to the polls in Malta"),
        *told(
            "ELECTION/result",
            "The party won 40 seats in the election.",
            "She was elected president by a wide margin.",
            "The premier conceded defeat late on Sunday.",
            "His landslide victory surprised the polls.",
        ),
        *headed("ELECTION/result", "Socialists win election in Portugal"),
        *told("ELECTION/candidacy", "The general is running for president.", "The mayor will stand for re-election."),
        *told("ELECTION/planned vote", "The prime minister called a snap election."),
        *untold(
            "She went to primary school in Kent.",
            "The team won the cup.",
            "He won the lottery.",
            "They elected to stay at home.",
            "The band won praise for its album.",
        ),
    ),
)
