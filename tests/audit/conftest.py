"""One ruler, one way of showing, for every test of the audit."""

from __future__ import annotations

import pytest

from kiosk.audit.audit import Audit
from kiosk.audit.ruler import FONTS, Ruler
from kiosk.audit.showing import Showing


@pytest.fixture(scope="session")
def ruler() -> Ruler:
    """Give the ruler; skip where the glass's fonts are not installed."""
    if not (FONTS / "NotoSans-Regular.ttf").exists():
        pytest.skip("Noto Sans is not installed: run bin/setup")
    return Ruler()


@pytest.fixture(scope="session")
def showing(ruler: Ruler) -> Showing:
    """Give whoever draws the walked screens."""
    return Showing(ruler)


@pytest.fixture(scope="session")
def audit(ruler: Ruler) -> Audit:
    """Give an audit that takes readings of one screen at a time."""
    return Audit(ruler)
