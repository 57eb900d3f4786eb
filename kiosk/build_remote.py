"""Puts together what lays a hub's settings over the kiosk's own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kiosk.house import rules_of
from kiosk.remote import RemoteError, layered
from kiosk.runtime.trial import Trial, UnusableError
from kiosk.store.layers import LayerFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.settings import Settings
    from kiosk.visit.events import Event
    from kiosk.visit.look import HouseRules


def trial_of(settings: Settings, path: Path, data: Path, post: Callable[[Event], None]) -> Trial:
    """The trial of this kiosk; `settings` are its own, as they stand in the file at `path`."""

    def rules(values: dict[str, Any]) -> HouseRules:
        try:
            return rules_of(layered(settings, values, path))
        except RemoteError as error:
            raise UnusableError(str(error)) from error

    return Trial(files=LayerFiles(data), rules=rules, post=post, clock=time.monotonic)
