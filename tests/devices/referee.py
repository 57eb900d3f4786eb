"""The referee: an ESC/POS printer that others wrote (emupos), run in a virtual environment of its own and driven over HTTP."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import requests
from PIL import Image

HOME = Path(__file__).resolve().parents[2] / ".venv-referee"
"""Made once by hand: `python3.13 -m venv .venv-referee && .venv-referee/bin/pip install emupos==0.4.0`."""

PROGRAM = HOME / "bin" / "emupos"
START_SECONDS = 30.0
STEP_SECONDS = 0.05


def absence() -> str:
    """Say why there is no referee; empty when there is one."""
    return "" if PROGRAM.exists() else f"no referee: emupos 0.4.0 is not installed in {HOME.name} (needs Python 3.13)"


@dataclass(frozen=True)
class Receipt:
    """A slip as the referee saw it. `boundary` says what ended it: `cut` is what we want."""

    boundary: str
    picture: Image.Image


class Referee:
    """Runs the emulator with one printer on TCP. Use in a `with` statement."""

    def __init__(self, folder: Path) -> None:
        """Choose free ports, and write the settings into `folder`."""
        self.port = _free_port()
        self._api = f"http://127.0.0.1:{_free_port()}/api/v1"
        self._folder = folder
        self._web = requests.Session()
        self._web.trust_env = False
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start, and wait until it answers."""
        settings = self._folder / "emupos.yaml"
        api_port = int(self._api.split(":")[2].split("/")[0])
        head = f"schema: 1\napi: {{host: 127.0.0.1, port: {api_port}}}\ndevices:\n"
        settings.write_text(head + self._device(), encoding="utf-8")
        command = [str(PROGRAM), "run", "--config", str(settings)]
        self._process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait_for(self._answers, START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, by its own process id."""
        self._web.close()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)

    def fail(self, fault: str) -> None:
        """Give the printer a fault: `paper-out`, `cover-open`, `paper-near-end`, `offline`."""
        self._ask("PUT", f"/devices/front/faults/{fault}")

    def mend(self, fault: str) -> None:
        """Take a fault away."""
        self._ask("DELETE", f"/devices/front/faults/{fault}")

    def receipts(self, count: int) -> list[Receipt]:
        """Wait until there are `count` slips, and give them, oldest first."""
        self._wait_for(lambda: len(self._listed()) >= count, 10.0)
        return [Receipt(row["boundary"], self._picture(row["id"])) for row in reversed(self._listed())]

    def _device(self) -> str:
        """Give the device in the words of its settings."""
        return (
            "  - {id: front, type: printer, profile: epson-tm-t20iii, job_idle_timeout_ms: 2000, receipts_dir: ./receipts,\n"
            f"     connections: [{{tcp: {{host: 127.0.0.1, port: {self.port}}}}}]}}\n"
        )

    def _listed(self) -> list[dict[str, Any]]:
        """Give the list of slips, newest first."""
        answer = json.loads(self._ask("GET", "/devices/front/receipts"))
        rows: list[dict[str, Any]] = answer if isinstance(answer, list) else answer["receipts"]
        return rows

    def _picture(self, receipt: object) -> Image.Image:
        """Fetch a slip's picture."""
        return Image.open(io.BytesIO(self._ask("GET", f"/devices/front/receipts/{receipt}/image")))

    def _ask(self, method: str, path: str) -> bytes:
        """Send a request, give the body of the answer."""
        answer = self._web.request(method, self._api + path, timeout=5)
        answer.raise_for_status()
        return answer.content

    def _answers(self) -> bool:
        """Whether it has come up."""
        try:
            return b"ok" in self._ask("GET", "/health")
        except requests.RequestException:
            return False

    def _wait_for(self, wanted: Any, seconds: float) -> None:
        """Wait until something is so. Raises TimeoutError."""
        end = time.monotonic() + seconds
        pause = threading.Event()
        while not wanted():
            if time.monotonic() > end:
                raise TimeoutError("the referee did not come so far")
            pause.wait(STEP_SECONDS)


def _free_port() -> int:
    """Give a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
