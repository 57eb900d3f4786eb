"""Dots become the bytes of a print job. python-escpos encodes; it never touches a port and never judges a printer."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from kiosk.slips.blocks import Slip
    from kiosk.slips.layout import SlipLayout

BAND = 128
"""Rows of one raster command: fits small buffers, and is a clean place to stop."""

CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the cutter and cut. Ours, because the library's `cut()` feeds six lines first and then sends GS V 0,
which wastes paper and cuts inside the margin on printers that feed by themselves."""

DLE = 0x10
REAL_TIME = frozenset((0x04, 0x05, 0x14))
"""What follows DLE in a real-time command. Printers act on these even inside a picture."""

LEAN_PRINTERS = {
    "profiles": {"default": {"name": "Default", "codePages": {"0": "CP437"}, "fonts": {}, "features": {}, "media": {}}},
    "encodings": {"CP437": {"name": "CP437", "python_encode": "cp437"}},
}
"""A list of printers with one entry, for the library to read instead of its own 96 kB, which takes it a third of a second."""


class SlipEncoder:
    """Gives the bytes of a slip for a raster printer: set up, bands, cut. Draws and imports when the first slip comes."""

    def __init__(self, *, paper_mm: int, font_folder: Path) -> None:
        """Keep what the layout will need."""
        self._paper_mm = paper_mm
        self._font_folder = font_folder
        self._made: SlipLayout | None = None

    def __call__(self, slip: Slip) -> bytes:
        """Draw and encode a slip. Raises DeviceError `not_configured` when the fonts cannot be read."""
        try:
            dots = self._layout().dots(slip)
        except OSError as error:
            raise DeviceError(Trouble.NOT_CONFIGURED.value) from error
        return job_bytes(dots)

    def _layout(self) -> SlipLayout:
        """Make the layout once; its imports are too slow for the start of the kiosk."""
        if self._made is None:
            from kiosk.slips.layout import SlipLayout
            from kiosk.slips.paper import paper_of

            self._made = SlipLayout(paper_of(self._paper_mm), font_folder=self._font_folder)
        return self._made


def job_bytes(dots: Image.Image) -> bytes:
    """Encode a picture of mode "1" as one print job, set-up and cut included."""
    encoder = _dummy_printer()()
    encoder.hw("INIT")
    encoder.image(without_commands(dots), impl="bitImageRaster", fragment_height=BAND)
    encoded: bytes = encoder.output
    return encoded + CUT


def without_commands(dots: Image.Image) -> Image.Image:
    """Give the picture with no bytes in it that a printer would take for a real-time command.

    Another band height or a shifted picture would only move the danger. One more black dot beside a black one ends it: 0x10
    becomes 0x18, and nobody sees an eighth of a millimetre.
    """
    rows = bytearray(byte ^ 0xFF for byte in dots.tobytes())
    dangers = [at for at in range(len(rows) - 1) if rows[at] == DLE and rows[at + 1] in REAL_TIME]
    if not dangers:
        return dots
    safe = dots.copy()
    across = (dots.width + 7) // 8
    for at in dangers:
        safe.putpixel((at % across * 8 + 4, at // across), 0)
    return safe


@cache
def _dummy_printer() -> Any:
    """Import python-escpos, once, and give its printer that only collects bytes.

    Its import makes a temporary folder and leaves it, reads a pickle from there unchecked, and configures logging for the
    whole program. So: the folder is the new, private one it makes itself (mode 700) and is removed at once, its list of
    printers is our lean one, and logging is kept as it was.
    """
    with _lean_list(), _logging_untouched(), contextlib.redirect_stdout(io.StringIO()):
        printers = importlib.import_module("escpos.printer")
        capabilities = importlib.import_module("escpos.capabilities")
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printers.Dummy


@contextlib.contextmanager
def _lean_list() -> Iterator[None]:
    """Let the library find our list of printers, and no pickle of anybody's, while it is imported."""
    names = ("ESCPOS_CAPABILITIES_FILE", "ESCPOS_CAPABILITIES_PICKLE_DIR")
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="kiosk-escpos-") as folder:
        lean = Path(folder) / "capabilities.json"
        lean.write_text(json.dumps(LEAN_PRINTERS), encoding="utf-8")
        os.environ["ESCPOS_CAPABILITIES_FILE"] = str(lean)
        try:
            yield
        finally:
            del os.environ["ESCPOS_CAPABILITIES_FILE"]
            os.environ.update(before)


@contextlib.contextmanager
def _logging_untouched() -> Iterator[None]:
    """Keep a handler on the root logger meanwhile, so that `basicConfig` finds its work done."""
    holder = logging.NullHandler()
    logging.getLogger().addHandler(holder)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(holder)
