"""Numbers 9, 11, 12 to 16, 36, 42 and 43: how the machine behaves, walked event by event with nobody's clock but ours."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, get_args

import msgspec
from msgspec.structs import replace

from kiosk import ports
from kiosk.audit.showing import Showing, kiosk_at
from kiosk.audit.values import Case, Reading, holds
from kiosk.audit.walks import CATALOGUE, WALKS, WELL, Walk
from kiosk.nouns import DANISH
from kiosk.runtime.journal import told
from kiosk.visit import events as e
from kiosk.visit.effects import PlaySound
from kiosk.visit.limits import FORMS, answer_within, quiet_after
from kiosk.visit.look import TextSize, Theme
from kiosk.visit.machine import step
from kiosk.visit.states import Resting, Review, SignupPage
from kiosk.visit.view import view
from kiosk.visit.views import HelpView, MessageView
from screens.pacing import COUNT_SECONDS, TURN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.visit.states import Kiosk

MARKER = "ÅSE-MARIE"
"""What the walks type as a first name."""

EXTENSIONS = 12
"""How often more time is asked for: the clause wants ten."""

BY_GESTURE = ("StaffAsked", "GlassTouched")
"""Touches that no control gives: the hidden way of staff, five single taps, and the touch that only wakes."""

BY_HAND = ("TactilePressed", "HeadsetPlugged", "FocusAsked")
"""Touches that come from keys, a plug and assistive technology, never from the glass."""

FORBIDDEN_PORTS = ("Microphone", "Camera", "Fingerprint", "Face")


def read() -> Iterator[Reading]:
    """Walk, and measure."""
    yield from _taps()
    yield from _typing()
    yield from _time()
    yield from _leaving()
    yield from _set_back()
    yield from _moving()
    yield from _signing_up()
    for name in FORBIDDEN_PORTS:
        yield holds(43, "kiosk/ports.py", f"no port {name}", not any(name in each for each in vars(ports)))


def _taps() -> Iterator[Reading]:
    """Every kind of touch there is can be made by one tap on a control that some screen draws."""
    from kiosk.audit.ruler import Ruler

    showing = Showing(Ruler())
    found: set[str] = set()
    for walk, language in product(WALKS, ("da", "uk")):  # another alphabet has a control of its own
        found |= {type(each.event).__name__ for each in showing.show(walk, Case("portrait", language)).drawing.targets}
    for touch in get_args(e.Touch):
        if touch.__name__ not in (*BY_GESTURE, *BY_HAND):
            yield holds(9, "all walks", f"a tap for {touch.__name__}", touch.__name__ in found)


def _typing() -> Iterator[Reading]:
    """Typing alone changes nothing but the answer: the same question, the same way back."""
    kiosk = kiosk_at("first_name", Case("portrait"))
    after, effects = step(kiosk, e.KeyTyped("B"), CATALOGUE)
    same = type(after.place) is type(kiosk.place) and after.trail == kiosk.trail and not effects
    yield holds(11, "first_name", "typing opens nothing", same)


def _time() -> Iterator[Reading]:
    """A limit warns in two senses, gives 20 seconds, and is extended by any touch as often as one likes."""
    for walk in WALKS:
        kiosk = kiosk_at(walk, Case("portrait"))
        after = quiet_after(kiosk)
        if after is None:
            continue
        yield Reading(12, walk, "seconds before the question", after, 20.0)
        yield Reading(12, walk, "seconds to answer it", answer_within(kiosk), 20.0)
        yield from _warned(walk, kiosk)
    form = kiosk_at("first_name", Case("portrait"))
    large = kiosk_at("home", Case("portrait", size=TextSize.LARGEST))
    yield Reading(12, "first_name", "twice the time in a form", quiet_after(form) or 0.0, 50.0)
    yield Reading(12, "home", "twice the time for the largest letters", quiet_after(large) or 0.0, 50.0)


def _warned(walk: str, kiosk: Kiosk) -> Iterator[Reading]:
    """Warn and extend, again and again; the place and what is typed stay."""
    if kiosk.warned:
        return
    now, heard, seen = kiosk, False, False
    for _ in range(EXTENSIONS):
        now, effects = step(now, e.WentQuiet(now.ticket), CATALOGUE)
        heard = any(isinstance(each, PlaySound) for each in effects)
        seen = now.warned
        now, _none = step(now, e.GlassTouched(), CATALOGUE)
    yield holds(12, walk, f"extended {EXTENSIONS} times by a touch", now.place == kiosk.place and not now.warned)
    yield holds(13, walk, "the warning is seen and heard", heard and seen)


def _leaving() -> Iterator[Reading]:
    """When a visit ends, by choice or by time, nothing typed is left."""
    for walk in ("first_name", "phone", "email", "review", "keeping", "done", "signup"):
        kiosk = kiosk_at(walk, Case("portrait"))
        for way in (e.DonePressed(), e.TimeRanOut(kiosk.ticket)):
            warned = replace(kiosk, warned=True)
            after, _ = step(warned, way, CATALOGUE)
            if not isinstance(after.place, Resting):
                continue  # while something is being kept nothing may interrupt
            yield holds(14, walk, f"nothing left after {type(way).__name__}", not _holds_marker(after))
    yield holds(14, "journal", "a typed key is not told", told(e.KeyTyped("Å")) == {})


def _set_back() -> Iterator[Reading]:
    """Whatever a visitor chose is chosen for that visitor only."""
    changed = kiosk_at("help", Case("portrait"))
    wish: e.Event
    for wish in (e.LanguageChosen(changed.house.languages[-1]), e.ThemeChosen(Theme.NIGHT), e.SizeChosen(TextSize.LARGEST)):
        changed, _ = step(changed, wish, CATALOGUE)
    for wish in (e.ReachChosen(low=True), e.CalmChosen(calm=True), e.ReadAloudChosen(on=True)):
        changed, _ = step(changed, wish, CATALOGUE)
    after, _ = step(changed, e.DonePressed(), CATALOGUE)
    for name in after.look.__struct_fields__:
        own, house = getattr(after.look, name), getattr(after.house.look, name)
        yield holds(36, "help", f"{name} is set back", own == house)
        yield holds(36, "help", f"{name} could be chosen", getattr(changed.look, name) != house)


def _holds_marker(kiosk: Kiosk) -> bool:
    """Whether what was typed stands anywhere in the kiosk or on its glass."""
    held = msgspec.json.encode(replace(kiosk, house=replace(kiosk.house, programme=type(kiosk.house.programme)()))).decode()
    shown = msgspec.json.encode(view(kiosk, CATALOGUE)).decode()
    return any(MARKER in each or "aase@bib" in each for each in (held, shown))


def _moving() -> Iterator[Reading]:
    """What moves can be stopped, from any screen, by one control; nothing is drawn often enough to flash."""
    kiosk = kiosk_at("home", Case("portrait"))
    helped = view(step(kiosk, e.HelpPressed(), CATALOGUE)[0], CATALOGUE).view
    offers = isinstance(helped, HelpView) and any(
        e.CalmChosen(calm=True) == each.event for group in helped.groups for each in group.choices
    )
    yield holds(15, "help", "one control stops what moves", offers)
    for seconds, what in ((TURN_SECONDS, "busy spiral"), (COUNT_SECONDS, "countdown")):
        yield Reading(
            16, what, f"drawn {1 / seconds:.0f} times a second: at most {0.5 / seconds:.1f} flashes", 3.0 - 0.5 / seconds, 0.0
        )
    busy = [walk for walk in WALKS if isinstance(found := _scene(walk), MessageView) and found.busy]
    yield holds(15, ", ".join(busy), "what moves lasts only while something is looked for", busy)


def _scene(walk: str) -> object:
    """The view of a walk."""
    return view(kiosk_at(walk, Case("portrait")), CATALOGUE).view


def _signing_up() -> Iterator[Reading]:
    """Nothing is sent before it was seen; it can be corrected, and taken back by the code."""
    walk = WALKS["review"](Walk(DANISH, WELL))
    yield holds(42, "review", "a review before sending", isinstance(walk.kiosk.place, Review))
    walk.do(e.BackPressed())
    yield holds(42, "review", "back to correct", isinstance(walk.kiosk.place, FORMS) and not isinstance(walk.kiosk.place, Review))
    later = WALKS["signup"](Walk(DANISH, WELL))
    yield holds(42, "signup", "taken back by the code", isinstance(later.kiosk.place, SignupPage))
    later.do(e.CancelPressed())
    sure = isinstance(later.kiosk.place, SignupPage) and later.kiosk.place.sure
    yield holds(42, "signup", "asked once more before it is taken back", sure)
