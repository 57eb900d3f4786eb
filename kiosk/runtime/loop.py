"""The loop: one mailbox, one decision at a time, and the glass shown what came of it."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.visit.effects import Effect
    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk
    from kiosk.visit.views import Scene

    Step = Callable[[Kiosk, Event], tuple[Kiosk, tuple[Effect, ...]]]
    View = Callable[[Kiosk], Scene]


BLINK_S = 0.02
"""How long a screen that only says »we are looking« is held back: most answers come by then, and one frame is drawn, not two."""


class Observer(Protocol):
    """Whoever is told of each event once it has been decided: the journal, the idle clock."""

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See an event and what the kiosk is after it."""


class Loop:
    """Holds the kiosk's state. Any thread may post; only the thread that pumps decides."""

    def __init__(
        self,
        *,
        kiosk: Kiosk,
        step: Step,
        view: View,
        perform: Callable[[Effect], None],
        present: Callable[[Scene], None],
        wake: Callable[[], None],
        observers: tuple[Observer, ...] = (),
        is_brief: Callable[[Kiosk], bool] = lambda _kiosk: False,
    ) -> None:
        """Begin with a state, and with the ways out: effects to hands, scenes to the glass.

        `is_brief` tells that the kiosk only waits for an answer that takes a blink.
        """
        self.kiosk = kiosk
        self._step = step
        self._view = view
        self._perform = perform
        self._present = present
        self._wake = wake
        self._observers = observers
        self._is_brief = is_brief
        self._mailbox: deque[Event] = deque()
        self._posted = threading.Event()

    def post(self, event: Event) -> None:
        """Put an event in the mailbox, from any thread, and wake the loop."""
        self._mailbox.append(event)
        self._posted.set()
        self._wake()

    def pump(self) -> bool:
        """Decide everything in the mailbox and show what came of it; give whether anything was there."""
        before = self.kiosk
        seen = self._decide_all()
        if self.kiosk.place is not before.place and self._is_brief(self.kiosk) and self._posted.wait(BLINK_S):
            self._decide_all()
        if self.kiosk is not before:
            self.show()
        return seen

    def _decide_all(self) -> bool:
        """Decide what is in the mailbox; give whether anything was there."""
        seen = False
        self._posted.clear()
        while self._mailbox:
            seen = True
            event = self._mailbox.popleft()
            self.kiosk, effects = self._step(self.kiosk, event)
            for observer in self._observers:
                observer.noticed(event, self.kiosk)
            for effect in effects:
                self._perform(effect)
        return seen

    def show(self) -> None:
        """Show the kiosk as it stands."""
        self._present(self._view(self.kiosk))
