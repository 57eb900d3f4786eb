"""The walked screens, which the audit walks too."""

from __future__ import annotations

from kiosk.audit.walks import CATALOGUE, NO_PAPER, WALKS, WELL, Walk
from kiosk.build import ASSETS

__all__ = ["ASSETS", "CATALOGUE", "NO_PAPER", "WALKS", "WELL", "Walk"]
