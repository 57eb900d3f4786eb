"""A glass that tells assistive technology what is on it, on a message bus of its own, and somebody who reads and presses there."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from kiosk.demo.setting import end
from tests.glass.stand import Stand

if TYPE_CHECKING:
    from collections.abc import Callable

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
CAN_READ = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


def need_a_reader() -> None:
    """Skip where there is nothing to read AT-SPI with."""
    missing = [] if shutil.which("dbus-daemon") else ["dbus-daemon"]
    missing += [] if any(path.exists() for path in LAUNCHERS) else ["at-spi2-core"]
    able = Path(SYSTEM_PYTHON).exists() and subprocess.run([SYSTEM_PYTHON, "-c", CAN_READ], check=False, stderr=subprocess.DEVNULL)
    missing += [] if able and able.returncode == 0 else ["python3-gi gir1.2-atspi-2.0"]
    if missing:
        pytest.skip(f"{' '.join(missing)} not installed: run bin/setup --test")


class Bus:
    """A session's message bus of one's own. Everything it starts goes when it goes."""

    def __enter__(self) -> Self:
        """Start it in an empty home."""
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="bus")))
        self.environment = {"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), "PATH": "/usr/bin:/bin"}
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={self.folder}/session"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(end, daemon)
        assert daemon.stdout is not None
        self._stack.callback(daemon.stdout.close)
        self.address = daemon.stdout.readline().decode().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._stack.close()


class Reader:
    """The other end of at_spi_reader.py."""

    def __init__(self, bus: Bus) -> None:
        """Read on a bus."""
        self.bus = bus

    def __enter__(self) -> Self:
        """Begin to listen, which those who can be read notice."""
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("at_spi_reader.py"))],
            env=self.bus.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        end(self._process)
        self._process.stdout.close()

    def ask(self, **asked: str) -> Any:
        """Ask, and wait for the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def tree(self) -> list[dict[str, Any]]:
        """Everything that can be read."""
        found: list[dict[str, Any]] = self.ask(do="tree")
        return found

    def named(self, name: str) -> dict[str, Any]:
        """The node of a name, or an empty one."""
        return next((node for node in self.tree() if node["name"] == name), {})

    def control(self, name: str) -> dict[str, Any]:
        """The node of a control's id, or an empty one."""
        return next((node for node in self.tree() if node["id"] == name), {})


class ToldStand(Stand):
    """A glass with `[access] at_spi` switched on."""

    def __init__(self, folder: Path, bus: Bus) -> None:
        """Take the bus to be told on."""
        super().__init__(folder, environment={"DBUS_SESSION_BUS_ADDRESS": bus.address, "XDG_RUNTIME_DIR": str(bus.folder)})

    def _start(self, ready: Path) -> subprocess.Popen[bytes]:
        """Switch it on, and start the glass."""
        written = self.demo.config.read_text("utf-8")
        if "at_spi" not in written:
            self.demo.config.write_text(written + "\n[access]\nat_spi = true\n", "utf-8")
        return super()._start(ready)

    def heard(self, true: Callable[[], object]) -> bool:
        """Wait until the reader knows."""
        return self.until(lambda: bool(true()), 15.0)
