"""What a command is configured with: the environment over the `.env` of the folder it is called in."""

import os
from pathlib import Path

from stream.settings import Settings, read_env_file, settings_from


def settings() -> Settings:
    """Return the settings. Raises UsageError for a value that cannot be read."""
    return settings_from(read_env_file(Path(".env")) | dict(os.environ))
