"""The full audit: every language, size and theme on every glass, and the real glass photographed and touched."""

from __future__ import annotations

import shutil

import pytest

from kiosk.audit import debts, plan
from kiosk.audit.audit import Audit
from kiosk.audit.glass import on_the_glass
from kiosk.audit.ruler import Ruler
from kiosk.audit.values import Outcome

pytestmark = pytest.mark.long


def test_the_full_audit_finds_what_is_known_and_nothing_else() -> None:
    """And a debt that was paid is taken off the list."""
    if any(shutil.which(program) is None for program in ("Xvfb", "xdotool", "import")):
        pytest.skip("Xvfb, xdotool and imagemagick are needed: run bin/setup")
    audit = Audit(Ruler())

    audit.run(plan.full(), progress=print)
    on_the_glass(audit.tally, print)

    failures = audit.tally.failures()
    touches = next(result for result in audit.tally.results() if result.number == 10)
    assert debts.unnamed(failures) == []
    assert debts.paid(failures) == []
    assert touches.outcome is Outcome.PASS
