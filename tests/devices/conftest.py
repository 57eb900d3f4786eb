"""The devices of the tests: pretend ones, on real sockets and real pseudo-terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from devices.pretend_port import PretendPort
from devices.printer.pretend import PretendPrinter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def network_printer(tmp_path: Path) -> Iterator[PretendPrinter]:
    """Give a pretend printer on a loopback socket."""
    printer = PretendPrinter(folder=tmp_path / "paper")
    printer.start()
    yield printer
    printer.stop()


@pytest.fixture
def serial_printer(tmp_path: Path) -> Iterator[PretendPrinter]:
    """Give a pretend printer on a pseudo-terminal named `printer` in the test's folder."""
    printer = PretendPrinter(serial=PretendPort(tmp_path / "printer"))
    printer.start()
    yield printer
    printer.stop()
