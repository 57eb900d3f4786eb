"""From a touch to changed pixels: presses one glass as a finger would, and watches a small patch of it from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from bench.processes import pause
from bench.x11 import BYTES, Area, Display

PATCH = 16
"""Side of the patch that is watched, in pixels: small, so that looking costs the X server nothing to speak of."""

LOOK_SECONDS = 0.0005
"""Pause between two looks. Without one the bench would take a processor from what it measures."""

SETTLE_SECONDS = 0.35
HOLD_SECONDS = 0.12
"""How long a finger rests before the touch, and how long it stays down."""

LONGEST = 5.0


class TooSlowError(Exception):
    """The glass did not change in time. The message says what was awaited."""


@dataclass(frozen=True, slots=True)
class Round:
    """One way through the three steps, in milliseconds."""

    press: float
    opened: float
    home: float


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of the whole glass: rows from the top."""

    area: Area
    pixels: bytes

    def patch(self, at: Area) -> bytes:
        """Cut out a part."""
        stride = self.area.w * BYTES
        starts = (at.x * BYTES + row * stride for row in range(at.y, at.y + at.h))
        return b"".join(self.pixels[start : start + at.w * BYTES] for start in starts)


def patches(within: Area) -> Iterator[Area]:
    """Lay a grid of patches over an area, those nearest its middle first."""
    mx, my = within.middle
    grid = [
        Area(x, y, PATCH, PATCH)
        for y in range(within.y, within.y + within.h - PATCH + 1, PATCH)
        for x in range(within.x, within.x + within.w - PATCH + 1, PATCH)
    ]
    yield from sorted(grid, key=lambda p: (p.x - mx) ** 2 + (p.y - my) ** 2)


def telling_patch(within: Area, *pairs: tuple[Look, Look]) -> Area:
    """Find a patch that tells each pair of looks apart. Raises TooSlowError where there is none."""
    for patch in patches(within):
        if all(one.patch(patch) != other.patch(patch) for one, other in pairs):
            return patch
    raise TooSlowError("nothing on the glass tells the screens apart: did the touch do anything?")


class Glass:
    """One program's glass under the bench's finger."""

    def __init__(self, display: Display, whole: Area, *, field: Callable[[], Area], back: Callable[[], Area]) -> None:
        """Take the display, and how to find the field on Home and the way back from the list."""
        self._display = display
        self._whole = whole
        self._field, self._back = field, back
        self._press_at = self._page_at = Area(0, 0, PATCH, PATCH)
        self._home_press = self._home_page = self._pressed_page = b""

    def learn(self) -> None:
        """Go through the steps once, slowly, and choose the patches that tell them apart. Raises TooSlowError."""
        field = self._field()
        home = self._settled(field)
        pressed = self._after(down=True)
        listed = self._after(down=False)
        self._press_at = telling_patch(field, (home, pressed))
        self._settled(self._back())
        back_pressed = self._after(down=True)
        # Where the field itself is watched, its pressed look must not pass for the list.
        self._page_at = telling_patch(self._whole, (home, listed), (pressed, listed), (home, back_pressed))
        self._home_press, self._home_page = home.patch(self._press_at), home.patch(self._page_at)
        self._pressed_page = pressed.patch(self._page_at)
        self._after(down=False)

    def round(self) -> Round:
        """Press, open the list, come home. Raises TooSlowError."""
        self._rest_on(self._field())
        press = self._timed("the pressed look", down=True, at=self._press_at, done=lambda seen: seen != self._home_press)
        pause(HOLD_SECONDS)
        not_list = (self._home_page, self._pressed_page)
        opened = self._timed("the list", down=False, at=self._page_at, done=lambda seen: seen not in not_list)
        self._rest_on(self._back())
        self._display.button(down=True)
        pause(HOLD_SECONDS)
        home = self._timed("Home", down=False, at=self._page_at, done=lambda seen: seen == self._home_page)
        return Round(press, opened, home)

    def _rest_on(self, area: Area) -> None:
        """Put the finger's shadow on a control, and let everything come to rest."""
        self._display.move(*area.middle)
        pause(SETTLE_SECONDS)

    def _settled(self, area: Area) -> Look:
        """Do that, and look at the whole glass."""
        self._rest_on(area)
        return Look(self._whole, self._display.pixels(self._whole))

    def _after(self, *, down: bool) -> Look:
        """Touch or let go, wait long enough for anything, and look at the whole glass."""
        self._display.button(down=down)
        pause(1.0)
        return Look(self._whole, self._display.pixels(self._whole))

    def _timed(self, what: str, *, down: bool, at: Area, done: Callable[[bytes], bool]) -> float:
        """Touch or let go, and give the milliseconds until a patch is as it should be."""
        began = monotonic()
        self._display.button(down=down)
        while not done(self._display.pixels(at)):
            if monotonic() - began > LONGEST:
                raise TooSlowError(f"{what} did not come in {LONGEST:g} s")
            pause(LOOK_SECONDS)
        return (monotonic() - began) * 1000
