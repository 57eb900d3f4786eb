"""Using the kiosk without seeing it: the keys that can be felt, the headset, and where the keys are at."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.nouns import Part, Well
from kiosk.visit.effects import PlaySound, Sound
from kiosk.visit.events import HeadsetPlugged, HomePressed, Touch
from kiosk.visit.look import RATES, VOLUMES, TactileKey, VoiceLook
from kiosk.visit.order import ring
from kiosk.visit.ring import Ring
from kiosk.visit.states import (
    Asking,
    BookPage,
    Cancelling,
    EventPage,
    GroupPage,
    Home,
    Keeping,
    Kiosk,
    Message,
    Resting,
    SignupPage,
    Step,
)
from kiosk.visit.view import view
from kiosk.words.catalogue import Catalogue

TOP = -1

STEPS: dict[TactileKey, tuple[int, int]] = {
    TactileKey.LOUDER: (0, 1),
    TactileKey.SOFTER: (0, -1),
    TactileKey.FASTER: (1, 0),
    TactileKey.SLOWER: (-1, 0),
}
"""Keys that change how it is said: steps of speed, and of loudness."""


def where(kiosk: Kiosk) -> tuple[object, ...]:
    """What tells one screen from another, for somebody who hears it."""
    return type(kiosk.place), _which(kiosk), kiosk.warned, kiosk.look.language, kiosk.ticket


def _which(kiosk: Kiosk) -> object:
    """Which of the screens of its kind a place is."""
    match kiosk.place:
        case EventPage(key) | GroupPage(key):
            return key
        case BookPage(book):
            return book.key
        case Asking(field=field):
            return field
        case SignupPage(sure=sure):
            return sure
        case Message(matter):
            return matter
        case _:
            return None


def felt(kiosk: Kiosk, key: TactileKey, catalogue: Catalogue) -> tuple[Kiosk, tuple[Touch, ...]]:  # noqa: C901, PLR0911  one case a key
    """A key was pressed: the kiosk as it then is, and what was pressed by it.

    The first key of a visit only begins the speech: nobody has to know which one it was. A key answers the warning.
    """
    if not kiosk.look.voice.on or kiosk.warned or isinstance(kiosk.place, Resting):
        return begun(kiosk), ()
    kiosk = replace(kiosk, notice=None)
    match key:
        case TactileKey.NEXT | TactileKey.PREVIOUS:
            return replace(kiosk, focus=_moved(kiosk, key, len(ring_of(kiosk, catalogue)))), ()
        case TactileKey.SELECT if kiosk.focus > TOP:
            return kiosk, ring_of(kiosk, catalogue)[_focus(kiosk, catalogue)].events
        case TactileKey.SELECT | TactileKey.REPEAT:
            return replace(kiosk, again=kiosk.again + 1), ()
        case TactileKey.HOME:
            return kiosk, (HomePressed(),)
        case TactileKey.SILENCE:
            return hushed(kiosk), ()
        case _:
            return replace(kiosk, look=replace(kiosk.look, voice=_stepped(kiosk.look.voice, *STEPS[key]))), ()


def begun(kiosk: Kiosk) -> Kiosk:
    """Speech begins. At rest that opens Home, as a touch does; over a warning it says that somebody is here."""
    speaking = replace(kiosk, look=replace(kiosk.look, voice=replace(kiosk.look.voice, on=True)), warned=False)
    return speaking.only(Home()) if isinstance(kiosk.place, Resting) else speaking


def plugged(kiosk: Kiosk, event: HeadsetPlugged) -> Step:
    """Headset in: speech begins. Headset out: silence at once, and nothing personal from then on."""
    now = replace(kiosk, house=replace(kiosk.house, headset=event.inside))
    return (begun(now) if event.inside else replace(hushed(now), focus=TOP)), ()


def hushed(kiosk: Kiosk) -> Kiosk:
    """No more speech. The place is kept: the next key goes on from there."""
    return replace(kiosk, look=replace(kiosk.look, voice=replace(kiosk.look.voice, on=False)))


def only_sounds(kiosk: Kiosk) -> tuple[PlaySound, ...]:
    """A sound for a key where no voice speaks the language: no other voice pretends to."""
    well = isinstance(kiosk.house.part(Part.VOICE), Well)
    return () if well and not kiosk.mute else (PlaySound(Sound.SCANNED),)


def followed(before: Kiosk, after: Kiosk) -> Kiosk:
    """On another screen the keys begin at its top."""
    return replace(after, focus=TOP) if after.focus > TOP and where(before) != where(after) else after


def pointed(before: Kiosk, after: Kiosk, touch: Touch, catalogue: Catalogue) -> Kiosk:
    """A finger moves the focus too: whoever hears goes on from what was pressed, where the screen stays."""
    if not after.look.voice.on or where(before) != where(after) or isinstance(after.place, Resting | Keeping | Cancelling):
        return after
    found = ring_of(before, catalogue).place_of(touch)
    return after if found is None else replace(after, focus=found)


def focused(kiosk: Kiosk, control: str, catalogue: Catalogue) -> Kiosk:
    """Assistive technology asked for the focus: it is there, if the control is on this screen."""
    places = (place for place, each in enumerate(ring_of(kiosk, catalogue)) if each.id == control)
    return replace(kiosk, focus=next(places, kiosk.focus))


def ring_of(kiosk: Kiosk, catalogue: Catalogue) -> Ring:
    """Everything that can be pressed on this kiosk's screen."""
    return ring(view(replace(kiosk, focus=TOP), catalogue))


def _focus(kiosk: Kiosk, catalogue: Catalogue) -> int:
    """The place in the ring: a list may have become shorter meanwhile."""
    return min(kiosk.focus, len(ring_of(kiosk, catalogue)) - 1)


def _moved(kiosk: Kiosk, key: TactileKey, count: int) -> int:
    """One on or one back; past either end lies the top of the screen."""
    if key is TactileKey.NEXT:
        return kiosk.focus + 1 if kiosk.focus + 1 < count else TOP
    return kiosk.focus - 1 if kiosk.focus > TOP else count - 1


def _stepped(voice: VoiceLook, rate: int, volume: int) -> VoiceLook:
    """A step faster or slower, louder or softer, as far as there are steps."""
    return replace(
        voice,
        rate=min(RATES - 1, max(0, voice.rate + rate)),
        volume=min(VOLUMES - 1, max(0, voice.volume + volume)),
    )
