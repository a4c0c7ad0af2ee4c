"""What is agreed, voted and signed; working together."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="agreement",
    summary="What is agreed, voted and signed; working together.",
    types=(
        "AGREE",
        "COOPERATE",
    ),
    examples=(
        *told(
            "AGREE/signing",
            "The two presidents signed a border treaty in Lima.",
            "An accord on water was signed by both governments.",
            "Norway has signed a fisheries agreement with Iceland.",
        ),
        *headed("AGREE/signing", "Seoul, Hanoi sign trade pact"),
        *told(
            "AGREE/agreement",
            "The parties reached a deal on the budget.",
            "Negotiators are close to a deal on the reactor.",
            "The landmark agreement was hailed in Brussels.",
            "A compromise was reached by the coalition on Monday.",
        ),
        *headed("AGREE/agreement", "Rivals reach power-sharing deal"),
        *told(
            "AGREE/legislation",
            "Parliament passed a law on land reform.",
            "The bill was approved by the senate on Thursday.",
            "Lawmakers voted to approve the pension reform.",
        ),
        *headed("AGREE/legislation", "Senate passes climate bill"),
        *told("COOPERATE/assistance", "The two governments restored diplomatic relations."),
        *untold(
            "She passed her exam in June.",
            "The striker signed a new deal with the club for next season.",
            "He signed the guest book.",
            "They struck gold in the hills.",
            "The treaty was never discussed.",
        ),
    ),
)
