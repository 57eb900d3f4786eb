"""Reading order: what stands on the glass, line by line and control by control, from the very view that fills it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard, assert_never

from kiosk.visit.keys import ERASE, rows_of
from kiosk.visit.parts import ChoiceGroup, Code, Frame, Keyboard, StillThere
from kiosk.visit.ring import TYPED, Item, Line, Ring, Stop, field_stop, key_stop, row_stop, stop, switch, tip_stop
from kiosk.visit.views import (
    DoneView,
    FormView,
    HelpView,
    HomeView,
    ListView,
    MessageView,
    RestingView,
    ReviewView,
    Scene,
    StaffView,
    ThingView,
    View,
)

PADS = (Keyboard.CODE, Keyboard.DIGITS)
"""Keyboards whose answers are no words."""


def ring(scene: Scene) -> Ring:
    """Everything that can be pressed, in reading order. What stands in the bar too, in the same words, is met once."""
    rows = () if scene.warning is not None or not isinstance(scene.view, ListView) else scene.view.rows
    before = tuple(filter(_is_stop, _head(scene)))
    known = {(each.id, each.words) for each in before}
    return Ring(before, rows, tuple(each for each in filter(_is_stop, _tail(scene)) if (each.id, each.words) not in known))


def reading(scene: Scene) -> Iterator[Item]:
    """Everything on the glass in reading order; the rows of a list one by one, as they are asked for."""
    yield from _head(scene)
    if scene.warning is None and isinstance(scene.view, ListView):
        yield from (row_stop(row, place) for place, row in enumerate(scene.view.rows))
    yield from _tail(scene)


def around(scene: Scene) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What stands before the rows of a list, and what after them; on any other screen all but the bar, and the bar."""
    return _head(scene), _tail(scene)


def lines(scene: Scene) -> tuple[Line, ...]:
    """Everything that is no control, in reading order."""
    return tuple(each for part in around(scene) for each in part if isinstance(each, Line) and each.text)


def _is_stop(item: Item) -> TypeGuard[Stop]:
    """Whether it can be pressed."""
    return isinstance(item, Stop)


def _head(scene: Scene) -> tuple[Item, ...]:
    """What stands before the rows of a list; on any other screen all but the bar."""
    return _warning(scene.warning) if scene.warning is not None else tuple(_of_view(scene.view))


def _tail(scene: Scene) -> tuple[Item, ...]:
    """The quiet lines over the bar, and the bar."""
    if scene.warning is not None or isinstance(scene.view, RestingView):
        return ()
    return tuple(_bar(scene.view.frame))


def _warning(warning: StillThere) -> tuple[Item, ...]:
    """»Er du der stadig?« covers everything else."""
    return Line(warning.headline, "title"), Line(warning.line, "line"), stop(warning.stay), stop(warning.leave)


def _of_view(view: View) -> Iterator[Item]:  # noqa: C901, PLR0912  one case a layout
    """A layout from the top."""
    match view:
        case RestingView():
            yield from _resting(view)
        case HomeView():
            yield from _home(view)
        case ListView():
            yield from _list(view)
        case ThingView():
            yield from _thing(view)
        case FormView():
            yield from _form(view)
        case ReviewView():
            yield from _review(view)
        case DoneView():
            yield from _done(view)
        case MessageView():
            yield Line(view.headline, "title")
            yield from _words(() if view.busy else view.paragraphs)
            yield from map(stop, view.presses)
        case HelpView():
            yield from (Line(view.frame.title, "title"), Line(view.line, "line"))
            for group in view.groups:
                yield from _group(group)
        case StaffView():
            yield Line(view.verdict, "title")
            for section in view.sections:
                yield Line(section.title, "section")
                yield from _facts(tuple((label, words) for label, words, _ in section.lines))
            yield from map(stop, view.presses)
        case _:
            assert_never(view)


def _resting(view: RestingView) -> Iterator[Item]:
    """Nobody is here."""
    poster = view.poster
    shown = (view.opening,) if poster is None else (poster.kicker, poster.title, poster.line)
    yield from _words((view.branch, view.demo, *shown, view.invitation))


def _home(view: HomeView) -> Iterator[Item]:
    """Name and question, the rooms, and where to hold a book."""
    yield from (Line(view.branch, "title"), Line(view.frame.title, "line"))
    yield from (field_stop(each) for each in view.fields)
    yield from (Line(view.scan_title, "scan"), Line(view.scan_line, "scan"), stop(view.slip))


def _list(view: ListView) -> Iterator[Item]:
    """What stands over the rows, or instead of them."""
    yield from (Line(view.frame.title, "title"), Line(view.lead_in, "line"))
    yield from map(switch, view.chips)
    if view.empty is not None:
        yield from (Line(view.empty.headline, "empty"), Line(view.empty.line, "empty"))
        yield from map(stop, view.empty.presses)


def _thing(view: ThingView) -> Iterator[Item]:
    """Title, facts and words, tips, the code, and what can be done."""
    yield from (Line(view.cover.title, "title"), Line(view.cover.line, "line"))
    yield from _facts(view.facts)
    yield from _words(view.paragraphs)
    yield Line(view.tips_title if view.tips else "", "tips")
    yield from map(tip_stop, view.tips)
    yield from _code(view.code)
    yield Line(view.note, "note")
    yield from map(stop, (view.main,) if view.main else ())
    yield from map(stop, view.second)


def _form(view: FormView) -> Iterator[Item]:
    """The question, the answer so far, what is wrong with it or what it is for, and the keys."""
    yield from (Line(view.question, "title"), Line(view.progress, "line"))
    yield Line(view.value, TYPED, personal=True, secret=view.masked, spelled=view.keyboard in PADS)
    yield Line(view.problem or view.why, "problem" if view.problem else "why")
    yield from map(switch, view.choices)
    for key in (key for row in rows_of(view.keyboard, view.letters) for key in row):
        yield stop(view.erase) if key == ERASE else key_stop(key, secret=view.masked)
    yield stop(view.next)


def _review(view: ReviewView) -> Iterator[Item]:
    """What will be sent. The last two facts are what the visitor typed."""
    yield from (Line(view.headline, "title"), Line(view.progress, "line"))
    yield from _facts(view.facts[:-2])
    yield from _facts(view.facts[-2:], personal=True)
    yield Line(view.promise, "promise")
    yield from map(stop, (view.main, *view.second))


def _done(view: DoneView) -> Iterator[Item]:
    """What happened, paper or code, and all that stands on the slip."""
    yield Line(view.headline, "title")
    yield from _code(view.code)
    yield Line(view.paper_line, "paper")
    yield from _facts(view.facts)
    yield from _words(view.paragraphs)
    yield from map(stop, view.presses)


def _group(group: ChoiceGroup) -> Iterator[Item]:
    """A heading and its choices."""
    yield Line(group.title, "group")
    yield from map(switch, group.choices)


def _code(code: Code | None) -> Iterator[Item]:
    """The letters of a code, and what it is for."""
    if code is not None:
        yield from (Line(code.letters, "code", spelled=True), Line(code.caption, "code"))


def _facts(facts: tuple[tuple[str, str], ...], *, personal: bool = False) -> Iterator[Item]:
    """Label and value, each in its own language. The label is nobody's secret."""
    for label, value in facts:
        yield from (Line(label, "label"), Line(value, "fact", personal=personal))


def _words(parts: Sequence[str]) -> Iterator[Item]:
    """Running words."""
    return (Line(part, "words") for part in parts)


def _bar(frame: Frame) -> Iterator[Item]:
    """Notice and quiet lines, Home and Back, help and languages."""
    yield from (Line(frame.notice, "notice"), Line(frame.demo, "demo"), Line(frame.status, "status"))
    yield from (stop(press) for press in (frame.home, frame.back, frame.help) if press is not None)
    yield from map(switch, frame.languages)
