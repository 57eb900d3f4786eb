"""What the glass shows of one event: its facts, its words, and how one comes to it."""

from __future__ import annotations

from kiosk.nouns import Key, SignupState, Text
from kiosk.rooms.local.flow import event_of
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.local.seats import event_offer, few_left
from kiosk.rooms.signup.model import Offer
from kiosk.visit.events import HomePressed, Room, RoomChosen, SignupChosen
from kiosk.visit.states import House
from kiosk.visit.views import Code, Cover, Frame, MessageView, Press, ThingView
from kiosk.words.texts import Words

Fact = tuple[str, str]


def event_page(key: Key, house: House, words: Words, frame: Frame) -> ThingView | MessageView:
    """One event as it stands now, or that it has left the programme."""
    event = event_of(house, key)
    return _gone(words, frame) if event is None else _page(event, house, words, frame)


def _page(event: LibraryEvent, house: House, words: Words, frame: Frame) -> ThingView:
    """The event, and what can be done about it here."""
    offer = event_offer(event, house)
    main = Press("sign_up", words(f"press.sign_up.{offer.value}"), SignupChosen()) if offer.taken_here else None
    elsewhere = offer is Offer.ELSEWHERE
    return ThingView(
        frame=frame,
        cover=Cover(Room.LOCAL, event.title.within(words.language), event.place),
        facts=_facts(event, house, words),
        paragraphs=_paragraphs(event, words),
        main=main,
        note="" if offer is Offer.SIGN_UP else words(f"offer.event.{offer.value}"),
        code=Code(event.ticket_link, "", words("event.tickets")) if elsewhere else None,
    )


def _facts(event: LibraryEvent, house: House, words: Words) -> tuple[Fact, ...]:
    """When, where, what it costs, in which language, how many seats, with whom: those that are known."""
    when = words.when(event.start, event.end, all_day=event.all_day, today=house.now.date())
    where = event.place or (words("event.online") if event.online else "")
    known = (
        ("when", when),
        ("where", where),
        ("price", _price(event, words)),
        ("language", _languages(event, words)),
        ("seats", _seats(event, words)),
        ("with", event.partner),
    )
    return tuple((words(f"fact.{label}"), value) for label, value in known if value)


def _price(event: LibraryEvent, words: Words) -> str:
    """What it costs; nothing where that is not said."""
    if event.price is None:
        return ""
    return words("event.fact.free") if event.price == 0 else words("event.price", price=event.price)


def _languages(event: LibraryEvent, words: Words) -> str:
    """The languages that are spoken, where it is not just Danish."""
    if event.languages == ("da",):
        return ""
    return words.languages(event.languages)


def _seats(event: LibraryEvent, words: Words) -> str:
    """How many seats seem free, where somebody counts."""
    left = event.seats.left
    if event.seats.state is not SignupState.OPEN or left is None:
        return ""
    if left == 0:
        return words("event.fact.waitlist" if event.seats.waitlist else "event.fact.full")
    return words.many("event.seats.few" if few_left(event) else "event.seats", left)


def _paragraphs(event: LibraryEvent, words: Words) -> tuple[str, ...]:
    """The event's own words; the short ones first where they do not open the long ones."""
    texts: tuple[Text, ...] = (event.summary, *event.body)
    said = [text.within(words.language) for text in texts]
    told = words.in_danish(event.title, *texts)
    return tuple(dict.fromkeys(each for each in (told, *said) if each))


def _gone(words: Words, frame: Frame) -> MessageView:
    """It was there a moment ago."""
    presses = (
        Press("list", words("press.see_events"), RoomChosen(Room.LOCAL)),
        Press("home", words("press.home"), HomePressed()),
    )
    return MessageView(frame, words("event.gone"), (words("event.gone.line"),), presses)
