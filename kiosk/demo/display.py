"""A virtual display of a wished size, and the fingers that touch it: real X events on a real window."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from kiosk.demo.setting import end

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self


class NoDisplayError(Exception):
    """There is no program to make a virtual display with; the message says what to install."""


class VirtualDisplay:
    """An X server of its own on a free number. `with VirtualDisplay(w, h) as display:`."""

    def __init__(self, width: int, height: int) -> None:
        """Take the size in pixels."""
        self._size = (width, height)
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""

    def __enter__(self) -> Self:
        """Start the server. Raises NoDisplayError."""
        program = shutil.which("Xvfb")
        if program is None or shutil.which("xdotool") is None or shutil.which("import") is None:
            raise NoDisplayError("Xvfb, xdotool and imagemagick are needed: run bin/setup")
        width, height = self._size
        read, write = os.pipe()
        self._server = subprocess.Popen(  # noqa: S603 - a program of Debian's
            [program, "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read, "rb") as number:
            self.name = f":{number.readline().decode().strip()}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the server."""
        if self._server is not None:
            end(self._server)

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to show itself here."""
        return {"DISPLAY": self.name}

    def tap(self, x: float, y: float) -> None:
        """Touch the glass at a point, and let go."""
        self._finger("mousemove", str(round(x)), str(round(y)), "mousedown", "1", "mouseup", "1")

    def press(self, x: float, y: float) -> None:
        """Touch, and stay."""
        self._finger("mousemove", str(round(x)), str(round(y)), "mousedown", "1")

    def move(self, x: float, y: float) -> None:
        """Move the finger."""
        self._finger("mousemove", str(round(x)), str(round(y)))

    def release(self) -> None:
        """Let go."""
        self._finger("mouseup", "1")

    def key(self, name: str) -> None:
        """Press a key of a keyboard somebody plugged in."""
        self._finger("key", name)

    def photograph(self, path: Path) -> None:
        """Save what is on the display."""
        subprocess.run(  # noqa: S603 - a program of Debian's
            [_program("import"), "-window", "root", str(path)], check=True, env={**os.environ, **self.environment}
        )

    def _finger(self, *words: str) -> None:
        """Have events made."""
        subprocess.run([_program("xdotool"), *words], check=True, env={**os.environ, **self.environment})  # noqa: S603


def _program(name: str) -> str:
    """Where a program lies."""
    return shutil.which(name) or name
