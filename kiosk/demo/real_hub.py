"""The real hub beside the demo: a process of its own, started by bin/hub on a data folder of its own, and asked over HTTP."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from kiosk.ports import UplinkError
from kiosk.sync.answers import read_object
from kiosk.sync.keyring import Fixed, Keyring
from kiosk.sync.line import HubLine, Question, Timing
from kiosk.wire import Enrolment

SCRIPT = Path(__file__).resolve().parents[2] / "bin" / "hub"

USUAL_PORT = 8642
"""Where `bin/hub` listens too."""

QUICK = Timing(connect_s=1.0, read_s=5.0, total_s=6.0)

USER, PASSWORD_BEHIND = "admin", "with the password  "
"""What `hub serve --demo` says of the account it makes."""

END_S = 8.0
CODE_S = 90.0


def free_port(wished: int = USUAL_PORT) -> int:
    """Give the wished port, or any other when somebody has it."""
    for port in (wished, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    return wished


class RealHub:
    """A hub with the demo library. Its branch's events are counted from the day it was made, so it is made anew each day."""

    def __init__(self, folder: Path, port: int, *, script: Path = SCRIPT) -> None:
        """Take the folder it lives in, made when it starts, and its port."""
        self._folder = folder
        self._port = port
        self._script = script
        self._made = folder / "made"
        self.log = folder / "hub.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._line = HubLine(base_url=self.address, keys=Keyring(Fixed(Enrolment())), timing=QUICK)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}"

    # ------------------------------------------------------------------------------------------------- from day to day

    def is_of(self, day: str, hub: str) -> bool:
        """Whether what lies here was made on `day`, and is the hub that calls itself so."""
        with suppress(OSError, UnicodeDecodeError):
            return bool(hub) and self._made.read_text("utf-8") == f"{day} {hub}"
        return False

    def note_made(self, day: str, hub: str) -> None:
        """Note when it was made, and what it calls itself."""
        self._made.write_text(f"{day} {hub}", "utf-8")

    def start_over(self) -> None:
        """Throw away what lies here."""
        shutil.rmtree(self._folder, ignore_errors=True)

    # --------------------------------------------------------------------------------------------------- start and end

    def start(self) -> None:
        """Start it; it takes some seconds, and the first time in a folder a minute. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.log.chmod(0o600)
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command("--port", str(self._port)),
                env=_surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # it has processes of its own: all of them end with it, and none by Ctrl+C alone
            )

    @property
    def ended(self) -> int | None:
        """Its exit status, when it has ended."""
        return None if self._process is None else self._process.poll()

    def stop(self) -> None:
        """End it with all its processes: ask, then insist."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(END_S)
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    # ------------------------------------------------------------------------------------------------------ questions

    def identity(self) -> str:
        """Ask who it is; empty while it does not answer."""
        with suppress(UplinkError):
            told = read_object(self._line.ask_openly(Question("/v1/health")))
            return str(told.get("hub", "")) if told.get("ok") is True else ""
        return ""

    def password(self) -> str:
        """Give the account's password, as the hub said it when it made the account; empty when it did not."""
        said = self.log.read_text("utf-8", "replace").rpartition(PASSWORD_BEHIND)
        return said[2].split()[0] if said[1] else ""

    def code(self) -> str:
        """Have a one-time code made for the demo's kiosk. Raises OSError and subprocess.SubprocessError."""
        made = subprocess.run(  # noqa: S603 - our own command
            self._command("code", "demo", "Demoens skærm"),
            env=_surroundings(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
            timeout=CODE_S,
            process_group=0,
        )
        return made.stdout.split()[0] if made.stdout.split() else ""

    def _command(self, *words: str) -> list[str]:
        """Give the words of a command of the hub."""
        return [str(self._script), "--data", str(self._folder), *words]


def _surroundings() -> dict[str, str]:
    """Give the environment without what somebody set for another hub."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
