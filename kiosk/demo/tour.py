"""`kiosk tour`: drives the real app as a visitor would, and photographs each step, each slip, and what was said."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from kiosk.build import ASSETS
from kiosk.demo.display import NoDisplayError, VirtualDisplay
from kiosk.demo.setting import DemoSetting
from kiosk.demo.slipbook import SlipBook
from kiosk.demo.steps import STEPS, Scene
from kiosk.demo.visitor import LostError, Visitor
from kiosk.nouns import Language
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

START_S = 60.0
SETTLE_S = 0.25

SMALLEST, LARGEST = 480, 7680
"""Pixels of a side: what a kiosk's settings allow."""


@dataclass(slots=True)
class Log:
    """What `tour.json` holds."""

    size: str
    language: str
    steps: list[dict[str, object]] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    failed: str = ""


def size_of(text: str) -> tuple[int, int]:
    """`1080x1920` -> width and height in pixels. Raises ValueError."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and width.isascii() and height.isascii()):
        raise ValueError(f"{text!r} is not a size such as 1080x1920")
    size = int(width), int(height)
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise ValueError(f"{text!r} is not a size from {SMALLEST} to {LARGEST} each way")
    return size


def run_tour(*, out: Path, size: str, language: str) -> int:
    """Take the tour; 0 when every step was reached, 1 when one was not (tour.json says which), 2 for a bad size or no display."""
    try:
        width, height = size_of(size)
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="samlingspunkt-tour-") as folder, VirtualDisplay(width, height) as display:
            log = _tour(Path(folder), display, (width, height), language, out)
    except (ValueError, NoDisplayError) as error:
        print(f"kiosk tour: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    (out / "tour.json").write_text(json.dumps(asdict(log), ensure_ascii=False, indent=1), encoding="utf-8")
    if log.failed:
        print(f"kiosk tour: {log.failed}", file=sys.stderr)  # noqa: T201
        return 1
    print(f"{len(log.steps)} steps, {len(log.slips)} slips: {out}")  # noqa: T201
    return 0


def _tour(folder: Path, display: VirtualDisplay, size: tuple[int, int], language: str, out: Path) -> Log:
    """Set the demo up, start glass and sync, and walk."""
    log = Log(f"{size[0]}x{size[1]}", language)
    targets = folder / "targets.json"
    with DemoSetting(folder / "demo", size=size, language=language, cursor=False, every_minutes=0.1) as demo:
        ready = folder / "ready"
        glass = demo.start("run", "--targets", str(targets), environment={**display.environment, "KIOSK_READY": str(ready)})
        sync = demo.start("sync")
        visitor = Visitor(display, targets)
        catalogue = Catalogue.load(ASSETS / "words")
        words, other = (catalogue.words(Language(tag)) for tag in (language, "en" if language == "da" else "da"))
        scene = Scene(visitor=visitor, demo=demo, sync=sync, slips=SlipBook(demo.printer, out), words=words, other=other)
        try:
            visitor.wait_for("the first screen", lambda _glass: ready.exists(), START_S)
            _walk(scene, log, display.photograph, out)
        except LostError as error:
            display.photograph(out / "lost.png")
            log.failed = str(error)
        if glass.poll() is not None:
            log.failed = log.failed or f"the glass ended with status {glass.returncode}"
        log.slips = scene.slips.names
        journal = demo.folder / "data" / "journal.jsonl"
        if journal.exists():
            shutil.copy(journal, out / "journal.jsonl")
    return log


def _walk(scene: Scene, log: Log, photograph: Callable[[Path], None], out: Path) -> None:
    """Take the steps one by one."""
    pause = threading.Event()
    for number, (name, act) in enumerate(STEPS, start=1):
        began = monotonic()
        act(scene)
        elapsed = int((monotonic() - began) * 1000)
        pause.wait(SETTLE_S)  # for the flip that follows the drawing
        picture = f"{number:02d}-{name}.png"
        photograph(out / picture)
        glass = scene.visitor.look()
        log.steps.append(
            {"step": name, "picture": picture, "screen": glass.screen, "texts": list(glass.texts), "elapsed_ms": elapsed}
        )
        print(f"{picture}  {elapsed} ms", flush=True)  # noqa: T201 - progress
