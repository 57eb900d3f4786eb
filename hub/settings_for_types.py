"""The same settings for the type checker, on a data folder that is gone when it has finished."""

from __future__ import annotations

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="hub-types-")
os.environ["HUB_DATA"] = _folder.name

from hub.settings import *  # noqa: E402, F403 - the folder must be known before
