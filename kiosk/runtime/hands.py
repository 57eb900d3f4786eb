"""The hands: each effect is handed to whoever does it, and how it went comes back as an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

from kiosk.visit.effects import (
    CheckPin,
    Enrol,
    FindBook,
    FindSignup,
    ForgetVisitor,
    KeepCancel,
    KeepHouseLanguage,
    KeepSignup,
    PlaySound,
    PrintSlip,
    ReadStaffReport,
    SendAgain,
    WatchVerdict,
)
from kiosk.visit.events import SlipFailed, SlipPrinted

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.nouns import Language
    from kiosk.ports import Trouble
    from kiosk.runtime.archive import Archive
    from kiosk.runtime.errands import HubErrands
    from kiosk.runtime.lanes import Lane
    from kiosk.slips.blocks import Slip
    from kiosk.visit.effects import Effect, Sound
    from kiosk.visit.events import Event


class SlipPrinter(Protocol):
    """Whoever prints slips: the printer's keeper, or nobody."""

    def print_slip(self, slip: Slip, done: Callable[[Trouble | None], None]) -> None:
        """Print a slip; `done(None)` = it came out."""

    def forget(self) -> None:
        """Drop what is not printed."""


class StaffDoorkeeper(Protocol):
    """Whoever knows the PIN and the state of everything."""

    def check_pin(self, effect: CheckPin) -> None:
        """Answer PinAccepted or PinRefused."""

    def report(self, effect: ReadStaffReport) -> None:
        """Answer StaffReportRead."""

    def keep_language(self, language: Language) -> None:
        """Store the resting language."""


class Hands:
    """Performs effects. Called in the UI thread; nothing here waits."""

    def __init__(  # noqa: PLR0913 - each by name
        self,
        *,
        store: Lane,
        archive: Archive,
        printer: SlipPrinter,
        staff_lane: Lane,
        staff: StaffDoorkeeper,
        errands: HubErrands,
        play: Callable[[Sound], None],
        forget_glass: Callable[[], None],
        post: Callable[[Event], None],
    ) -> None:
        """Take everybody who does something."""
        self._store = store
        self._archive = archive
        self._printer = printer
        self._staff_lane = staff_lane
        self._staff = staff
        self._errands = errands
        self._play = play
        self._forget_glass = forget_glass
        self._post = post

    def perform(self, effect: Effect) -> None:  # noqa: C901, PLR0912 - one case an effect
        """Have an effect done."""
        archive = self._archive
        match effect:
            case KeepSignup():
                self._store.do(lambda: archive.keep_signup(effect))
            case FindSignup():
                self._store.do(lambda: archive.find_signup(effect))
            case KeepCancel():
                self._store.do(lambda: archive.keep_cancel(effect))
            case WatchVerdict():
                self._store.do(lambda: archive.watch(effect))
            case FindBook():
                self._store.do(lambda: archive.find_book(effect))
            case PrintSlip():
                self._print(effect)
            case PlaySound():
                self._play(effect.sound)
            case ForgetVisitor():
                self._forget()
            case CheckPin():
                self._staff_lane.do(lambda: self._staff.check_pin(effect))
            case ReadStaffReport():
                self._store.do(lambda: self._staff.report(effect))
            case SendAgain():
                self._store.do(lambda: self._errands.send_again(effect))
            case Enrol():
                self._store.do(lambda: self._errands.enrol(effect))
            case KeepHouseLanguage():
                self._staff_lane.do(lambda: self._staff.keep_language(effect.language))
            case never:
                assert_never(never)

    def _print(self, effect: PrintSlip) -> None:
        """Print, and tell how it went; the ticket sees to it that nobody else hears of it."""

        def done(trouble: Trouble | None) -> None:
            ticket, number = effect.ticket, effect.number
            self._post(SlipPrinted(ticket, number) if trouble is None else SlipFailed(ticket, number, trouble.value))

        self._printer.print_slip(effect.slip, done)

    def _forget(self) -> None:
        """The visitor has left: nothing of theirs stays anywhere."""
        self._printer.forget()
        self._store.do(self._archive.unwatch)
        self._forget_glass()
