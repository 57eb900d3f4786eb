"""What the glass shows of »Læs«: staff picks, one book with its tips, the line on Home, and the poster at rest."""

from __future__ import annotations

from datetime import date

from kiosk.rooms.reading.model import Book, StaffPick, Tip
from kiosk.rooms.reading.said import because, shelf_line
from kiosk.visit.events import BookChosen, HomePressed, PrintPressed, Room
from kiosk.visit.states import BookPage, House, LookingUp, SlipState
from kiosk.visit.views import Cover, Empty, Frame, ListView, MessageView, Poster, Press, Row, ThingView, TipCard
from kiosk.words.texts import Words

Fact = tuple[str, str]


def reading_room(house: House, words: Words, frame: Frame) -> ListView:
    """What the staff stand by."""
    picks = house.programme.picks
    home = Press("home", words("press.home"), HomePressed())
    return ListView(
        frame=frame,
        chips=(),
        rows=tuple(_row(book, words) for book in picks),
        empty=None if picks else Empty(words("reading.none"), words("reading.none.line"), (home,)),
        more=words("list.more"),
        less=words("list.less"),
        lead_in=words("reading.lead_in"),
    )


def looking_up(place: LookingUp, words: Words, frame: Frame) -> MessageView:
    """A blink's patience."""
    return MessageView(frame, words(f"looking_up.{place.what}"), (), (), busy=True)


def book_page(place: BookPage, house: House, words: Words, frame: Frame) -> ThingView:
    """One book, and three to go on with."""
    book = place.book
    can_print = bool(place.tips) and house.prints
    return ThingView(
        frame=frame,
        cover=Cover(Room.READING, book.title, book.author),
        facts=_facts(book, words),
        paragraphs=tuple(
            filter(None, (words.in_danish(book.summary), book.summary.within(words.language), _recommended(book, words)))
        ),
        main=None,
        second=(Press("print", words("press.print_tips"), PrintPressed()),) if can_print and _free(place.slip) else (),
        note=_note(place, house, words),
        tips_title=words("book.tips") if place.tips else words("book.no_tips"),
        tips=tuple(_card(tip, words) for tip in place.tips),
    )


def live_line(house: House, words: Words) -> str:
    """The line on Home: a staff pick, another every day. Empty when there are none."""
    book = _pick_of(house)
    if book is None or book.pick is None:
        return ""
    return words("home.reading.pick", by=book.pick.by, title=book.title)


def poster(house: House, words: Words) -> Poster | None:
    """The day's pick at rest."""
    book = _pick_of(house)
    if book is None or book.pick is None:
        return None
    return Poster(Room.READING, words("poster.reading", by=book.pick.by), book.title, book.author)


def _pick_of(house: House) -> Book | None:
    """The pick whose turn it is."""
    return turn_of(house.programme.picks, house.now.date())


def turn_of(picks: tuple[Book, ...], day: date) -> Book | None:
    """One after the other, a day each."""
    return picks[day.toordinal() % len(picks)] if picks else None


def _free(slip: SlipState) -> bool:
    """Whether Print can be pressed."""
    return slip not in (SlipState.PRINTING, SlipState.PRINTED)


def _note(place: BookPage, house: House, words: Words) -> str:
    """How the paper is doing, or that there is none."""
    if place.slip is SlipState.OFFERED:
        return "" if house.prints or not place.tips else words("book.no_paper")
    return words(f"paper.tips.{place.slip.value}")


def _row(book: Book, words: Words) -> Row:
    """One pick as a line."""
    return Row(
        lead="",
        title=book.title,
        detail=" · ".join(part for part in (book.author, _recommended(book, words)) if part),
        fact=shelf_line(book.shelf, words.language),
        press=Press(f"book.{book.key}", book.title, BookChosen(book.key)),
    )


def _recommended(book: Book, words: Words) -> str:
    """Who stands by it, and why."""
    return "" if book.pick is None else _by(book.pick, words)


def _by(pick: StaffPick, words: Words) -> str:
    """The staff's own words with their first name."""
    said = pick.words.within(words.language)
    return words("book.pick_because", by=pick.by, words=said) if said else words("book.pick", by=pick.by)


def _facts(book: Book, words: Words) -> tuple[Fact, ...]:
    """Where it stands, whether it is in, its year, its other forms: those that are known."""
    known = (
        ("shelf", shelf_line(book.shelf, words.language)),
        ("copies", _copies(book, words)),
        ("year", str(book.year) if book.year else ""),
        ("forms", words.listed(words.known("form", form) for form in book.forms if form != "book")),
    )
    return tuple((words(f"fact.{label}"), value) for label, value in known if value)


def _copies(book: Book, words: Words) -> str:
    """How many stand on the shelf, as far as is known."""
    if book.copies is None:
        return ""
    return words.many("book.copies", book.copies) if book.copies else words("book.away")


def _card(tip: Tip, words: Words) -> TipCard:
    """One tip with its reason and its way."""
    book = tip.book
    shelf = shelf_line(book.shelf, words.language)
    press = Press(f"tip.{book.key}", book.title, BookChosen(book.key))
    return TipCard(book.title, book.author, because(tip.reason, words), shelf, press)
