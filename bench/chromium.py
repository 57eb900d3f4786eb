"""A page in Chromium's kiosk mode, for comparison: starts the browser, serves the page, hears when it is on the glass."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

from bench.processes import Program, ProgramError, clean_environment

NAMES = ("chromium", "chromium-browser")

FLAGS = (
    "--kiosk",
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--password-store=basic",
)

EMPTY_PAGE = b"""<!doctype html><meta charset="utf-8"><title>empty</title>
<body style="margin:0;background:#fff"><script>
addEventListener("load", () => requestAnimationFrame(() => fetch("/ready", {method: "POST"})));
</script>"""


def find() -> str | None:
    """Give the browser's path, or nothing where it is not installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Pages:
    """A web server on 127.0.0.1 with one page; the page calls back when it is on the glass."""

    def __init__(self, page: bytes) -> None:
        """Listen on a free port."""
        self._shown = Event()
        self._shown_at = 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(page, self._note))
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def _note(self) -> None:
        """Keep when the page called back the first time."""
        if not self._shown.is_set():
            self._shown_at = monotonic()
            self._shown.set()

    def shown_at(self, seconds: float) -> float:
        """Wait for the page's call and give its monotonic time. Raises ProgramError."""
        if not self._shown.wait(seconds):
            raise ProgramError(f"the page did not call back in {seconds:g} s")
        return self._shown_at

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def _answering(page: bytes, note: Any) -> type[BaseHTTPRequestHandler]:
    """Make the server's answers: the page to every GET, and a note of every POST."""

    class Answers(BaseHTTPRequestHandler):
        """Gives the page."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Give the page; a browser's question for a picture of the site gets nothing."""
            body = page if self.path.partition("?")[0] == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            """Note that the page is on the glass."""
            note()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    return Answers


@contextmanager
def running(
    display: str, work: Path, *, page: bytes = EMPTY_PAGE, size: tuple[int, int] = (1080, 1920), fresh: bool = True, query: str = ""
) -> Iterator[tuple[Program, float]]:
    """Run the browser with a page; gives it, and the monotonic time its first picture was made. Raises ProgramError.

    `fresh` begins with an empty profile in `work`, as after an installation; else the profile of the last run is used.
    """
    profile = work / "profile"
    if fresh:
        shutil.rmtree(profile, ignore_errors=True)
    pages = Pages(page)
    words = [find() or NAMES[0], *FLAGS, f"--window-size={size[0]},{size[1]}", f"--user-data-dir={profile}", pages.address + query]
    program = Program(words, environment=clean_environment(display, work), log=work / "chromium.log")
    try:
        yield program, pages.shown_at(60)
    finally:
        program.stop()
        pages.close()
