"""»Læs«: staff picks, one book with its tips, and the paper."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.codes import BookCode
from kiosk.nouns import ENGLISH, Lost, Part
from kiosk.programme import Programme
from kiosk.rooms.reading.model import Book, Shelf
from kiosk.rooms.reading.recommend import three_for
from kiosk.slips.blocks import BookTip, QrCode
from kiosk.slips.text import as_text
from kiosk.visit.effects import FindBook, PrintSlip
from kiosk.visit.events import (
    BackPressed,
    BookChosen,
    BookFound,
    BookMissing,
    CodeScanned,
    LanguageChosen,
    NextPressed,
    PrintPressed,
    Room,
    RoomChosen,
    SlipFailed,
    SlipPrinted,
)
from kiosk.visit.states import BookPage, Home, House, LookingUp, Matter, Message, ReadingRoom, SlipState
from kiosk.visit.views import ListView, MessageView, ThingView
from tests.core.samples import FYR, HAVBREV, HOUSE, NEAR, VINTER, Visitor, house, house_without


def scanned(one: Book = HAVBREV, near: tuple[Book, ...] = NEAR, where: House = HOUSE) -> Visitor:
    """A visitor who has scanned a book the branch knows."""
    visitor = Visitor(where).do(CodeScanned(BookCode("9788702000016")))
    return visitor.do(BookFound(visitor.kiosk.ticket, one, near))


def test_picks_stand_with_who_recommends_them_and_where() -> None:
    """In the staff's own words where there are any."""
    rows = Visitor().do(RoomChosen(Room.READING)).sees(ListView).rows

    assert [(row.title, row.detail, row.fact) for row in rows] == [
        ("Havbrev", "Siri Jacobsen · Mette anbefaler den: Den bliver i én.", "Voksen · 3 · Skøn"),
        ("Latter", "Bo Lund · Ali anbefaler den", "Voksen · 3 · Skøn"),
    ]


def test_no_picks_suggests_a_scan() -> None:
    """An empty list is designed too."""
    empty = Visitor(house(programme=Programme())).do(RoomChosen(Room.READING)).sees(ListView).empty

    assert empty is not None
    assert empty.line == "Scan en bog, så finder vi bøger, der ligner."


def test_a_book_that_is_pressed_is_looked_up_by_key() -> None:
    """From the list, and from a tip; Back leads from book to book."""
    visitor = Visitor().do(RoomChosen(Room.READING), BookChosen(HAVBREV.key))
    assert visitor.asked(FindBook).key == HAVBREV.key
    visitor.do(BookFound(visitor.kiosk.ticket, HAVBREV, NEAR), BookChosen(FYR.key))
    assert visitor.asked(FindBook).key == FYR.key

    visitor.do(BackPressed())
    assert isinstance(visitor.kiosk.place, BookPage)
    assert visitor.do(BackPressed()).kiosk.place == ReadingRoom()


def test_a_book_has_its_facts_and_three_tips_with_true_reasons() -> None:
    """The likest first; what nobody stands by and nothing shares is not there."""
    page = scanned().sees(ThingView)

    assert page.facts == (
        ("Står her", "Voksen · 3 · Skøn"),
        ("Lige nu", "1 på hylden"),
        ("År", "2019"),
        ("Findes også som", "lydbog"),
    )
    assert page.paragraphs == ("En ø og et brev.", "Mette anbefaler den: Den bliver i én.")
    assert [(tip.title, tip.reason) for tip in page.tips] == [
        ("Fyrtårnet", "Fordi de ligner hinanden: stilfærdig, ved havet"),
        ("Vinterhavn", "Fordi de ligner hinanden: ved havet"),
        ("Latter", "Fordi Ali anbefaler den"),
    ]
    assert page.tips_title == "Læs videre med"


def test_reasons_are_said_in_the_visitors_language() -> None:
    """With the appeal words' own translations."""
    page = scanned().do(LanguageChosen(ENGLISH)).sees(ThingView)

    assert page.tips[0].reason == "Because they are alike: quiet, by the sea"


def test_a_book_with_little_known_shows_little() -> None:
    """No labels without values; out on loan is said."""
    bare = replace(FYR, shelf=Shelf(), copies=None, tags=())
    assert scanned(bare, ()).sees(ThingView).facts == ()
    assert scanned(bare, ()).sees(ThingView).tips_title == "Vi har ingen tips til den bog endnu"
    assert dict(scanned(VINTER, ()).sees(ThingView).facts)["Lige nu"] == "Udlånt lige nu"


def test_tips_are_printed_in_walking_order() -> None:
    """By room, shelf and mark; the reason stays with its book."""
    slip = scanned().do(PrintPressed()).asked(PrintSlip).slip

    tips = [block for block in slip.blocks if isinstance(block, BookTip)]
    assert [(tip.number, tip.title, tip.shelf) for tip in tips] == [
        (1, "Vinterhavn", "Børn · 1"),
        (2, "Fyrtårnet", "Voksen · 3 · Skøn"),
        (3, "Latter", "Voksen · 3 · Skøn"),
    ]
    assert "Fordi de ligner hinanden: ved havet" in as_text(slip)
    assert [block.payload for block in slip.blocks if isinstance(block, QrCode)] == [HAVBREV.link]


def test_a_book_without_a_page_has_no_code_on_its_slip() -> None:
    """And no empty line for an author nobody knows."""
    slip = scanned(replace(HAVBREV, link="", author="")).do(PrintPressed()).asked(PrintSlip).slip

    assert not [block for block in slip.blocks if isinstance(block, QrCode)]
    assert as_text(slip).splitlines()[2:4] == ["Havbrev", "-" * 24]


def test_print_says_how_it_goes() -> None:
    """On its way, out, or not; and can be pressed again only when it failed."""
    visitor = scanned()
    assert [press.words for press in visitor.sees(ThingView).second] == ["Print tippene"]

    visitor.do(PrintPressed())
    assert visitor.sees(ThingView).note == "Sedlen er på vej ud af printeren."
    assert visitor.sees(ThingView).second == ()
    assert visitor.do(PrintPressed()).effects == ()

    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "cover_open"))
    assert visitor.sees(ThingView).note.startswith("Sedlen kom ikke ud.")
    assert visitor.do(PrintPressed()).asked(PrintSlip).slip.kind == "book_tips"

    visitor.do(SlipPrinted(visitor.kiosk.ticket, visitor.kiosk.slips))
    assert visitor.sees(ThingView).note == "Tag sedlen ved printeren."


def test_without_a_printer_nothing_is_offered_but_a_photo() -> None:
    """And where there are no tips there is nothing to excuse."""
    visitor = scanned(where=house_without(Part.PRINTER, Lost("gone")))

    assert visitor.sees(ThingView).second == ()
    assert visitor.sees(ThingView).note.startswith("Printeren virker ikke lige nu.")
    assert visitor.do(PrintPressed()).effects == ()
    assert scanned(near=(), where=house_without(Part.PRINTER, Lost("gone"))).sees(ThingView).note == ""


def test_a_book_the_branch_does_not_know_leads_on() -> None:
    """The number is shown, the desk named, the staff's picks offered."""
    visitor = Visitor().do(CodeScanned(BookCode("9788702000016")))
    visitor.do(BookMissing(visitor.kiosk.ticket, "9788702000016"))
    shown = visitor.sees(MessageView)

    assert visitor.kiosk.place == Message(Matter.BOOK_MISSING, "9788702000016")
    assert shown.paragraphs[0] == "Du scannede 9788702000016."
    assert visitor.do(shown.presses[0].event).kiosk.place == ReadingRoom()


def test_a_missing_book_in_a_branch_without_picks_leads_home() -> None:
    """Nothing is offered that is not there."""
    visitor = Visitor(house(programme=Programme())).do(CodeScanned(BookCode("9788702000016")))
    visitor.do(BookMissing(visitor.kiosk.ticket, ""))
    shown = visitor.sees(MessageView)

    assert shown.paragraphs[0] == "Den er ikke længere på listen."
    assert [visitor.do(press.event).kiosk.place for press in shown.presses] == [Home()]


def test_a_late_answer_opens_no_book() -> None:
    """The visitor has gone back meanwhile."""
    visitor = Visitor().do(CodeScanned(BookCode("9788702000016")), BackPressed())
    visitor.do(BookFound(visitor.kiosk.ticket, HAVBREV, NEAR), BookMissing(visitor.kiosk.ticket, ""))

    assert visitor.kiosk.place == Home()


def test_a_slip_behind_a_book_learns_that_it_came_out() -> None:
    """The oldest screen that waits is told; the book in front is left alone."""
    visitor = scanned().do(PrintPressed(), BookChosen(FYR.key))
    ticket = visitor.kiosk.ticket
    visitor.do(BookFound(ticket, FYR, NEAR), SlipPrinted(ticket, 1))

    assert visitor.kiosk.place == BookPage(FYR, three_for(FYR, NEAR), SlipState.OFFERED)
    assert visitor.do(BackPressed()).sees(ThingView).note == "Tag sedlen ved printeren."


def test_other_presses_do_nothing_here() -> None:
    """»Videre« belongs to another screen, and a look-up has only what every screen has."""
    visitor = scanned()
    before = visitor.kiosk.place
    assert visitor.do(NextPressed()).kiosk.place == before
    assert visitor.do(BookChosen(FYR.key), PrintPressed()).kiosk.place == LookingUp("book")
