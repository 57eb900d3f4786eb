"""What a view says and offers, as the layout has to show it: taken from the view itself, not from what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.order import lines
from kiosk.visit.views import (
    Code,
    DoneView,
    FormView,
    Frame,
    HelpView,
    HomeView,
    ListView,
    MessageView,
    Press,
    RestingView,
    ReviewView,
    StaffView,
    ThingView,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.visit.views import Scene


def texts(scene: Scene, *, small: bool) -> tuple[str, ...]:
    """Every text a visitor must find on the glass. The small one is laid out without the lines that only explain."""
    if scene.warning is not None:
        return (scene.warning.headline, scene.warning.line)
    words = [*_of(scene.view, small=small), *_framed(scene.view)]
    return tuple(text for text in words if text)


def presses(scene: Scene) -> tuple[Press, ...]:
    """Every control a visitor must find, but for the rows of a list, which come page by page, and the keys."""
    if scene.warning is not None:
        return (scene.warning.stay, scene.warning.leave)
    return (*_own_presses(scene.view), *_frame_presses(scene.view))


def heading(scene: Scene) -> str:
    """The one heading of a screen: what it is for."""
    if scene.warning is not None:
        return scene.warning.headline
    return next(line.text for line in lines(scene) if line.of in {"title", "words"})


def _of(view: View, *, small: bool) -> Iterator[str]:  # noqa: C901 - one case a view
    """The words of a view, without its frame's."""
    match view:
        case RestingView():
            yield from (view.branch, view.invitation, *((view.poster.title, view.poster.line) if view.poster else (view.opening,)))
        case HomeView():
            yield from (view.branch, view.scan_title, "" if small else view.scan_line, "" if small else view.frame.title)
            for each in view.fields:
                yield from (each.verb, each.line)
        case ListView():
            yield from (view.frame.title, "" if small else view.lead_in)
        case ThingView():
            yield from (view.cover.title, view.note, *_pairs(view.facts), *view.paragraphs, *_code(view.code))
            yield from (words for tip in view.tips for words in (tip.title, tip.reason))
        case FormView():
            yield from (view.question, view.problem or view.why)
        case ReviewView():
            yield from (view.headline, *_pairs(view.facts), view.promise)
        case DoneView():
            yield from (view.headline, *_pairs(view.facts), *view.paragraphs, view.paper_line, *_code(view.code))
        case MessageView():
            yield from (view.headline, *(() if view.busy else view.paragraphs))
        case HelpView():
            yield from (view.frame.title, *(group.title for group in view.groups))
        case StaffView():
            yield view.verdict
            for section in view.sections:
                yield from (section.title, *(words for label, value, _ in section.lines for words in (label, value)))


def _framed(view: View) -> Iterator[str]:
    """The words of a view's frame."""
    if not isinstance(view, RestingView):
        yield from (view.frame.status, view.frame.notice)


def _pairs(facts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Labels and values."""
    for label, value in facts:
        yield from (label, value)


def _code(code: Code | None) -> tuple[str, ...]:
    """A code's letters and what it is for."""
    return () if code is None else (code.letters, code.caption)


def _own_presses(view: View) -> Iterator[Press]:  # noqa: C901 - one case a view
    """The controls of a view, without its frame's."""
    match view:
        case HomeView():
            yield from (*(each.press for each in view.fields), view.slip)
        case ListView():
            yield from view.chips
        case ThingView():
            yield from (*((view.main,) if view.main else ()), *view.second, *(tip.press for tip in view.tips))
        case FormView():
            yield from (view.next, view.erase)
        case ReviewView():
            yield from (view.main, *view.second)
        case DoneView() | MessageView() | StaffView():
            yield from view.presses
        case HelpView():
            yield from (press for group in view.groups for press in group.choices)
        case RestingView():
            return


def _frame_presses(view: View) -> Iterator[Press]:
    """The controls of a view's frame."""
    if isinstance(view, RestingView):
        return
    frame: Frame = view.frame
    yield from (press for press in (frame.back, frame.home, frame.help) if press is not None)
    every = tuple(press for press in frame.languages if press.id == "languages")
    yield from every or frame.languages  # behind the way to all languages each has its field
