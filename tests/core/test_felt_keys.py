"""The keys that can be felt, and the headset: speech begins at once, focus moves nothing, and pressing is the control's own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH, Part, Well
from kiosk.visit.events import (
    DonePressed,
    FilterChosen,
    HelpPressed,
    KeyTyped,
    ProgrammeArrived,
    Room,
    RoomChosen,
    TactilePressed,
    WentQuiet,
)
from kiosk.visit.look import TactileKey, VoiceLook
from kiosk.visit.order import ring
from kiosk.visit.states import Asking, BookPage, EventList, EventPage, Help, Home, House, Message, SignupPage, SlipState
from kiosk.visit.views import FormView, ListView
from tests.core.samples import HAVBREV, HOUSE, NEAR, RECORD, Visitor
from tests.core.walks import asked, kept, sent

NEXT, PREVIOUS, SELECT = (TactilePressed(key) for key in (TactileKey.NEXT, TactileKey.PREVIOUS, TactileKey.SELECT))
SPEAKING = replace(HOUSE, health=(*HOUSE.health, (Part.VOICE, Well())), voices=(DANISH, ENGLISH))


def listening(where: House = SPEAKING) -> Visitor:
    """Somebody on Home who has begun to hear."""
    return Visitor(where).do(NEXT)


def to(visitor: Visitor, name: str) -> Visitor:
    """Move on until the keys are at a control."""
    for _ in range(100):
        if visitor.scene.focus == name:
            return visitor
        visitor.do(NEXT)
    message = f"{name} is not in the ring"
    raise AssertionError(message)


@pytest.mark.parametrize("key", TactileKey)
def test_any_key_at_rest_begins_the_speech_and_does_nothing_else(key: TactileKey) -> None:
    """Given nobody there, whichever key is found first opens Home and is heard; nothing has to be chosen."""
    visitor = Visitor(SPEAKING).do(DonePressed(), TactilePressed(key))

    assert visitor.kiosk.place == Home()
    assert visitor.kiosk.look == replace(SPEAKING.look, voice=VoiceLook(on=True))
    assert visitor.kiosk.focus == -1


def test_the_keys_go_round_by_way_of_the_top() -> None:
    """On past the last control, and back past the first, lies the top of the screen."""
    visitor = listening()
    count = len(ring(visitor.scene))

    places = [visitor.do(NEXT).kiosk.focus for _ in range(count + 2)]
    assert places == [*range(count), -1, 0]

    places = [visitor.do(PREVIOUS).kiosk.focus for _ in range(3)]
    assert places == [-1, count - 1, count - 2]


def test_moving_changes_nothing_but_the_focus() -> None:
    """On no screen does focus alone open, choose or type anything."""
    for visitor in (listening(), asked(SPEAKING).do(NEXT), kept(SPEAKING).do(NEXT), listening().do(HelpPressed())):
        before = visitor.kiosk
        for _ in range(len(ring(visitor.scene)) + 1):
            visitor.do(NEXT)
            assert replace(visitor.kiosk, focus=before.focus) == before


def test_select_presses_what_the_keys_are_at() -> None:
    """A room opens, an event, its sign-up; each screen begins at its top."""
    visitor = to(listening(), "room.local").do(SELECT)
    assert (visitor.kiosk.place, visitor.kiosk.focus) == (EventList(), -1)

    visitor = to(visitor, "event.reading").do(SELECT)
    assert isinstance(visitor.kiosk.place, EventPage)

    visitor = to(visitor, "sign_up").do(SELECT)
    assert isinstance(visitor.kiosk.place, Asking)


def test_a_name_can_be_typed_by_keys_alone() -> None:
    """The focus stays on a letter when it is typed; it is small when the capital has gone before."""
    visitor = to(asked(SPEAKING).do(NEXT), "key.Å").do(SELECT, SELECT)

    assert visitor.sees(FormView).value == "Åå"
    assert visitor.scene.focus == "key.å"

    assert to(visitor, "erase").do(SELECT).sees(FormView).value == "Å"


def test_a_key_of_several_characters_types_them_all() -> None:
    """»@gmail.com« is one key."""
    visitor = asked(SPEAKING).types("Åse").do(NEXT)
    to(visitor, "next").do(SELECT)
    to(visitor, "contact.email").do(SELECT)

    to(visitor, "key.@gmail.com").do(SELECT)

    assert visitor.sees(FormView).value == "@gmail.com"


def test_select_at_the_top_says_the_screen_again() -> None:
    """As the key for it does."""
    visitor = listening().do(SELECT, TactilePressed(TactileKey.REPEAT))

    assert (visitor.kiosk.place, visitor.kiosk.again) == (Home(), 2)


def test_a_key_of_its_own_ends_the_speech_and_the_next_one_goes_on_from_there() -> None:
    """Nothing else changes, and nothing is pressed."""
    visitor = to(listening(), "room.local").do(TactilePressed(TactileKey.SILENCE))
    assert (visitor.kiosk.look.voice.on, visitor.scene.focus, visitor.kiosk.place) == (False, "room.local", Home())

    visitor.do(SELECT)
    assert (visitor.kiosk.look.voice.on, visitor.scene.focus, visitor.kiosk.place) == (True, "room.local", Home())


def test_home_is_one_key_away() -> None:
    """From anywhere but a sign-up that is being kept."""
    home = TactilePressed(TactileKey.HOME)

    assert listening().do(RoomChosen(Room.LOCAL), home).kiosk.place == Home()
    keeping = sent(SPEAKING)
    assert keeping.do(home, home, NEXT, SELECT).kiosk.place == sent(SPEAKING).kiosk.place


def test_any_key_answers_the_warning() -> None:
    """And presses nothing: who hears late must not lose the place."""
    visitor = listening().do(RoomChosen(Room.LOCAL), NEXT)
    visitor.do(WentQuiet(visitor.kiosk.ticket), SELECT)

    assert (visitor.kiosk.warned, visitor.kiosk.place) == (False, EventList())


def test_a_finger_moves_the_focus_too() -> None:
    """Who has touched a filter goes on from there; who opens another screen begins at its top."""
    visitor = listening().do(RoomChosen(Room.LOCAL))
    chips = visitor.sees(ListView).chips
    touch = chips[1].event
    assert isinstance(touch, FilterChosen)

    assert visitor.do(touch).scene.focus == chips[1].id
    assert visitor.do(KeyTyped("x")).scene.focus == chips[1].id
    assert visitor.do(RoomChosen(Room.READING)).kiosk.focus == -1


def test_without_speech_a_finger_moves_no_focus() -> None:
    """Nobody asked for a ring on the glass."""
    visitor = Visitor(SPEAKING).do(RoomChosen(Room.LOCAL))

    assert visitor.do(visitor.sees(ListView).chips[1].event).kiosk.focus == -1


def test_a_list_that_became_shorter_leaves_the_focus_on_its_last_control() -> None:
    """Content may change under the keys."""
    visitor = listening().do(RoomChosen(Room.LOCAL), PREVIOUS)
    last = visitor.scene.focus

    visitor.do(ProgrammeArrived(replace(SPEAKING.programme, events=SPEAKING.programme.events[:2])))

    assert visitor.scene.focus == last
    assert visitor.do(SELECT).scene.look.language == ENGLISH


def test_a_screen_with_nothing_to_press_has_no_focus() -> None:
    """While a sign-up is being kept."""
    visitor = sent(SPEAKING).do(NEXT, NEXT)
    visitor.kiosk = replace(visitor.kiosk, focus=3)

    assert visitor.scene.focus == ""


def test_a_book_a_message_and_a_question_asked_twice_are_other_screens() -> None:
    """Each of them begins at its top."""
    visitor = listening()
    visitor.kiosk = replace(visitor.kiosk.only(BookPage(HAVBREV, (), SlipState.OFFERED)), focus=2)
    other = visitor.kiosk.at(BookPage(NEAR[0], (), SlipState.OFFERED))

    from kiosk.visit.hearing import followed
    from kiosk.visit.places import Matter

    assert followed(visitor.kiosk, other).focus == -1
    assert followed(visitor.kiosk, visitor.kiosk.at(Message(Matter.CLOSED))).focus == -1
    assert followed(visitor.kiosk, visitor.kiosk.at(SignupPage(RECORD, sure=True))).focus == -1
    assert followed(replace(visitor.kiosk, place=Help()), replace(visitor.kiosk, place=Help(), slips=3)).focus == 2
