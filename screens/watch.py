"""Tells tests, the tour and the benches what is on the glass. Off unless a file is named: it writes what visitors would see."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from screens.marks import Letters

if TYPE_CHECKING:
    from screens.marks import Drawing


class Watch:
    """Writes the screen's name, words and targets after each change, as one JSON file that is replaced whole."""

    def __init__(self, *, targets: Path | None, frames: Path | None) -> None:
        """Name the file of targets, and the file that gets a line of timing for each drawing."""
        self._targets = targets
        self._frames = frames
        self._count = 0

    def drawn(self, screen: str, drawing: Drawing, python_ms: float) -> None:
        """Note a drawing and what our own code took for it, in milliseconds."""
        self._count += 1
        if self._frames is not None:
            with self._frames.open("a", encoding="utf-8") as lines:
                lines.write(f"{screen} {python_ms:.3f}\n")
        if self._targets is not None:
            self._write(self._targets, screen, drawing)

    def _write(self, path: Path, screen: str, drawing: Drawing) -> None:
        """Replace the file of targets."""
        boxes = [(target, target.box) for target in drawing.targets]
        controls = [{"id": t.id, "words": str(t.words), "x": box.x, "y": box.y, "w": box.w, "h": box.h} for t, box in boxes]
        texts = [str(mark.words) for mark in drawing.marks if isinstance(mark, Letters)]
        body = {"seq": self._count, "at": monotonic(), "screen": screen, "controls": controls, "texts": texts}
        beside = path.with_suffix(".part")
        beside.write_bytes(msgspec.json.encode(body))
        beside.replace(path)
