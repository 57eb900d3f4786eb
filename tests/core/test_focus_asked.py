"""The focus that assistive technology asks for: the same focus as that of the keys, without a voice, and it opens nothing."""

from __future__ import annotations

from kiosk.visit.events import DonePressed, FocusAsked, RoomChosen, TactilePressed, WentQuiet
from kiosk.visit.look import TactileKey
from kiosk.visit.states import EventList, Home, Resting
from kiosk.visit.touches import Room
from kiosk.visit.views import ListView
from tests.core.samples import Visitor


def test_the_focus_is_where_it_was_asked_for() -> None:
    """Given Home, a control asked for has the focus; nothing is said, nothing opens."""
    visitor = Visitor().do(FocusAsked("room.communities"))

    assert visitor.scene.focus == "room.communities"
    assert visitor.kiosk.place == Home()
    assert not visitor.kiosk.look.voice.on


def test_a_row_of_a_list_can_have_it() -> None:
    """Given the list, a row is found by the id of its control, with its place in the list."""
    visitor = Visitor().do(RoomChosen(Room.LOCAL))
    assert isinstance(visitor.scene.view, ListView)
    row = visitor.scene.view.rows[1].press.id

    visitor.do(FocusAsked(row))

    assert (visitor.scene.focus, visitor.scene.row) == (row, 1)
    assert isinstance(visitor.kiosk.place, EventList)


def test_what_is_not_on_the_screen_moves_nothing() -> None:
    """Given the focus somewhere, a control of another screen leaves it there."""
    visitor = Visitor().do(FocusAsked("help"), FocusAsked("event.somewhere"))

    assert visitor.scene.focus == "help"


def test_the_keys_go_on_from_there() -> None:
    """Given the focus asked for at a room, and then keys that can be felt, the next one is the room after it."""
    visitor = Visitor().do(TactilePressed(TactileKey.NEXT), FocusAsked("room.local"), TactilePressed(TactileKey.NEXT))

    assert visitor.scene.focus == "room.communities"


def test_another_screen_begins_without_it() -> None:
    """Given the focus at a room that is then opened, the list begins at its top."""
    visitor = Visitor().do(FocusAsked("room.local"), RoomChosen(Room.LOCAL))

    assert visitor.scene.focus == ""


def test_it_answers_the_warning_and_wakes_nobody() -> None:
    """Under »Er du der stadig?« it says that somebody is; at rest it comes late, from whoever has just left."""
    warned = Visitor()
    warned.do(WentQuiet(warned.kiosk.ticket))
    assert warned.kiosk.warned

    assert not warned.do(FocusAsked("help")).kiosk.warned
    assert isinstance(Visitor().do(DonePressed(), FocusAsked("help")).kiosk.place, Resting)
