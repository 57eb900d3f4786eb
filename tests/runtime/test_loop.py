"""The loop: one mailbox, everything in its order, and the glass shown only what is new."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.nouns import Ticket
from kiosk.runtime.loop import Loop
from kiosk.visit.effects import Effect, ForgetVisitor, PlaySound, Sound
from kiosk.visit.events import BackPressed, Event, GlassTouched, HomePressed, KeyTyped
from kiosk.visit.look import Look
from kiosk.visit.states import Kiosk, Resting
from kiosk.visit.views import RestingView, Scene
from tests.core.samples import HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Stand:
    """A loop with ears and eyes: `seen` is everything in the order it happened."""

    step: Callable[[Kiosk, Event], tuple[Kiosk, tuple[Effect, ...]]]
    seen: list[object] = field(default_factory=list)
    wakes: int = 0

    def __post_init__(self) -> None:
        """Put the loop together."""
        self.loop = Loop(
            kiosk=Kiosk(HOUSE),
            step=self.step,
            view=_view,
            perform=self.seen.append,
            present=lambda scene: self.seen.append(("shown", scene.view)),
            wake=self._wake,
            observers=(self,),
        )

    def _wake(self) -> None:
        self.wakes += 1

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See an event and the ticket after it."""
        self.seen.append((type(event).__name__, kiosk.ticket))


def _view(kiosk: Kiosk) -> Scene:
    return Scene(Look(), RestingView("", "", None, "", turns=kiosk.ticket))


def _counting(kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
    """Every event but Back is another ticket, and asks for two things."""
    if isinstance(event, BackPressed):
        return kiosk, ()
    return replace(kiosk, ticket=Ticket(kiosk.ticket + 1)), (PlaySound(Sound.DONE), ForgetVisitor(kiosk.ticket))


def _type_on(stand: Stand, name: str) -> None:
    """Post 500 keys."""
    for i in range(500):
        stand.loop.post(KeyTyped(f"{name}{i:03}"))


def test_each_event_is_decided_told_and_done_before_the_next() -> None:
    """Given two events, when pumped, then the order is event, its effects, next event, its effects, and one picture at the end."""
    stand = Stand(_counting)
    stand.loop.post(GlassTouched())
    stand.loop.post(HomePressed())

    assert stand.loop.pump()

    assert stand.seen == [
        ("GlassTouched", 2),
        PlaySound(Sound.DONE),
        ForgetVisitor(Ticket(1)),
        ("HomePressed", 3),
        PlaySound(Sound.DONE),
        ForgetVisitor(Ticket(2)),
        ("shown", RestingView("", "", None, "", turns=3)),
    ]


def test_nothing_new_is_not_shown_again() -> None:
    """Given an event that changes nothing, the glass is left alone; given no event at all, the pump says so."""
    stand = Stand(_counting)
    stand.loop.post(BackPressed())

    assert stand.loop.pump()
    assert not stand.loop.pump()

    assert stand.seen == [("BackPressed", 1)]


def test_what_an_effect_posts_at_once_is_decided_in_the_same_pump() -> None:
    """A printer that is known to be lost answers while it is asked: the visitor sees one picture, not two."""
    stand = Stand(_counting)
    stand.loop._perform = lambda effect: stand.loop.post(BackPressed()) if isinstance(effect, PlaySound) else None
    stand.loop.post(GlassTouched())

    stand.loop.pump()

    assert stand.seen == [("GlassTouched", 2), ("BackPressed", 2), ("shown", RestingView("", "", None, "", turns=2))]


def test_posts_from_many_threads_are_all_decided_each_threads_in_its_order() -> None:
    """Given four threads that post 500 keys each while the loop pumps, none is lost and none overtakes its own."""
    typed: list[str] = []

    def step(kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
        assert isinstance(event, KeyTyped)
        typed.append(event.character)
        return kiosk, ()

    stand = Stand(step)
    threads = [threading.Thread(target=_type_on, args=(stand, name)) for name in "abcd"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        stand.loop.pump()
    stand.loop.pump()

    assert len(typed) == stand.wakes == 2000
    for name in "abcd":
        own = [each for each in typed if each.startswith(name)]
        assert own == sorted(own)


def _answering(stand: Stand, after: float | None) -> None:
    """Let another thread answer the first thing that is asked for, after so many seconds; None = never."""

    def ask(effect: Effect) -> None:
        if isinstance(effect, PlaySound) and stand.loop.kiosk.ticket == 2 and after is not None:
            threading.Timer(after, stand.loop.post, [HomePressed()]).start()

    stand.loop._perform = ask
    stand.loop._is_brief = lambda kiosk: kiosk.ticket == 2


def _to_another_place(kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
    """Every event is another ticket and another place, and asks for two things."""
    kiosk, effects = _counting(kiosk, event)
    return kiosk.at(Resting(kiosk.ticket)), effects


def test_a_screen_that_only_waits_is_not_drawn_when_the_answer_comes_at_once() -> None:
    """Given a look-up whose answer takes a millisecond, the visitor sees one picture, not a flash of »we are looking« first."""
    stand = Stand(_to_another_place)
    _answering(stand, 0.0)
    stand.loop.post(GlassTouched())

    stand.loop.pump()

    assert [seen[1].turns for seen in stand.seen if isinstance(seen, tuple) and seen[0] == "shown"] == [3]


def test_a_screen_that_waits_longer_is_drawn() -> None:
    """Given an answer that does not come, »we are looking« is shown, and the loop has not waited for it."""
    stand = Stand(_to_another_place)
    _answering(stand, None)
    stand.loop.post(GlassTouched())

    stand.loop.pump()

    assert [seen[1].turns for seen in stand.seen if isinstance(seen, tuple) and seen[0] == "shown"] == [2]
