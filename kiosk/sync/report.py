"""What one round of the sync process did."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from kiosk.sync.courier import Pushed
from kiosk.sync.downlink import DownReport
from kiosk.sync.refresher import SourceReport


class SyncReport(Struct, frozen=True):
    """What one round did."""

    pushed: Pushed | None
    sources: tuple[SourceReport, ...]
    pulled: DownReport | None = None

    def as_json(self) -> str:
        """Write the report for a log or a script."""
        return msgspec.json.encode(self).decode("utf-8")
