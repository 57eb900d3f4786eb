"""A visitor that can be told what to do: finds controls by what is on the glass, touches them, and waits for what comes."""

from __future__ import annotations

import json
import threading
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.demo.display import VirtualDisplay

LOOK_S = 0.02
PATIENCE_S = 15.0


class LostError(Exception):
    """What the visitor waited for did not come; the message names it and what was on the glass instead."""


class Glass(Struct, frozen=True):
    """What is on the glass: the screen's name, its words, its controls by id."""

    seq: int
    screen: str
    texts: tuple[str, ...]
    controls: dict[str, dict[str, Any]]


class Visitor:
    """Acts on a display and reads what the app writes of itself."""

    def __init__(self, display: VirtualDisplay, targets: Path) -> None:
        """Take the display to touch, and the file `kiosk run --targets` writes."""
        self._display = display
        self._targets = targets
        self._pause = threading.Event()

    def look(self) -> Glass:
        """Read what is on the glass; an empty one before the first drawing."""
        try:
            body = json.loads(self._targets.read_bytes())
        except FileNotFoundError:
            return Glass(0, "", (), {})
        controls = {control["id"]: control for control in body["controls"]}
        return Glass(body["seq"], body["screen"], tuple(body["texts"]), controls)

    def wait_for(self, what: str, true: Callable[[Glass], bool], within: float = PATIENCE_S) -> Glass:
        """Wait until something is true of the glass. Raises LostError."""
        until = monotonic() + within
        while monotonic() < until:
            glass = self.look()
            if true(glass):
                return glass
            self._pause.wait(LOOK_S)
        glass = self.look()
        raise LostError(f"waited for {what}; on the glass: {glass.screen}, {sorted(glass.controls)}, {glass.texts}")

    def screen(self, name: str, within: float = PATIENCE_S) -> Glass:
        """Wait for a screen."""
        return self.wait_for(f"the screen {name}", lambda glass: glass.screen == name, within)

    def says(self, part: str, within: float = PATIENCE_S) -> Glass:
        """Wait for words."""
        return self.wait_for(f"the words {part!r}", lambda glass: any(part in text for text in glass.texts), within)

    def tap(self, control: str) -> None:
        """Touch a control, when it is there."""
        glass = self.wait_for(f"the control {control}", lambda glass: control in glass.controls)
        box = glass.controls[control]
        self._display.tap(box["x"] + box["w"] / 2, box["y"] + box["h"] / 2)

    def tap_first(self, start: str) -> str:
        """Touch the first control whose id begins so; gives its id."""
        glass = self.wait_for(f"a control {start}…", lambda glass: any(name.startswith(start) for name in glass.controls))
        name = next(name for name in glass.controls if name.startswith(start))
        self.tap(name)
        return name

    def type(self, words: str) -> None:
        """Type on the glass's own keyboard, key by key."""
        for character in words:
            before = self.look().seq
            self.tap(f"key.{'space' if character == ' ' else character}")
            self.wait_for("the typed character", newer(before))


def newer(than: int) -> Callable[[Glass], bool]:
    """Whether the glass has been drawn again since drawing number `than`."""
    return lambda glass: glass.seq > than
