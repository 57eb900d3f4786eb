"""Touches on the real glass: what a finger leaves is pressed, what it slides off is not, and a wake touch presses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from tests.glass.stand import Stand, need_a_display

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.glass


def middle(stand: Stand, control: str) -> tuple[float, float]:
    """The middle of a control."""
    box = stand.look().controls[control]
    return box["x"] + box["w"] / 2, box["y"] + box["h"] / 2


def test_a_field_is_pressed_when_the_finger_leaves_it(stand: Stand) -> None:
    """Nothing happens while it is down but that its colours change about at once; then the list opens."""
    x, y = middle(stand, "room.local")
    before = stand.picture()

    stand.display.press(x, y)
    held = stand.picture()
    down = stand.look().screen
    stand.display.release()

    assert down == "home"
    assert ImageChops.difference(before, held).getbbox() is not None
    stand.visitor.screen("list")


def test_a_finger_that_slides_off_presses_nothing(stand: Stand) -> None:
    """Given a press that moves to another field before it leaves, neither is pressed, and both look as before."""
    x, y = middle(stand, "room.local")
    other = middle(stand, "room.communities")
    before = stand.picture()

    stand.display.press(x, y)
    stand.display.move(*other)
    stand.display.release()

    assert stand.look().screen == "home"
    assert ImageChops.difference(before, stand.picture()).getbbox() is None


def test_the_touch_that_wakes_presses_nothing(stand: Stand) -> None:
    """Given the kiosk at rest and a finger where Home has a field, Home comes, and the room does not open."""
    x, y = middle(stand, "room.local")
    stand.to_rest()

    stand.display.tap(x, y)

    stand.visitor.screen("home")
    assert stand.look().screen == "home"


def test_any_key_wakes_it_and_presses_nothing(stand: Stand) -> None:
    """Given the kiosk at rest, a key of a keyboard is a sign of life and no more."""
    stand.to_rest()

    stand.display.key("Return")

    stand.visitor.screen("home")
    assert stand.look().screen == "home"


def test_a_drag_rolls_a_list_and_presses_nothing(stand: Stand) -> None:
    """Given the events, a finger that moves up by a hand's breadth rolls on; moved down again, the first row is back."""
    stand.visitor.tap("room.local")
    stand.visitor.screen("list")
    first = [name for name in stand.look().controls if name.startswith("event.")]
    x, y = middle(stand, first[2])

    stand.display.press(x, y)
    for step in range(1, 9):
        stand.display.move(x, y - 60 * step)
    stand.display.release()
    rolled = [name for name in stand.look().controls if name.startswith("event.")]

    assert stand.look().screen == "list"
    assert rolled[0] != first[0]
    stand.display.press(x, y)
    for step in range(1, 16):
        stand.display.move(x, min(1800, y + 60 * step))
    stand.display.release()
    assert next(name for name in stand.look().controls if name.startswith("event.")) == first[0]
    assert stand.look().screen == "list"


def test_pages_of_a_list_turn_by_single_touches(stand: Stand) -> None:
    """Given more rows than fit, »more« and »less« reach all of them without a drag."""
    stand.visitor.tap("room.local")
    stand.visitor.screen("list")
    first = set(stand.look().controls)

    stand.visitor.tap("page.more")
    stand.visitor.wait_for("the next page", lambda glass: "page.less" in glass.controls)
    second = set(stand.look().controls)
    assert not {name for name in first & second if name.startswith("event.")}
    while "page.less" in stand.look().controls:
        stand.visitor.tap("page.less")

    assert set(stand.look().controls) == first


def test_a_tap_beside_everything_is_nobodys(stand: Stand) -> None:
    """Given a touch where nothing can be pressed, the glass stays as it is."""
    before = stand.picture()

    stand.display.tap(30, 700)

    assert ImageChops.difference(before, stand.picture()).getbbox() is None


def test_four_taps_in_the_corner_are_not_five(stand: Stand) -> None:
    """The way to the staff screen is not found by leaning on the glass."""
    for _ in range(4):
        stand.display.tap(40, 40)
    assert stand.look().screen == "home"

    stand.display.tap(40, 40)

    stand.visitor.screen("form")


def test_a_scan_at_rest_goes_straight_to_the_book(stand: Stand) -> None:
    """Given a book held to the scanner while nobody is there, its page comes at once."""
    isbn = next(book.isbn for book in stand.demo.branch().books or () if book.isbn and book.tags)
    stand.to_rest()

    assert stand.demo.scanner.scan(isbn)

    stand.visitor.screen("thing")


def test_the_very_first_touch_counts(tmp_path: Path) -> None:
    """Given an app that says that it takes touches, the one that comes in the same moment opens what it touched."""
    need_a_display()
    with Stand(tmp_path) as fresh:
        fresh.visitor.tap("room.local")

        fresh.visitor.screen("list", within=5.0)


def test_every_key_of_the_address_keyboard_writes_what_it_shows(stand: Stand) -> None:
    """Given an e-mail address typed with the long keys, it stands there whole."""
    stand.to_event(stand.open_event())
    stand.visitor.tap("sign_up")
    stand.visitor.type("Ørn-A")
    stand.visitor.tap("next")
    stand.visitor.tap("contact.email")
    stand.visitor.wait_for("the address keyboard", lambda glass: "key.@gmail.com" in glass.controls)

    for key in ("a", "_", "1", "@gmail.com", ".dk", ".com", "@", "erase"):
        before = stand.visitor.look().seq
        stand.visitor.tap(key if key == "erase" else f"key.{key}")
        stand.visitor.wait_for("the key", lambda glass, before=before: glass.seq > before)  # type: ignore[misc]

    assert "a_1@gmail.com.dk.com" in stand.look().texts
