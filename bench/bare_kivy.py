"""The control: the least that Kivy can be, six fields with a label each, a list of 2,000 rows, and back.

Started as a program, by path: it imports nothing of ours, so that its start time is Kivy's own.
KIOSK_READY names a file that gets a line with the monotonic time when the first screen is on the glass;
`--targets FILE` keeps a JSON file of what can be pressed, as the kiosk does.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import monotonic
from typing import Any

WIDTH, HEIGHT = 1080, 1920
NAMES = ("Læs noget nyt", "Mød andre", "Sig din mening", "Det sker her", "Find din seddel", "Hjælp")
ROWS, ROW_HEIGHT, BACK_HEIGHT = 2000, 120, 160
FIELD, PRESSED, INK = (0.16, 0.30, 0.42, 1), (0.92, 0.55, 0.12, 1), (1, 1, 1, 1)

os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1", SDL_NO_SIGNAL_HANDLERS="1")

from kivy.config import Config  # noqa: E402 - after the environment

for _section, _key, _value in (
    ("graphics", "width", str(WIDTH)),
    ("graphics", "height", str(HEIGHT)),
    ("graphics", "borderless", "1"),
    ("graphics", "position", "custom"),
    ("graphics", "left", "0"),
    ("graphics", "top", "0"),
    ("graphics", "multisamples", "0"),
    ("kivy", "log_level", "warning"),
):
    Config.set(_section, _key, _value)
Config.remove_section("input")
Config.add_section("input")
Config.set("input", "mouse", "mouse,disable_multitouch")

from kivy.app import App  # noqa: E402 - after the settings
from kivy.clock import Clock  # noqa: E402 - the same
from kivy.core.window import Window  # noqa: E402 - the same
from kivy.graphics import Color, Rectangle  # noqa: E402 - the same
from kivy.properties import StringProperty  # noqa: E402 - the same
from kivy.uix.label import Label  # noqa: E402 - the same
from kivy.uix.widget import Widget  # noqa: E402 - the same


class Field(Label):  # type: ignore[misc] # Kivy is not typed
    """A flat field with words: changes colour under a finger, and does something when it is let go."""

    def __init__(self, *, does: Any, **kwargs: Any) -> None:
        """Take what it does, and everything a label takes."""
        super().__init__(**kwargs)
        self._does = does
        with self.canvas.before:
            self._colour = Color(*FIELD)
            self._box = Rectangle(pos=self.pos, size=self.size)
        self.bind(pos=self._follow, size=self._follow)

    def _follow(self, *_event: Any) -> None:
        """Keep the box under the words."""
        self._box.pos, self._box.size = self.pos, self.size

    def on_touch_down(self, touch: Any) -> bool:
        """Show that it is pressed."""
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._colour.rgba = PRESSED
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Do it."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._colour.rgba = FIELD
        self._does()
        return True


class Row(Label):  # type: ignore[misc] # Kivy is not typed
    """One row of the list."""

    words = StringProperty()

    def on_words(self, _row: Any, words: str) -> None:
        """Show its words."""
        self.font_size = 44
        self.text = words


class Bare(App):  # type: ignore[misc] # Kivy is not typed
    """Home and a list."""

    def build(self) -> Any:
        """Make Home; the list waits until it is asked for."""
        self._targets = Path(sys.argv[sys.argv.index("--targets") + 1]) if "--targets" in sys.argv else None
        self._root = Widget(size=(WIDTH, HEIGHT))
        self._home = Widget(size=(WIDTH, HEIGHT))
        self._list: Any = None
        self._opened = 0
        part = HEIGHT // len(NAMES)
        for at, name in enumerate(NAMES):
            self._home.add_widget(
                Field(does=self.open_list, text=name, font_size=60, pos=(0, HEIGHT - (at + 1) * part), size=(WIDTH, part - 8))
            )
        self._root.add_widget(self._home)
        Window.bind(on_flip=self._shown)
        self._tell("home", {"id": "room.local", "x": 0, "y": 0, "w": WIDTH, "h": part - 8})
        return self._root

    def open_list(self) -> None:
        """Show 2,000 rows, others than the last time."""
        if self._list is None:
            self._list = self._make_list()
        self._opened += 1
        self._rows.data = [{"words": f"Arrangement {row + 1} ({self._opened})"} for row in range(ROWS)]
        self._rows.scroll_y = 1
        self._root.clear_widgets()
        self._root.add_widget(self._list)
        self._tell("list", {"id": "home", "x": 0, "y": HEIGHT - BACK_HEIGHT, "w": WIDTH, "h": BACK_HEIGHT})

    def go_home(self) -> None:
        """Show Home again."""
        self._root.clear_widgets()
        self._root.add_widget(self._home)
        self._tell("home", {"id": "room.local", "x": 0, "y": 0, "w": WIDTH, "h": HEIGHT // len(NAMES) - 8})

    def _make_list(self) -> Any:
        """Build the list and its way back."""
        from kivy.factory import Factory
        from kivy.uix.recycleboxlayout import RecycleBoxLayout
        from kivy.uix.recycleview import RecycleView

        Factory.register("BareRow", cls=Row)
        whole = Widget(size=(WIDTH, HEIGHT))
        self._rows = RecycleView(pos=(0, BACK_HEIGHT), size=(WIDTH, HEIGHT - BACK_HEIGHT))
        lines = RecycleBoxLayout(
            orientation="vertical", size_hint=(1, None), default_size=(None, ROW_HEIGHT), default_size_hint=(1, None)
        )
        lines.bind(minimum_height=lines.setter("height"))
        self._rows.add_widget(lines)
        self._rows.viewclass = "BareRow"  # only now: it is the layout that keeps it
        whole.add_widget(self._rows)
        whole.add_widget(Field(does=self.go_home, text="Hjem", font_size=60, pos=(0, 0), size=(WIDTH, BACK_HEIGHT)))
        return whole

    def _tell(self, screen: str, control: dict[str, Any]) -> None:
        """Replace the file of targets."""
        if self._targets is None:
            return
        beside = self._targets.with_suffix(".part")
        beside.write_text(json.dumps({"screen": screen, "controls": [control], "texts": []}))
        beside.replace(self._targets)

    def _shown(self, *_event: Any) -> None:
        """Say that Home is on the glass, once; gives nothing back, or Kivy would not flip."""
        Window.unbind(on_flip=self._shown)
        Clock.schedule_once(self._ready)

    def _ready(self, _dt: float) -> None:
        """Write the ready line after the flip."""
        if path := os.environ.get("KIOSK_READY"):
            with Path(path).open("a", encoding="utf-8") as lines:
                lines.write(f"{monotonic():.6f}\n")


if __name__ == "__main__":
    Bare().run()
