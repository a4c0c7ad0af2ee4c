"""The golden lifecycle cases: what an agency sends, and what must hold in the end, whichever format it is sent in.

Written for us after the eleven cases of the field, and what lies between them.
"""

from collections.abc import Sequence

from lifecycle_advisories import ADVISORIES
from lifecycle_golden import GOLDEN
from lifecycle_life import CONTRADICTIONS, INFERRED, LIFE
from lifecycle_telling import Case

CASES: Sequence[Case] = (*GOLDEN, *LIFE, *ADVISORIES, *INFERRED, *CONTRADICTIONS)
