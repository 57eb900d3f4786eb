"""From the first question to the slip, and from the slip back to the sign-up: what presses and answers lead to."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.nouns import CODE_ALPHABET, ShortCode
from kiosk.rooms.signup import asking, cancelling
from kiosk.rooms.signup.slip import signup_slip
from kiosk.slips.copies import marked
from kiosk.visit.effects import FindSignup, KeepSignup, PlaySound, Sound, WatchVerdict
from kiosk.visit.events import (
    CancelKept,
    CancelNotKept,
    KeyErased,
    KeyTyped,
    NextPressed,
    PrintPressed,
    SendPressed,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    Touch,
    VerdictSeen,
)
from kiosk.visit.states import (
    Asking,
    Cancelled,
    Done,
    Keeping,
    Kiosk,
    LookingUp,
    Matter,
    Message,
    NotKept,
    Place,
    Review,
    SignupPage,
    SlipEntry,
    SlipState,
    Step,
    first_of,
)
from kiosk.words.catalogue import Catalogue

CODE_LETTERS = 4

SignupPlace = Asking | Review | NotKept | Done | SlipEntry | SignupPage | Cancelled
SignupAnswer = SignupKept | SignupNotKept | SignupFound | SignupMissing | CancelKept | CancelNotKept | VerdictSeen


def pressed(kiosk: Kiosk, place: SignupPlace, touch: Touch, catalogue: Catalogue) -> Step:
    """Answer a press by where the visitor is in the sign-up."""
    match place:
        case Asking():
            return kiosk.at(asking.pressed(place, touch)), ()
        case Review() | NotKept():
            return _send(kiosk, place) if isinstance(touch, SendPressed) else (kiosk, ())
        case Done():
            return _print(kiosk, place, catalogue) if isinstance(touch, PrintPressed) else (kiosk, ())
        case SlipEntry():
            return _code(kiosk, place, touch)
        case SignupPage() | Cancelled():
            return cancelling.pressed(kiosk, place, touch, catalogue)
        case _:
            assert_never(place)


def before(place: Place) -> Place | None:
    """Where Back leads inside a sign-up: the question before, or »Nej, bliv på listen«; None where it leads outside."""
    return SignupPage(place.record) if isinstance(place, SignupPage) and place.sure else asking.before(place)


def answered(kiosk: Kiosk, answer: SignupAnswer, catalogue: Catalogue) -> Step:
    """Read an answer of the store; one that nobody waits for any more changes nothing."""
    match answer:
        case SignupKept():
            return _kept(kiosk, answer, catalogue)
        case SignupNotKept(_, why):
            return _not_kept(kiosk, why), ()
        case SignupFound() | SignupMissing():
            return _found(kiosk, answer), ()
        case CancelKept() | CancelNotKept():
            return cancelling.answered(kiosk, answer)
        case VerdictSeen():
            return _verdict(kiosk, answer), ()
        case _:
            assert_never(answer)


def _send(kiosk: Kiosk, place: Review | NotKept) -> Step:
    """Hand the draft to the store. From here nothing may interrupt."""
    keep = KeepSignup(kiosk.ticket, place.occasion, place.draft, kiosk.house.consent, kiosk.look.language)
    return kiosk.at(Keeping(place.occasion, place.draft)), (keep,)


def _kept(kiosk: Kiosk, answer: SignupKept, catalogue: Catalogue) -> Step:
    """The sign-up is safe: the draft is dropped here and now, and the paper comes if there is any."""
    if not isinstance(kiosk.place, Keeping):
        return kiosk, ()
    done = Done(kiosk.place.occasion, answer.receipt, SlipState.FAILED)
    printed, effects = _print(kiosk.only(done), done, catalogue)
    return printed, (PlaySound(Sound.DONE), *effects, WatchVerdict(kiosk.ticket, answer.receipt.id))


def _print(kiosk: Kiosk, place: Done, catalogue: Catalogue) -> Step:
    """Ask for the slip, where a printer is well and no slip is on its way or out already."""
    if not kiosk.house.prints or place.slip in (SlipState.PRINTING, SlipState.PRINTED):
        return kiosk, ()
    words = catalogue.words(kiosk.look.language)
    return kiosk.printing(place, marked(signup_slip(place, kiosk.house, words), first_of(place), kiosk.house.now, words))


def _not_kept(kiosk: Kiosk, why: str) -> Kiosk:
    """The disk did not take it: the draft is still here, and can be sent again."""
    if not isinstance(kiosk.place, Keeping):
        return kiosk
    return kiosk.at(NotKept(kiosk.place.occasion, kiosk.place.draft, why))


def _code(kiosk: Kiosk, place: SlipEntry, touch: Touch) -> Step:
    """The four letters of a slip, typed one by one."""
    match touch:
        case KeyTyped(character):
            return kiosk.at(SlipEntry(_code_typed(place.typed, character))), ()
        case KeyErased():
            return kiosk.at(SlipEntry(place.typed[:-1])), ()
        case NextPressed() if len(place.typed) < CODE_LETTERS:
            return kiosk.at(replace(place, problem="code_short")), ()
        case NextPressed():
            looking = kiosk.at(SlipEntry()).to(LookingUp("slip"))
            return looking, (FindSignup(kiosk.ticket, code=ShortCode(place.typed)),)
        case _:
            return kiosk, ()


def _code_typed(typed: str, character: str) -> str:
    """The code with one more letter, if it is one that codes are made of."""
    letter = character.upper()
    fits = len(letter) == 1 and letter in CODE_ALPHABET
    return typed + letter if fits and len(typed) < CODE_LETTERS else typed


def _found(kiosk: Kiosk, answer: SignupFound | SignupMissing) -> Kiosk:
    """A slip was looked up."""
    if kiosk.place != LookingUp("slip"):
        return kiosk
    return kiosk.at(SignupPage(answer.record) if isinstance(answer, SignupFound) else Message(Matter.NO_SIGNUP_HERE))


def _verdict(kiosk: Kiosk, answer: VerdictSeen) -> Kiosk:
    """The hub has answered; the visitor may meanwhile have stepped aside to »Hjælp mig« or a book."""
    place, *trail = (_told(rung, answer) for rung in (kiosk.place, *kiosk.trail))
    return replace(kiosk, place=place, trail=tuple(trail))


def _told(place: Place, answer: VerdictSeen) -> Place:
    """The screen of this very sign-up, with the hub's answer."""
    if isinstance(place, Done) and place.receipt.id == answer.record.id:
        return replace(place, record=answer.record)
    return place
