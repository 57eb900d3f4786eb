"""»Hjælp mig«, and the way back."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.visit.events import (
    BackPressed,
    CalmChosen,
    HelpPressed,
    NextPressed,
    ReachChosen,
    Room,
    RoomChosen,
    SizeChosen,
    StaffAsked,
    ThemeChosen,
)
from kiosk.visit.look import Look, TextSize, Theme
from kiosk.visit.states import EventList, Help, Home, StaffDoor
from kiosk.visit.views import HelpView
from tests.core.samples import Visitor


def test_help_changes_how_the_glass_looks_at_once() -> None:
    """Each choice is marked where it is made."""
    visitor = Visitor().do(
        HelpPressed(),
        SizeChosen(TextSize.LARGE),
        ThemeChosen(Theme.NIGHT),
        ReachChosen(low=True),
        CalmChosen(calm=True),
    )

    assert visitor.scene.look == Look(theme=Theme.NIGHT, size=TextSize.LARGE, low_reach=True, calm=True)
    chosen = [press.words for group in visitor.sees(HelpView).groups for press in group.choices if press.chosen]
    assert chosen == ["Større", "Mørke", "Kun det nederste", "Nej, hold alt i ro"]


def test_help_is_not_opened_twice() -> None:
    """Back leads where one came from, once."""
    visitor = Visitor().do(RoomChosen(Room.LOCAL), HelpPressed(), HelpPressed(), BackPressed())

    assert visitor.kiosk.place == EventList()
    assert Visitor().do(HelpPressed()).sees(HelpView).frame.help is None


def test_help_has_no_other_doors() -> None:
    """A press that belongs to another screen changes nothing there."""
    assert Visitor().do(HelpPressed(), NextPressed()).kiosk.place == Help()


def test_staff_have_no_help() -> None:
    """Their screen is theirs."""
    assert isinstance(Visitor().do(StaffAsked(), HelpPressed()).kiosk.place, StaffDoor)


def test_the_way_back_is_not_endless() -> None:
    """A visitor may walk from book to book all day; the trail forgets its beginning."""
    visitor = Visitor()
    for _ in range(40):
        visitor.kiosk = visitor.kiosk.to(EventList())

    assert len(visitor.kiosk.trail) == 16
    assert replace(visitor.kiosk, trail=()).back().place == Home()
