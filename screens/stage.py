"""The stage: one widget that shows scenes and reports touches. It decides nothing about the library."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.nouns import FROM_THE_RIGHT
from kiosk.visit.events import GlassTouched, StaffAsked
from kiosk.visit.views import HomeView, ListView, MessageView, RestingView, ThingView
from screens.compose import compose, screen_name
from screens.layouts.listing import LESS, MORE, Roll
from screens.marks import Drawing, Letters, Target
from screens.pacing import COUNT_SECONDS, TURN_SECONDS
from screens.painter import Painter
from screens.pen import Pen
from screens.rolling import bring, page_back, page_on, place_of, rolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.visit.events import Event
    from kiosk.visit.views import Scene
    from screens.desk import Desk
    from screens.watch import Watch

CORNER_MM, CORNER_TAPS, CORNER_SECONDS = 26.0, 5, 4.0
"""The way to the staff screen: five taps in the upper corner where the glass begins."""

DRAG_MM = 5.0
"""How far a finger moves before it is a drag and presses nothing."""


class Stage(Widget):
    """Shows the newest scene; posts what is pressed."""

    _painter: Painter
    tell: Callable[[Scene, Drawing], None] | None = None
    """Who else wants to know of each drawing."""

    def __init__(self, *, desk: Desk, post: Callable[[Event], None], watch: Watch | None, **kwargs: Any) -> None:
        """Take what to draw with, and where to report; `paint_with` gives the painter of this widget's canvas."""
        super().__init__(**kwargs)
        self._desk = desk
        self._post = post
        self._watch = watch
        self._scene: Scene | None = None
        self._drawing = Drawing((), ())
        self._roll = Roll()
        self._held: dict[Any, tuple[Target | None, float, float]] = {}
        self._taps: list[float] = []
        self._asked_at = 0.0
        self._turned = 0.0
        self._tick: Any = None

    def paint_with(self, painter: Painter) -> None:
        """Take the painter."""
        self._painter = painter

    # ---------------------------------------------------------------------------------------------------------- showing

    def present(self, scene: Scene) -> None:
        """Show a scene; the same one again costs nothing."""
        if scene == self._scene:
            return
        old, self._scene = self._scene, scene
        if old is None or place_of(old) != place_of(scene):
            self._roll = Roll()
            self._held.clear()
        if scene.warning is not None and (old is None or old.warning is None):
            self._asked_at = Clock.get_time()
        self._keep_moving()
        self.redraw()
        if scene.focus and (old is None or old.focus != scene.focus):
            self._bring_in_sight(scene)

    def _bring_in_sight(self, scene: Scene) -> None:
        """Roll a list, or leaf from the first page on, until the control the keys are at is on the glass."""
        if scene.row >= 0:
            bring(self._roll, scene.row)
            self.redraw()
        elif isinstance(scene.view, ThingView) and not self._shows(scene.focus):
            self._roll.first = 0
            self.redraw()
            while not self._roll.last and not self._shows(scene.focus):
                page_on(self._roll)
                self.redraw()

    def _shows(self, name: str) -> bool:
        """Whether a control is on the glass."""
        return any(target.id == name for target in self._drawing.targets)

    def redraw(self) -> None:
        """Draw the scene as it now stands (rolled, counted down, turned)."""
        scene = self._scene
        if scene is None:
            return
        began = perf_counter()
        self._drawing = compose(self._pen(scene), scene, self._roll, time_left=self._time_left(scene), turned=self._turned)
        self._painter.show(self._drawing.marks)
        if self.tell is not None:
            self.tell(scene, self._drawing)
        if self._watch is not None:
            self._watch.drawn(screen_name(scene), self._drawing, (perf_counter() - began) * 1000)

    def rehearse(self, scene: Scene) -> None:
        """Set the words of a scene without showing it."""
        drawing = compose(self._pen(scene), scene, Roll(), time_left=0.0, turned=0.0)
        for mark in drawing.marks:
            if isinstance(mark, Letters):
                self._desk.typesetter.texture(mark.words, mark.style, mark.box.w)

    def _pen(self, scene: Scene) -> Pen:
        """A pen for the look of a scene."""
        desk = self._desk
        return Pen(
            colours=desk.colours(scene.look, scene.colours),
            measures=desk.measures(scene.look),
            typesetter=desk.typesetter,
            leftwards=scene.look.language in FROM_THE_RIGHT,
        )

    def forget(self) -> None:
        """Let go of everything that was drawn for a visitor."""
        self._painter.forget()
        self._desk.typesetter.forget()
        self._drawing = Drawing((), ())
        self._held.clear()
        if self._scene is not None:
            self.redraw()

    def _time_left(self, scene: Scene) -> float:
        """The part of the time to answer that is left."""
        if scene.warning is None:
            return 0.0
        return max(0.0, 1.0 - (Clock.get_time() - self._asked_at) / scene.warning.seconds)

    def _keep_moving(self) -> None:
        """Run a tick only while something moves: a countdown each second, a busy spiral five times a second."""
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None
        scene = self._scene
        if scene is None or scene.look.calm:
            return
        if scene.warning is not None:
            self._tick = Clock.schedule_interval(lambda _dt: self.redraw(), COUNT_SECONDS)
        elif isinstance(scene.view, MessageView) and scene.view.busy:
            self._tick = Clock.schedule_interval(self._turn, TURN_SECONDS)

    def _turn(self, _dt: float) -> None:
        """Turn the busy spiral a little."""
        self._turned += 0.5
        self.redraw()

    # --------------------------------------------------------------------------------------------------------- touching

    def on_touch_down(self, touch: Any) -> bool:
        """Answer at once: the target under the finger changes its colours."""
        x, y = touch.x, self.height - touch.y
        if touch.is_mouse_scrolling:
            return True
        target = self._under(x, y)
        self._held[touch.uid] = (target, x, y)
        if target is not None:
            self._painter.press(target)
        else:
            self._post(GlassTouched())
        self._corner(x, y)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Roll a list under the finger; a drag presses nothing."""
        held = self._held.get(touch.uid)
        if held is None:
            return True
        target, x0, y0 = held
        x, y = touch.x, self.height - touch.y
        area = self._drawing.scrolls
        if area is not None and area.holds(x0, y0) and (target is None or abs(y - y0) > self._desk.mm(DRAG_MM)):
            self._held[touch.uid] = (None, x0, y)
            self._drag(y - y0, was_pressed=target is not None)
        elif target is not None and not target.box.holds(x, y):
            self._painter.release()
            self._held[touch.uid] = (None, x0, y0)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Press what the finger leaves, if it is what it came down on."""
        held = self._held.pop(touch.uid, None)
        if held is None or held[0] is None:
            return True
        target = held[0]
        self._painter.release()
        if not target.box.holds(touch.x, self.height - touch.y):
            return True
        self.press(target)
        return True

    def press(self, target: Target) -> None:
        """Do what pressing a target does, by a finger or by assistive technology."""
        for event in target.emits:
            self._post(event)
        if target.event is None:
            self._page(target.id)

    def _under(self, x: float, y: float) -> Target | None:
        """Find the target under a point; those drawn last lie on top."""
        return next((target for target in reversed(self._drawing.targets) if target.box.holds(x, y)), None)

    def _drag(self, down: float, *, was_pressed: bool) -> None:
        """Roll the list by a finger's way."""
        if was_pressed:
            self._painter.release()
            self._post(GlassTouched())
        scene = self._scene
        if scene is not None and isinstance(scene.view, ListView) and rolled(self._roll, -down, len(scene.view.rows)):
            self.redraw()

    def _page(self, name: str) -> None:
        """Turn a page of the list."""
        self._post(GlassTouched())
        if name == MORE:
            page_on(self._roll)
        elif name == LESS:
            page_back(self._roll)
        self.redraw()

    def _corner(self, x: float, y: float) -> None:
        """Count taps in the corner that leads to the staff screen."""
        scene = self._scene
        reach = self._desk.mm(CORNER_MM)
        if scene is None or not isinstance(scene.view, HomeView | RestingView) or x > reach or y > reach:
            return
        now = Clock.get_time()
        self._taps = [at for at in self._taps if now - at < CORNER_SECONDS] + [now]
        if len(self._taps) >= CORNER_TAPS:
            self._taps.clear()
            self._post(StaffAsked())
