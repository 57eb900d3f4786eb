"""The same settings for the type checker, on a data folder inside its own cache: nobody's hub is touched."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["HUB_DATA"] = str(Path(__file__).resolve().parent.parent / ".mypy_cache" / "hub")

from hub.settings import *  # noqa: F403 - the folder must be known before
