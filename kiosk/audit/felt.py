"""Numbers 19, 21, 23, 35, 37, 39 and 45: the keys that can be felt, and what shows where they are at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit.showing import Showing, kiosk_at, scene_of
from kiosk.audit.values import Case, Reading, holds
from kiosk.audit.walks import CATALOGUE
from kiosk.runtime.sounds import NOTES
from kiosk.visit import events as e
from kiosk.visit.aloud import ring
from kiosk.visit.look import VOLUMES, TactileKey
from kiosk.visit.machine import step
from kiosk.visit.order import lines
from kiosk.visit.view import view
from kiosk.visit.views import HelpView
from screens.layouts.listing import Roll
from screens.marks import Fill
from screens.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.audit.values import Shown
    from kiosk.visit.states import Kiosk
    from screens.marks import Mark

STEP_DB = 6.0
"""Decibels between two steps of loudness. Source: kiosk/visit/look.py."""

WISHES = 4
"""Groups of »Hjælp mig« at least: size, colours, reach, calm; a fifth where there is a voice."""

MOST_NEXT = 400


def read() -> Iterator[Reading]:
    """Press the keys that can be felt, and measure."""
    rest = kiosk_at("resting", Case("portrait"))
    yield holds(
        21, "resting", "any key begins the speech", step(rest, e.TactilePressed(TactileKey.NEXT), CATALOGUE)[0].look.voice.on
    )
    yield holds(21, "resting", "a headset begins the speech", step(rest, e.HeadsetPlugged(inside=True), CATALOGUE)[0].look.voice.on)
    yield from _again_and_stop()
    yield Reading(35, "kiosk/visit/look.py", "range of loudness", (VOLUMES - 1) * STEP_DB, 18.0)
    yield holds(35, "keys", "louder and softer by touch alone", {TactileKey.LOUDER, TactileKey.SOFTER} <= set(TactileKey))
    for sound, notes in NOTES.items():
        yield Reading(
            37, "kiosk/runtime/sounds.py", f"{sound.value} shorter than 3 s", 3.0 - sum(seconds for _, seconds in notes), 0.0
        )
    for walk in ("home", "events", "event", "first_name", "help", "done"):
        yield from _round(walk, _speaking(walk))
    yield from _help()


def _speaking(walk: str) -> Kiosk:
    """A kiosk that reads aloud."""
    kiosk = kiosk_at(walk, Case("portrait"))
    return replace(kiosk, look=replace(kiosk.look, voice=replace(kiosk.look.voice, on=True)))


def _again_and_stop() -> Iterator[Reading]:
    """One key repeats; another one falls silent."""
    kiosk = _speaking("home")
    again, _ = step(kiosk, e.TactilePressed(TactileKey.REPEAT), CATALOGUE)
    yield holds(23, "home", "a key repeats", again.again == kiosk.again + 1)
    silent = [key.value for key in TactileKey if not step(kiosk, e.TactilePressed(key), CATALOGUE)[0].look.voice.on]
    yield holds(23, "home", "a key stops the speech", silent)
    yield holds(
        23, "home", "taking the headset out stops it", not step(kiosk, e.HeadsetPlugged(inside=False), CATALOGUE)[0].look.voice.on
    )


def _round(walk: str, kiosk: Kiosk) -> Iterator[Reading]:
    """Next reaches every control, opens nothing, and comes round; Back leads out."""
    stops = ring(view(kiosk, CATALOGUE))
    seen, now = set(), kiosk
    for _ in range(min(MOST_NEXT, len(stops) + 1)):
        now, _none = step(now, e.TactilePressed(TactileKey.NEXT), CATALOGUE)
        seen.add(now.focus)
        if now.place != kiosk.place:
            break
    yield holds(11, walk, "moving the focus opens nothing", now.place == kiosk.place)
    yield holds(39, walk, f"next reaches all {len(stops)} and returns", now.focus == -1 and len(seen) == len(stops) + 1)


def focus(shown: Shown, showing: Showing) -> Iterator[Reading]:
    """Whether a ring is drawn round what the keys are at: thick enough, and standing out."""
    if ring(shown.scene):
        scene = scene_of(shown.walk, shown.case, focus=0)
        marks = [mark for mark in showing.draw(shown.case, scene, Roll()).marks if mark not in shown.drawing.marks]
        edges = [mark for mark in marks if isinstance(mark, Fill) and min(mark.box.w, mark.box.h) > 0]
        thick = min((shown.mm(min(edge.box.w, edge.box.h)) for edge in edges), default=0.0)
        yield Reading(39, shown.place, f"mm of the ring round {scene.focus}", round(thick + 0.005, 2), 1.0)
        yield Reading(39, shown.place, f"contrast of the ring round {scene.focus}", _stands_out(edges, shown), 3.0)


def _stands_out(edges: list[Fill], shown: Shown) -> float:
    """The contrast of the ring with what lies under it: the best of its colours, for a ring may have two."""
    if not edges:
        return 0.0
    grounds = [_under(edge, shown.drawing.marks) for edge in edges]
    return round(min(max(contrast(other.colour, ground.colour) for other in edges) for ground in grounds if ground), 2)


def _under(edge: Fill, marks: tuple[Mark, ...]) -> Fill | None:
    """The last field under the middle of an edge."""
    return next((mark for mark in reversed(marks) if isinstance(mark, Fill) and mark.box.holds(*edge.box.centre)), None)


def _help() -> Iterator[Reading]:
    """»Hjælp mig« lists what there is, and says it."""
    scene = view(kiosk_at("help", Case("portrait")), CATALOGUE)
    groups = scene.view.groups if isinstance(scene.view, HelpView) else ()
    yield Reading(45, "help", "groups of wishes", float(len(groups)), float(WISHES))
    heads = [line.text for line in lines(scene)]
    yield holds(45, "help", "each heading is said", all(group.title in heads for group in groups))
