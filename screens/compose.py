"""From a scene to a drawing: which layout draws which view."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from kiosk.visit.views import (
    DoneView,
    FormView,
    HelpView,
    HomeView,
    ListView,
    MessageView,
    RestingView,
    ReviewView,
    StaffView,
    ThingView,
)
from screens.layouts import done, form, help, home, listing, message, resting, review, staff, still_there, thing  # noqa: A004
from screens.mirror import mirrored

if TYPE_CHECKING:
    from kiosk.visit.views import Scene
    from screens.layouts.listing import Roll
    from screens.marks import Drawing
    from screens.pen import Pen


def compose(pen: Pen, scene: Scene, roll: Roll, *, time_left: float, turned: float) -> Drawing:
    """Draw a scene, mirrored where the pen's words run from the right.

    `time_left` 1 to 0 for the warning, `turned` radians for the busy spiral.
    """
    if scene.warning is not None:
        still_there.draw(pen, scene.warning, time_left)
    else:
        _draw_view(pen, scene, roll, turned)
    if scene.focus:
        pen.ring(scene.focus, scene.focus_words)
    drawing = pen.drawing()
    return mirrored(drawing, pen.measures.width) if pen.leftwards else drawing


def _draw_view(pen: Pen, scene: Scene, roll: Roll, turned: float) -> None:  # noqa: C901 - one case a layout
    """Hand the view to its layout."""
    match scene.view:
        case RestingView() as view:
            resting.draw(pen, view)
        case HomeView() as view:
            home.draw(pen, view)
        case ListView() as view:
            listing.draw(pen, view, roll)
        case ThingView() as view:
            thing.draw(pen, view, roll)
        case FormView() as view:
            form.draw(pen, view)
        case ReviewView() as view:
            review.draw(pen, view, roll)
        case DoneView() as view:
            done.draw(pen, view, roll)
        case MessageView() as view:
            message.draw(pen, view, roll, turned)
        case HelpView() as view:
            help.draw(pen, view, roll)
        case StaffView() as view:
            staff.draw(pen, view, roll)
        case never:
            assert_never(never)


def screen_name(scene: Scene) -> str:
    """Name the layout of a scene, for tests and the tour, such as `home` or `list`."""
    if scene.warning is not None:
        return "still_there"
    return type(scene.view).__name__.removesuffix("View").lower()
