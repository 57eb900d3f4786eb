"""Numbers 3, 10 and 15 on the real glass: photographed screens, real fingers, and whether calm is calm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PIL import Image

from kiosk.audit import pixels
from kiosk.audit.ruler import Ruler
from kiosk.audit.showing import Showing
from kiosk.audit.stand import Order
from kiosk.audit.values import GLASSES, Case, Reading, holds
from kiosk.audit.walks import WALKS
from kiosk.demo.display import VirtualDisplay
from kiosk.demo.setting import end
from kiosk.visit.look import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from kiosk.audit.tally import Tally
    from screens.marks import Target

SETTLE_S, MOVE_S = 0.3, 1.3
"""For the flip that follows a drawing; and for what moves to have moved."""


class RealGlass:
    """The real app on a display nobody sees. Use in a `with` statement."""

    def __init__(self, name: str) -> None:
        """Take one of the three glasses."""
        self._name = name
        width, height, _ = GLASSES[name]
        self.display = VirtualDisplay(width, height)
        self._folder = tempfile.TemporaryDirectory(prefix="samlingspunkt-audit-")
        self._pause = threading.Event()

    def __enter__(self) -> Self:
        """Open display and app. Raises NoDisplayError."""
        self.display.__enter__()
        width, height, inches = GLASSES[self._name]
        self._app = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "kiosk.audit.stand", str(width), str(height), str(inches)],
            env={**os.environ, **self.display.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close both."""
        end(self._app)
        for pipe in (self._app.stdin, self._app.stdout):
            if pipe is not None:
                pipe.close()
        self.display.__exit__(kind, error, trace)
        self._folder.cleanup()

    def order(self, order: Order) -> bytes:
        """Have something done; gives the answer."""
        assert self._app.stdin is not None
        assert self._app.stdout is not None
        self._app.stdin.write(msgspec.json.encode(order) + b"\n")
        self._app.stdin.flush()
        return self._app.stdout.readline()

    def wait(self, seconds: float) -> None:
        """Let the glass be for a moment."""
        self._pause.wait(seconds)

    def picture(self) -> Image.Image:
        """Photograph what is on the glass."""
        path = Path(self._folder.name) / "glass.png"
        self.display.photograph(path)
        with Image.open(path) as found:
            return found.convert("RGB")


def on_the_glass(tally: Tally, progress: Callable[[str], None]) -> None:
    """Take every reading that needs the real glass."""
    showing = Showing(Ruler())
    for name in GLASSES:
        with RealGlass(name) as glass:
            for case, walk in _shots(name):
                glass.order(Order(walk, case))
                glass.wait(SETTLE_S)
                tally.add(pixels.read(showing.show(walk, case), glass.picture()), name, case.size.value, walk)
                progress(f"photographed: {walk} {case}")
            tally.add(_touches(glass, showing, name), name)
            tally.add(_calm(glass, name), name)


def _shots(glass: str) -> Iterator[tuple[Case, str]]:
    """Every walk in every theme, the languages in turn."""
    from kiosk.audit.plan import languages

    tongues = languages()
    for turn, theme in enumerate(Theme):
        for at, walk in enumerate(WALKS):
            yield Case(glass, tongues[(at + 3 * turn) % len(tongues)], theme), walk


def _touches(glass: RealGlass, showing: Showing, name: str) -> Iterator[Reading]:
    """A finger that slides off presses nothing; one that is lifted where it came down presses."""
    case = Case(name)
    target = next(each for each in showing.show("home", case).drawing.targets if each.id == "help")
    glass.order(Order("home", case))
    glass.wait(SETTLE_S)
    glass.order(Order())
    slid = _slide(glass, target, case)
    yield holds(10, f"home {case} (real touches)", "sliding off presses nothing", "HelpPressed" not in slid)
    pressed = _lift(glass, target)
    yield holds(10, f"home {case} (real touches)", "nothing happens before the finger lifts", "HelpPressed" not in pressed[0])
    yield holds(10, f"home {case} (real touches)", "lifting presses", "HelpPressed" in pressed[1])


def _slide(glass: RealGlass, target: Target, case: Case) -> list[str]:
    """Press, slide to the middle of the glass, and lift."""
    glass.display.press(*target.box.centre)
    glass.display.move(case.measures.width / 2, case.measures.height / 3)
    glass.display.release()
    return _touched(glass)


def _lift(glass: RealGlass, target: Target) -> tuple[list[str], list[str]]:
    """Press and lift in place: what happened at the pressing, and at the lifting."""
    glass.display.press(*target.box.centre)
    first = _touched(glass)
    glass.display.release()
    return first, _touched(glass)


def _touched(glass: RealGlass) -> list[str]:
    """What was touched since it was last asked."""
    glass.wait(SETTLE_S)
    found: Any = msgspec.json.decode(glass.order(Order()))
    return list(found)


def _calm(glass: RealGlass, name: str) -> Iterator[Reading]:
    """In calm mode two photographs a while apart are the same; else the spiral has turned."""
    for calm in (True, False):
        glass.order(Order("keeping", Case(name), calm))
        glass.wait(SETTLE_S)
        before = glass.picture()
        glass.wait(MOVE_S)
        same = before.tobytes() == glass.picture().tobytes()
        yield holds(
            15, f"keeping {name} (pixels)", "still in calm mode" if calm else "moves where nobody asked for calm", same is calm
        )
