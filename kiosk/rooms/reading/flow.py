"""What presses and answers in »Læs« lead to."""

from __future__ import annotations

from kiosk.rooms.reading.recommend import three_for
from kiosk.rooms.reading.slip import book_tips_slip
from kiosk.slips.copies import marked
from kiosk.visit.effects import FindBook
from kiosk.visit.events import BookChosen, BookFound, BookMissing, PrintPressed, Touch
from kiosk.visit.states import BookPage, Kiosk, LookingUp, Matter, Message, ReadingRoom, SlipState, Step, first_of
from kiosk.words.catalogue import Catalogue


def pressed(kiosk: Kiosk, place: ReadingRoom | BookPage, touch: Touch, catalogue: Catalogue) -> Step:
    """Open a book, or print the tips."""
    match place, touch:
        case _, BookChosen(key):
            return kiosk.to(LookingUp("book")), (FindBook(kiosk.ticket, key=key),)
        case BookPage(), PrintPressed() if may_print(kiosk, place):
            words = catalogue.words(kiosk.look.language)
            return kiosk.printing(place, marked(book_tips_slip(place, kiosk.house, words), first_of(place), kiosk.house.now, words))
        case _:
            return kiosk, ()


def may_print(kiosk: Kiosk, place: BookPage) -> bool:
    """Whether there is something to print, something to print it on, and no slip on its way."""
    return bool(place.tips) and kiosk.house.prints and place.slip not in (SlipState.PRINTING, SlipState.PRINTED)


def answered(kiosk: Kiosk, answer: BookFound | BookMissing) -> Step:
    """A book was looked up; if the visitor has gone elsewhere meanwhile, nothing happens."""
    if kiosk.place != LookingUp("book"):
        return kiosk, ()
    if isinstance(answer, BookMissing):
        return kiosk.at(Message(Matter.BOOK_MISSING, answer.isbn)), ()
    tips = three_for(answer.book, answer.near)
    return kiosk.at(BookPage(answer.book, tips, SlipState.OFFERED)), ()
