"""The panel of pretend devices: controls that give orders, and a picture of the newest slip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from screens.painter import Painter
from screens.pen import Pen
from screens.typesetter import Faces, KivyTypesetter

if TYPE_CHECKING:
    from collections.abc import Callable

NOTO = Path("/usr/share/fonts/truetype/noto")


class HandPanel(Widget):
    """Draws once, gives an order for each press."""

    def __init__(
        self, *, size: tuple[int, int], orders: tuple[tuple[str, str], ...], draw: Callable[..., Any], give: Callable[[str], object]
    ) -> None:
        """Take the orders (words, order), who draws them, and where they go."""
        super().__init__(size=size, size_hint=(None, None))
        typesetter = KivyTypesetter(Faces(NOTO))
        self._painter = Painter(canvas=self.canvas, height=size[1], typesetter=typesetter, matrix=lambda _payload: None)
        self._drawing, self._room = draw(Pen, typesetter, orders)
        self._painter.show(self._drawing.marks)
        self._give = give
        self._held: Any = None
        self._shown: tuple[Path, int] | None = None
        with self.canvas.after:
            self._tint = Color(1, 1, 1, 0)
            self._slip = Rectangle()

    def show_slip(self, path: Path) -> None:
        """Show a slip's picture, as large as it may be."""
        seen = (path, path.stat().st_mtime_ns)
        if seen == self._shown:
            return
        self._shown = seen
        texture = CoreImage(str(path), nocache=True).texture
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
            self._give(self._held.id)
            self._held = None
        return True
