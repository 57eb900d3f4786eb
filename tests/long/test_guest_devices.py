"""Our drivers on the kernel's own: real USB printers, serial scanners and keyboards, in a guest under QEMU."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.long import guest

SCRIPT = Path(__file__).with_name("guest_checks.py")
SCRIPTS = (SCRIPT, SCRIPT.with_name("guest_printing.py"))
CHECKS = [name for script in SCRIPTS for name in re.findall(r"^def (check_\w+)\(", script.read_text("utf-8"), re.MULTILINE)]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Boot the guest once, and give what it says of each check."""
    absent = guest.absence()
    if absent:
        pytest.skip(absent)
    return guest.run(SCRIPT, tmp_path_factory.mktemp("guest"))


@pytest.mark.parametrize("check", CHECKS)
def test_in_the_guest(said: dict[str, str], check: str) -> None:
    """Each check says in its name what holds; a check that was not reached is no good either."""
    assert said.get(check, "the guest ended before this check") == ""
