"""A drawing as values: what a layout gives, and what the painter puts on the glass."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kiosk.visit.events import KeyTyped, Touch
from screens.geometry import Box

Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity: 0 to 1."""


class Align(Enum):
    """Where words stand in their box. START is left, and right in Arabic."""

    START = "left"
    MIDDLE = "center"
    END = "right"


class Stand(Enum):
    """Where words stand in the height of their box."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Style(Struct, frozen=True):
    """How words are set: size of the em in pixels, weight, alignment, lines at most (0 = any), line spacing.

    `leftwards` = the words around them run from the right, so a line that begins with Latin letters begins at the right too.
    """

    px: int
    bold: bool = False
    align: Align = Align.START
    lines: int = 0
    leading: float = 1.0
    serif: bool = False
    leftwards: bool = False


class Fill(Struct, frozen=True):
    """A flat field. `of` is the id of the target it belongs to, so that it inverts when pressed."""

    box: Box
    colour: Colour
    of: str = ""


class Letters(Struct, frozen=True):
    """Words set in a box, wrapped to its width."""

    box: Box
    words: str
    style: Style
    colour: Colour
    stand: Stand = Stand.TOP
    of: str = ""


class Swirl(Struct, frozen=True):
    """A spiral: `turns` rounds out to `radius`, drawn `thick` pixels wide, beginning at `start` radians."""

    x: float
    y: float
    radius: float
    turns: float
    thick: float
    colour: Colour
    start: float = 0.0
    of: str = ""


class Stroke(Struct, frozen=True):
    """An open line through points (x, y, x, y, …)."""

    points: tuple[float, ...]
    thick: float
    colour: Colour
    of: str = ""


class Matrix(Struct, frozen=True):
    """A QR code, with its quiet zone, as large as whole pixels a module allow in `box`."""

    box: Box
    payload: str
    dark: Colour
    light: Colour

    def __repr__(self) -> str:
        """Never print a token."""
        return f"Matrix({self.box})"


class Clip(Struct, frozen=True):
    """Everything until the next Clip shows inside `box` only; None = everywhere."""

    box: Box | None


Mark = Fill | Letters | Swirl | Stroke | Matrix | Clip


class Target(Struct, frozen=True):
    """What can be pressed. `field` and `ink` change places while it is pressed. `event` None = the stage handles it itself."""

    id: str
    words: str
    box: Box
    event: Touch | None
    field: Colour
    ink: Colour

    @property
    def emits(self) -> tuple[Touch, ...]:
        """What pressing it emits: a key such as »@gmail.com« is several."""
        if isinstance(self.event, KeyTyped):
            return tuple(KeyTyped(character) for character in self.event.character)
        return () if self.event is None else (self.event,)


class Drawing(Struct, frozen=True):
    """A whole screen: what is drawn, what can be pressed, and where a drag scrolls (None = nowhere)."""

    marks: tuple[Mark, ...]
    targets: tuple[Target, ...]
    scrolls: Box | None = None
