"""agreement."""

from stream.extract.events.family import Family

FAMILY = Family(name="agreement", summary="agreement", types=("AGREE", "COOPERATE"), examples=())
