"""The glass: opens the window with every way out closed, and runs until it is told to stop."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from screens.window import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kiosk.nouns import Language
    from kiosk.visit.events import Event
    from kiosk.visit.look import TactileKey
    from kiosk.visit.views import Scene
    from screens.watch import Watch

CRASHES_ALLOWED = 3
"""Bugs in a minute the glass lives through; one more and it leaves, and the supervisor starts it anew."""

TICK_SECONDS = 0.5


class Panel(Struct, frozen=True):
    """The panel the window fills: pixels, and the diagonal in millimetres."""

    width: int
    height: int
    diagonal_mm: float
    cursor: bool = False


class Glass:
    """The window and the stage in it."""

    def __init__(
        self,
        *,
        panel: Panel,
        themes: Path,
        fonts: Path,
        watch: Watch | None,
        make_matrix: Callable[[str, Callable[[Any], None]], None],
        note_bug: Callable[[Exception], None],
        cache: Path | None = None,
        keys: Mapping[str, TactileKey] | None = None,
    ) -> None:
        """Open the window.

        `note_bug` logs an error nobody caught; `make_matrix` makes a QR's rows in a lane and hands them to its second argument
        there; `cache` keeps compiled shaders; `keys` says which keys (by their names in docs/settings.md) can be felt.
        """
        from screens.pacing import Pacing, sockets_open

        prepare(width=panel.width, height=panel.height, cursor=panel.cursor, cache=cache)
        others = sockets_open()
        from kivy.clock import Clock
        from kivy.core.window import Window

        if Window is None:
            message = "no window could be opened: is there a display, and are the GL libraries installed? See kiosk doctor"
            raise RuntimeError(message)
        self._window: Any = Window
        self._clock: Any = Clock
        self._pacing = Pacing(Clock, sockets_open() - others)
        self._panel = panel
        self._note_bug = note_bug
        self._keys = keys or {}
        self._down: set[int] = set()
        self._close_ways_out()
        self._make_stage(themes, fonts, watch, make_matrix)
        self._pump: Any = None
        self._post_to: Callable[[Event], None] = lambda _event: None  # a touch before the loop runs is nobody's
        self._status = 0
        self._crashes: list[float] = []

    def _make_stage(self, themes: Path, fonts: Path, watch: Watch | None, make_matrix: Callable[..., None]) -> None:
        """Put desk, painter and stage together."""
        from screens.desk import Desk
        from screens.matrix import Matrices
        from screens.painter import Painter
        from screens.stage import Stage
        from screens.typesetter import Faces, KivyTypesetter

        panel = self._panel
        typesetter = KivyTypesetter(Faces(fonts))
        desk = Desk(width=panel.width, height=panel.height, diagonal_mm=panel.diagonal_mm, themes=themes, typesetter=typesetter)
        self._matrices = Matrices(make=make_matrix, ready=self._redraw_soon)
        stage = Stage(
            desk=desk, post=self._report, watch=watch, size=(panel.width, panel.height), size_hint=(None, None), pos=(0, 0)
        )
        stage.paint_with(Painter(canvas=stage.canvas, height=panel.height, typesetter=typesetter, matrix=self._matrices.texture))
        self.stage = stage

    # ---------------------------------------------------------------------------------------------------------- running

    def run(
        self, *, post: Callable[[Event], None], pump: Callable[[], object], tick: Callable[[], None], ready: Callable[[], None]
    ) -> int:
        """Run until stopped; gives the exit status. `ready` is called once, when the first screen is on the glass."""
        from kivy.base import EventLoop, ExceptionManager, runTouchApp

        self._post_to = post
        self._pump = self._clock.create_trigger(lambda _dt: pump(), -1)
        self._clock.schedule_interval(lambda _dt: tick(), TICK_SECONDS)
        self._when_shown(ready)
        ExceptionManager.add_handler(_last_resort(self._survive))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self.stop())
        pump()
        runTouchApp(self.stage)
        EventLoop.close()
        return self._status

    def stop(self) -> None:
        """End the loop, from any thread or a signal."""
        from kivy.base import stopTouchApp

        self._clock.schedule_once(lambda _dt: stopTouchApp(), 0)
        self._pacing.wake()

    def present(self, scene: Scene) -> None:
        """Show a scene."""
        self.stage.present(scene)

    def tell_assistive(self, key_name: Callable[[str, Language], str]) -> None:
        """Tell assistive technology what is drawn, and let it press; `key_name` names keys. Raises BridgeMissingError."""
        from screens.bridge import Bridge

        stage = self.stage
        bridge = Bridge(later=self._later, post=self._report, press=stage.press, redraw=stage.redraw, key_name=key_name)
        stage.tell = bridge.drawn
        self._clock.schedule_interval(lambda _dt: bridge.look(), TICK_SECONDS)

    def forget(self) -> None:
        """Let go of everything of a visitor: words, textures, codes."""
        self._matrices.forget()
        self.stage.forget()

    def wake(self) -> None:
        """Have the mailbox looked into, from any thread."""
        if self._pump is not None:
            self._pump()
        self._pacing.wake()

    def _report(self, event: Event) -> None:
        """Report a touch to whoever listens by then."""
        self._post_to(event)

    def _redraw_soon(self) -> None:
        """Draw again when a code is made, from any thread."""
        self._later(self.stage.redraw)

    def _later(self, job: Callable[[], None]) -> None:
        """Have something done in this thread, from any other."""
        self._clock.schedule_once(lambda _dt: job(), 0)
        self._pacing.wake()

    def _when_shown(self, ready: Callable[[], None]) -> None:
        """Call `ready` once, after the first flip."""

        def shown(_window: Any) -> None:
            self._window.unbind(on_flip=shown)
            ready()

        self._window.bind(on_flip=shown)

    # ------------------------------------------------------------------------------------------------------ closed doors

    def _close_ways_out(self) -> None:
        """Refuse to close, and let no key do anything but say that somebody is here."""
        self._window.clearcolor = (0, 0, 0, 1)
        self._window.bind(on_request_close=lambda *_args, **_kwargs: True)
        self._window.bind(
            on_key_down=self._key,
            on_key_up=self._key_up,
            on_keyboard=lambda *_args, **_kwargs: True,
            on_textinput=lambda *_args: True,
        )
        self._window.bind(on_dropfile=lambda *_args: True)

    def _key(self, _window: Any, code: int, *_args: Any, **_kwargs: Any) -> bool:
        """A key that can be felt; any other says that somebody is here, and nothing else. A key that is held repeats nothing."""
        from kivy.core.window import Keyboard

        from kiosk.visit.events import GlassTouched, TactilePressed

        if code not in self._down:
            self._down.add(code)
            key = next((key for name, key in self._keys.items() if Keyboard.keycodes.get(name) == code), None)
            self._post_to(GlassTouched() if key is None else TactilePressed(key))
        return True

    def _key_up(self, _window: Any, code: int, *_args: Any, **_kwargs: Any) -> bool:
        """A key was let go of."""
        self._down.discard(code)
        return True

    def _survive(self, error: Exception) -> bool:
        """Live through a bug if there have not been too many; have it noted."""
        now = self._clock.get_time()
        self._crashes = [at for at in self._crashes if now - at < 60] + [now]
        self._note_bug(error)
        if len(self._crashes) > CRASHES_ALLOWED:
            self._status = 3
            self.stop()
            return True
        from kiosk.visit.events import DonePressed

        self._post_to(DonePressed())
        return True


def _last_resort(survive: Callable[[Exception], bool]) -> Any:
    """Make the handler Kivy asks about an error nobody caught. One of the two last resorts."""
    from kivy.base import ExceptionHandler, ExceptionManager

    class LastResort(ExceptionHandler):
        """Lets MemoryError and the like through; everything else ends the visit, not the kiosk."""

        def handle_exception(self, inst: BaseException) -> int:
            """Say whether the error has been dealt with."""
            if isinstance(inst, Exception) and not isinstance(inst, MemoryError) and survive(inst):
                return int(ExceptionManager.PASS)
            return int(ExceptionManager.RAISE)

    return LastResort()
