"""What the glass shows of a sign-up: the questions, the review, and how it went."""

from __future__ import annotations

from kiosk.nouns import ARABIC, DANISH, FARSI, UKRAINIAN
from kiosk.rooms.signup.answers import shown_contact
from kiosk.rooms.signup.facts import what_when_where
from kiosk.rooms.signup.model import ContactKind, Occasion, OccasionKind
from kiosk.rooms.signup.said import headline_of_done, next_of_done
from kiosk.visit.events import (
    BackPressed,
    ContactKindChosen,
    DonePressed,
    HomePressed,
    KeyErased,
    LettersChosen,
    NextPressed,
    PrintPressed,
    SendPressed,
)
from kiosk.visit.states import Asking, Done, Field, House, NotKept, Review, SlipState
from kiosk.visit.views import Code, DoneView, FormView, Frame, Keyboard, MessageView, Paper, Press, ReviewView
from kiosk.words.texts import Words

_PAPER = {SlipState.PRINTING: Paper.COMING, SlipState.PRINTED: Paper.OUT}

STEPS = 3

OWN_LETTERS = {UKRAINIAN: "АБВ", ARABIC: "أ ب ت", FARSI: "ا ب پ"}
LATIN_LETTERS = "ABC"
"""How an alphabet is called on a key: by its first letters, in every language."""


def asking(place: Asking, words: Words, frame: Frame) -> FormView:
    """One question: what is asked, and why, before the answer."""
    first = place.field is Field.FIRST_NAME
    kind = place.draft.contact_kind
    question = "asking.first_name" if first else f"asking.{kind.value}"
    return FormView(
        frame=frame,
        progress=words("asking.progress", step=1 if first else 2, steps=STEPS),
        question=words(question),
        why=words("asking.why.first_name" if first else f"asking.why.{kind.value}", erased=_erased(place.occasion, words)),
        value=place.draft.first_name if first else place.draft.contact,
        keyboard=_keyboard(place.field, kind, place.draft.first_name),
        letters=place.letters or words.language,
        next=Press("next", words("press.next"), NextPressed()),
        erase=Press("erase", words("press.erase"), KeyErased()),
        choices=_alphabets(place, words)
        if first
        else tuple(_choice(each, kind, words) for each in (ContactKind.PHONE, ContactKind.EMAIL)),
        problem=words(f"problem.{place.problem}") if place.problem else "",
    )


def _erased(occasion: Occasion, words: Words) -> str:
    """When what was typed is erased, as the store does it: after the day, or after half a year where there is none."""
    lasting = occasion.start is None or occasion.kind is OccasionKind.GROUP
    return words("erased.undated" if lasting else "erased.dated")


def review(place: Review, house: House, words: Words, frame: Frame) -> ReviewView:
    """What will be sent, and what becomes of it."""
    waiting = place.occasion.seats.full
    draft = place.draft
    return ReviewView(
        frame=frame,
        progress=words("asking.progress", step=STEPS, steps=STEPS),
        headline=words("review.headline.waitlist" if waiting else "review.headline"),
        facts=(
            *what_when_where(place.occasion, words, house.now.date()),
            (words("fact.name"), draft.first_name),
            (words(f"fact.{draft.contact_kind.value}"), shown_contact(draft)),
        ),
        promise=words("review.promise.waitlist" if waiting else "review.promise", erased=_erased(place.occasion, words)),
        main=Press("send", words("press.send.waitlist" if waiting else "press.send"), SendPressed()),
        second=(Press("change", words("press.change"), BackPressed()),),
    )


def keeping(words: Words, frame: Frame) -> MessageView:
    """A moment's patience."""
    return MessageView(frame, words("keeping.headline"), (words("keeping.line"),), (), busy=True)


def not_kept(place: NotKept, words: Words, frame: Frame) -> MessageView:
    """It was not stored; what was typed is still here."""
    del place  # the reason is for staff: a visitor can do the same whatever it was
    presses = (
        Press("send_again", words("press.send_again"), SendPressed()),
        Press("home", words("press.home"), HomePressed()),
    )
    return MessageView(frame, words("not_kept.headline"), (words("not_kept.line"), words("not_kept.desk")), presses)


def done(place: Done, house: House, words: Words, frame: Frame) -> DoneView:
    """What happened, what happens next, the slip, and the code where there is no paper."""
    receipt, on_paper = place.receipt, place.slip in _PAPER
    letters = (words("fact.code"), receipt.code)
    return DoneView(
        frame=frame,
        headline=headline_of_done(place, words),
        facts=(*what_when_where(place.occasion, words, house.now.date()), letters),
        paragraphs=(
            next_of_done(place, words, hub_known=house.hub_known),
            words("done.change" if on_paper else "done.change.code"),
        ),
        paper=_PAPER.get(place.slip, Paper.NONE),
        paper_line=words(f"paper.{place.slip.value}"),
        code=None if on_paper else Code(receipt.link, receipt.code, words("done.code")),
        presses=_done_presses(place, house, words),
    )


def _done_presses(place: Done, house: House, words: Words) -> tuple[Press, ...]:
    """To be finished, to see more, and to print again where that may help."""
    again = house.prints and place.slip not in _PAPER
    return (
        Press("done", words("press.done"), DonePressed()),
        Press("home", words("press.see_more"), HomePressed()),
        *((Press("print", words("press.print_again"), PrintPressed()),) if again else ()),
    )


def _alphabets(place: Asking, words: Words) -> tuple[Press, ...]:
    """Their own letters, and Latin ones, where these are not the same; each by its first letters."""
    own = OWN_LETTERS.get(words.language)
    if own is None:
        return ()
    now = place.letters or words.language
    offered = ((words.language, own), (DANISH, LATIN_LETTERS))
    return tuple(Press(f"letters.{each}", shown, LettersChosen(each), chosen=each == now) for each, shown in offered)


def _keyboard(field: Field, kind: ContactKind, name: str) -> Keyboard:
    """The keys a question needs: capitals where a part of a name begins."""
    if field is Field.FIRST_NAME:
        return Keyboard.CAPITALS if not name or name[-1] in " -" else Keyboard.LETTERS
    return Keyboard.DIGITS if kind is ContactKind.PHONE else Keyboard.EMAIL


def _choice(kind: ContactKind, chosen: ContactKind, words: Words) -> Press:
    """Phone or e-mail."""
    return Press(f"contact.{kind.value}", words(f"contact.{kind.value}"), ContactKindChosen(kind), chosen=kind is chosen)
