"""`kiosk check`: what types cannot say of a settings file, with file, key and remedy."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ('[languages]\noffered = ["da", "xx"]', "languages.offered"),
        ('[printer]\naddress = "lpr://foo"', "printer.address"),
        ('[scanner]\naddress = "usb://foo"', "scanner.address"),
        ('[seal]\nid = "s1"\npublic = "abc"', "seal.public"),
        ('[hub]\nsecret_file = "not-there"', "hub.secret_file"),
    ],
)
def test_check_finds_what_types_cannot_say(tmp_path: Path, lines: str, where: str) -> None:
    """Given a value no kiosk can use, check names file, key and remedy, and ends with 2."""
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[branch]\nname = "Prøve"\n{lines}\n', encoding="utf-8")

    checked = subprocess.run(
        [sys.executable, "-m", "kiosk", "check", str(config)], capture_output=True, text=True, timeout=60, check=False
    )

    assert checked.returncode == 2
    assert f"{config}: {where}: " in checked.stderr
