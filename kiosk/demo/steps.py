"""The steps of the tour, in order: what the visitor does, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.demo.setting import end
from kiosk.demo.visitor import LostError, newer
from kiosk.nouns import DANISH, SignupState

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from kiosk.demo.setting import DemoSetting
    from kiosk.demo.slipbook import SlipBook
    from kiosk.demo.visitor import Visitor
    from kiosk.rooms.reading.model import Book
    from kiosk.words.texts import Words

DOUBLE_SCAN_S = 2.2


@dataclass(slots=True)
class Scene:
    """What a step has at hand."""

    visitor: Visitor
    demo: DemoSetting
    sync: subprocess.Popen[bytes]
    slips: SlipBook
    words: Words
    other: Words
    token: str = ""


def _rest(scene: Scene) -> None:
    """Home is up when the kiosk starts; the visitor's own »Jeg er færdig« is under a warning, so just look."""
    scene.visitor.screen("home")


def _list(scene: Scene) -> None:
    scene.visitor.tap("room.local")
    scene.visitor.screen("list")


def _narrowed(scene: Scene) -> None:
    scene.visitor.tap("filter.free")
    scene.visitor.wait_for("a narrowed list", lambda glass: glass.screen == "list" and "filter.free" in glass.controls)


def _event(scene: Scene) -> None:
    """Open an event that takes sign-ups and has seats."""
    visitor = scene.visitor
    key = _open_event(scene)
    if f"event.{key}" not in visitor.look().controls:
        visitor.tap("filter.free")
    for _ in range(12):
        if f"event.{key}" in visitor.look().controls:
            break
        before = visitor.look().seq
        visitor.tap("page.more")
        visitor.wait_for("the next page", newer(before))
    visitor.tap(f"event.{key}")
    visitor.wait_for("an event with a way to sign up", lambda glass: "sign_up" in glass.controls)


def _open_event(scene: Scene) -> str:
    """The first event of the demo that takes sign-ups, has seats, and comes in the week."""
    for event in sorted(scene.demo.branch().events or (), key=lambda event: event.start):
        seats = event.seats
        if seats.state is SignupState.OPEN and not seats.full and event.end > scene.demo.now():
            return event.key
    raise LostError("the demo branch has no event with free seats")


def _name(scene: Scene) -> None:
    scene.visitor.tap("sign_up")
    scene.visitor.screen("form")
    scene.visitor.type("Åse" if scene.words.language == DANISH else "Ann")


def _contact(scene: Scene) -> None:
    scene.visitor.tap("next")
    scene.visitor.wait_for("the question of the contact", lambda glass: "contact.phone" in glass.controls)
    scene.visitor.type("00000000")


def _review(scene: Scene) -> None:
    scene.visitor.tap("next")
    scene.visitor.screen("review")


def _done(scene: Scene) -> None:
    scene.visitor.tap("send")
    scene.visitor.screen("done")
    if not scene.slips.take("signup"):
        raise LostError("no slip came out of the printer")
    scene.token = scene.slips.code()


def _confirmed(scene: Scene) -> None:
    """The pretend hub answers, and the glass promises more."""
    scene.visitor.says(scene.words("status.confirmed"))


def _scan_slip(scene: Scene) -> None:
    scene.visitor.tap("home")
    scene.visitor.screen("home")
    scene.demo.scanner.scan(scene.token)
    scene.visitor.wait_for("the sign-up", lambda glass: "cancel" in glass.controls)


def _cancelled(scene: Scene) -> None:
    scene.visitor.tap("cancel")
    scene.visitor.tap("cancel.yes")
    scene.visitor.screen("done")


def _groups(scene: Scene) -> None:
    scene.visitor.tap("home")
    scene.visitor.tap("room.communities")
    scene.visitor.screen("list")


def _group(scene: Scene) -> None:
    scene.visitor.tap_first("group.")
    scene.visitor.screen("thing")


def _picks(scene: Scene) -> None:
    scene.visitor.tap("home")
    scene.visitor.tap("room.reading")
    scene.visitor.screen("list")


def _book(scene: Scene) -> None:
    """Scan a book that has tips."""
    scene.demo.scanner.scan(_a_book(scene).isbn)
    scene.visitor.wait_for("a book with tips", lambda glass: any(name.startswith("tip.") for name in glass.controls))


def _a_book(scene: Scene) -> Book:
    """A book of the demo shelf, the one Home recommends if it can be scanned."""
    books = [book for book in scene.demo.branch().books or () if book.isbn and book.tags]
    return next((book for book in books if book.pick), books[0])


def _book_printed(scene: Scene) -> None:
    scene.visitor.tap("print")
    if not scene.slips.take("book-tips"):
        raise LostError("no slip with tips came out of the printer")


def _no_paper(scene: Scene) -> None:
    """The paper runs out: the code is on the glass instead."""
    scene.demo.printer.paper_out()
    scene.visitor.tap("home")
    scene.visitor.tap("room.local")
    scene.visitor.screen("list")
    _event(scene)
    _name(scene)
    _contact(scene)
    _review(scene)
    scene.visitor.tap("send")
    scene.visitor.screen("done")
    scene.visitor.says(scene.words("status.paper_out"))


def _sync_down(scene: Scene) -> None:
    """The sync process dies: the glass goes on, with the age of what it shows."""
    scene.demo.printer.well()
    end(scene.sync)
    scene.visitor.tap("home")
    scene.visitor.screen("home")
    words = scene.words("status.age", age="|").split("|")[0].strip()
    for _ in range(12):
        try:
            scene.visitor.says(words, within=8.0)
        except LostError:
            scene.visitor.tap("help")  # a visitor who is there
            scene.visitor.tap("home")
        else:
            return
    raise LostError("the glass did not say how old its content is")


def _help(scene: Scene) -> None:
    scene.visitor.tap("help")
    scene.visitor.screen("help")


def _largest_night(scene: Scene) -> None:
    scene.visitor.tap("help")
    scene.visitor.tap("theme.night")
    scene.visitor.tap("size.largest")
    scene.visitor.tap("home")
    scene.visitor.screen("home")


def _other_language(scene: Scene) -> None:
    scene.visitor.tap("languages")
    scene.visitor.screen("help")
    scene.visitor.tap(f"language.{scene.other.language}")
    scene.visitor.says(scene.other("title.home"))


def _still_there(scene: Scene) -> None:
    """Nobody touches anything; the size is put back first, for the largest words have twice the time."""
    scene.visitor.tap("help")
    scene.visitor.tap("size.normal")
    scene.visitor.tap("home")
    scene.visitor.screen("still_there", within=40.0)


def _rested(scene: Scene) -> None:
    """The visitor says that they are done; otherwise the same would come after 20 seconds."""
    scene.visitor.tap("leave")
    scene.visitor.screen("resting")


STEPS: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("home", _rest),
    ("events", _list),
    ("events-free", _narrowed),
    ("event", _event),
    ("first-name", _name),
    ("contact", _contact),
    ("review", _review),
    ("done", _done),
    ("confirmed", _confirmed),
    ("slip-scanned", _scan_slip),
    ("cancelled", _cancelled),
    ("groups", _groups),
    ("group", _group),
    ("staff-picks", _picks),
    ("book-scanned", _book),
    ("book-printed", _book_printed),
    ("no-paper", _no_paper),
    ("help", _help),
    ("sync-down", _sync_down),
    ("night-largest", _largest_night),
    ("other-language", _other_language),
    ("still-there", _still_there),
    ("rested", _rested),
)
