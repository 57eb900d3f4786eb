"""python-escpos as an encoder: its printer that only collects bytes. It never touches a port and never judges a printer."""

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEAN_PRINTERS = {
    "profiles": {"default": {"name": "Default", "codePages": {"0": "CP437"}, "fonts": {}, "features": {}, "media": {}}},
    "encodings": {"CP437": {"name": "CP437", "python_encode": "cp437"}},
}
"""A list of printers with one entry, for the library to read instead of its own 96 kB, which takes it a third of a second."""


def encoded(*orders: Callable[[Any], object]) -> bytes:
    """Give the bytes of orders to a printer, such as `lambda printer: printer.hw("INIT")`."""
    printer = _collector()()
    for order in orders:
        order(printer)
    found: bytes = printer.output
    return found


@cache
def reset() -> bytes:
    """ESC @: back to how it was switched on."""
    return encoded(lambda printer: printer.hw("INIT"))


def in_the_middle(inner: bytes) -> bytes:
    """ESC a round what stands in the middle of the paper."""
    return encoded(lambda printer: printer.set(align="center")) + inner + encoded(lambda printer: printer.set(align="left"))


def qr_code(payload: str, dots: int) -> bytes:
    """Have the printer draw a QR code of model 2, correction M, with `dots` a module, by itself."""
    return encoded(lambda printer: printer.qr(payload, ec=1, size=dots, model=2, native=True))


@cache
def _collector() -> Any:
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
