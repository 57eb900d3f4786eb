"""The panel of pretend devices: a window of its own with controls that give orders, and the newest slip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.window import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.geometry import Box
    from screens.marks import Drawing
    from screens.pen import Typesetter

    Draw = Callable[[Typesetter], tuple[Drawing, Box]]

NOTO = Path("/usr/share/fonts/truetype/noto")
LOOK_S = 0.5


def run_hand_panel(*, size: tuple[int, int], left: int, draw: Draw, give: Callable[[str], object], slips: Path) -> None:
    """Open the window at `left` pixels and run it until it is closed.

    `draw` gives the controls and the box for the newest picture in `slips`; a pressed control's id goes to `give`.
    """
    prepare(width=size[0], height=size[1], cursor=True)
    from kivy.config import Config

    Config.set("graphics", "left", str(left))
    Config.set("graphics", "borderless", "0")
    from kivy.base import runTouchApp
    from kivy.clock import Clock

    panel = _panel(size, draw, give)
    Clock.schedule_interval(lambda _dt: panel.show_newest(slips), LOOK_S)
    runTouchApp(panel)


def _panel(size: tuple[int, int], draw: Draw, give: Callable[[str], object]) -> Any:  # noqa: C901 - a class that can only be made here
    """Make the widget, once Kivy may be imported."""
    from kivy.core.image import Image as CoreImage
    from kivy.graphics import Color, Rectangle
    from kivy.uix.widget import Widget

    from screens.painter import Painter
    from screens.typesetter import Faces, KivyTypesetter

    class HandPanel(Widget):
        """Draws once, gives an order for each press."""

        def __init__(self) -> None:
            """Draw the controls."""
            super().__init__(size=size, size_hint=(None, None))
            setter = KivyTypesetter(Faces(NOTO))
            self._painter = Painter(canvas=self.canvas, height=size[1], typesetter=setter, matrix=lambda _payload: None)
            self._drawing, self._room = draw(setter)
            self._painter.show(self._drawing.marks)
            self._held: Any = None
            self._shown: tuple[Path, int] | None = None
            with self.canvas.after:
                self._tint = Color(1, 1, 1, 0)
                self._slip = Rectangle()

        def show_newest(self, folder: Path) -> None:
            """Show the newest slip's picture, as large as it may be."""
            newest = max(folder.glob("*.png"), key=lambda path: path.stat().st_mtime_ns, default=None)
            if newest is None or (newest, newest.stat().st_mtime_ns) == self._shown:
                return
            self._shown = (newest, newest.stat().st_mtime_ns)
            texture = CoreImage(str(newest), nocache=True).texture
            room = self._room
            scale = min(room.w / texture.width, room.h / texture.height)
            wide, high = texture.width * scale, texture.height * scale
            self._tint.a = 1
            self._slip.texture = texture
            self._slip.size = (wide, high)
            self._slip.pos = (room.x + (room.w - wide) / 2, self.height - room.y - high)

        def on_touch_down(self, touch: Any) -> bool:
            """Show the press."""
            x, y = touch.x, self.height - touch.y
            self._held = next((target for target in self._drawing.targets if target.box.holds(x, y)), None)
            if self._held is not None:
                self._painter.press(self._held)
            return True

        def on_touch_up(self, _touch: Any) -> bool:
            """Give the order."""
            if self._held is not None:
                self._painter.release()
                give(self._held.id)
                self._held = None
            return True

    return HandPanel()
