"""What the glass shows when a slip is looked up again: the code, the sign-up without its person, and how one leaves it."""

from __future__ import annotations

from kiosk.rooms.signup.cancelling import can_cancel, over
from kiosk.rooms.signup.facts import what_when_where, when_and_where
from kiosk.rooms.signup.model import OccasionKind, SignupRecord
from kiosk.rooms.signup.said import headline_of_record, next_of_record
from kiosk.visit.events import (
    BackPressed,
    CancelConfirmed,
    CancelPressed,
    DonePressed,
    HomePressed,
    KeyErased,
    NextPressed,
    PrintPressed,
    Room,
)
from kiosk.visit.states import Cancelled, House, SignupPage, SlipEntry, SlipState
from kiosk.visit.views import Cover, DoneView, FormView, Frame, Keyboard, MessageView, Paper, Press, ThingView
from kiosk.words.texts import Words

_PAPER = {SlipState.PRINTING: Paper.COMING, SlipState.PRINTED: Paper.OUT}


def slip_entry(place: SlipEntry, words: Words, frame: Frame) -> FormView:
    """Scan the slip, or type its letters."""
    return FormView(
        frame=frame,
        progress="",
        question=words("slip_entry.question"),
        why=words("slip_entry.why"),
        value=place.typed,
        keyboard=Keyboard.CODE,
        next=Press("next", words("press.find"), NextPressed()),
        erase=Press("erase", words("press.erase"), KeyErased()),
        problem=words(f"problem.{place.problem}") if place.problem else "",
    )


def signup_page(place: SignupPage, house: House, words: Words, frame: Frame) -> ThingView:
    """What the sign-up is for and where it stands; never whose it is."""
    record = place.record
    main, second = _leaving(place, house, words)
    return ThingView(
        frame=frame,
        cover=Cover(room_of(record), record.occasion.title.within(words.language), headline_of_record(record, words)),
        facts=(*when_and_where(record.occasion, words, house.now.date()), (words("fact.code"), record.code)),
        paragraphs=(_said(record, house, words),),
        main=main,
        second=second,
        note=words("signup_page.sure") if place.sure else "",
    )


def cancelling(words: Words, frame: Frame) -> MessageView:
    """A moment's patience."""
    return MessageView(frame, words("cancelling.headline"), (words("keeping.line"),), (), busy=True)


def cancelled(place: Cancelled, house: House, words: Words, frame: Frame) -> DoneView:
    """The seat is free again."""
    offered = house.prints and place.slip not in _PAPER
    return DoneView(
        frame=frame,
        headline=words("cancelled.headline"),
        facts=what_when_where(place.record.occasion, words, house.now.date()),
        paragraphs=(words("cancelled.line"),),
        paper=_PAPER.get(place.slip, Paper.NONE),
        paper_line=words(f"paper.cancelled.{place.slip.value}"),
        code=None,
        presses=(
            Press("done", words("press.done"), DonePressed()),
            Press("home", words("press.see_more"), HomePressed()),
            *((Press("print", words("press.print"), PrintPressed()),) if offered else ()),
        ),
    )


def room_of(record: SignupRecord) -> Room:
    """The room whose colour a sign-up wears."""
    return Room.COMMUNITIES if record.occasion.kind is OccasionKind.GROUP else Room.LOCAL


def _said(record: SignupRecord, house: House, words: Words) -> str:
    """What happens next, or that it has been."""
    return words("signup_page.over") if over(record, house.now) else next_of_record(record, words)


def _leaving(place: SignupPage, house: House, words: Words) -> tuple[Press | None, tuple[Press, ...]]:
    """»Meld mig fra«, then »Ja« and »Nej«; nothing where there is nothing to leave."""
    if place.sure:
        yes = Press("cancel.yes", words("press.cancel_yes"), CancelConfirmed())
        return yes, (Press("cancel.no", words("press.cancel_no"), BackPressed()),)
    if can_cancel(place.record, house.now):
        return Press("cancel", words("press.cancel"), CancelPressed()), ()
    return None, ()
