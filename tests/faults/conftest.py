"""Pretend devices for the tests of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.printer.pretend import PretendPrinter
from devices.scanner.pretend import PretendScanner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PretendPrinter]:
    """A pretend printer on a socket, well."""
    made = PretendPrinter(folder=tmp_path / "paper")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[PretendScanner]:
    """A pretend scanner on a pseudo-terminal, plugged in."""
    made = PretendScanner(link=tmp_path / "scanner")
    made.plug()
    yield made
    made.unplug()
