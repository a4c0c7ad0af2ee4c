"""What every suite may import: `building`, values made to order."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
