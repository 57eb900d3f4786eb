"""A list rolls by pages and by a finger, never past its ends, and never walks all of its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.layouts.listing import Roll
from screens.rolling import page_back, page_on, rolled


def seen(first: int = 0, over: float = 0.0, *, shown: int = 5, last: bool = False) -> Roll:
    """A list of rows 100 pixels high of which some are in sight."""
    return Roll(first=first, over=over, shown=shown, last=last, heights=(100.0,) * (shown + 1))


def test_a_page_on_goes_by_what_is_whole_in_sight() -> None:
    """No row is skipped, and the row that was half over the edge begins anew."""
    roll = seen(first=3, over=40.0)

    page_on(roll)

    assert (roll.first, roll.over) == (8, 0.0)


def test_at_the_end_a_page_on_stays() -> None:
    """Nothing lies behind the last row."""
    roll = seen(first=3, last=True)

    page_on(roll)

    assert roll.first == 3


def test_a_page_back_stops_at_the_first_row() -> None:
    """From the second row back to the first."""
    roll = seen(first=2)

    page_back(roll)

    assert (roll.first, roll.over) == (0, 0.0)


def test_a_page_back_first_shows_the_row_that_is_half_out_of_sight() -> None:
    """A dragged list is set straight before it turns."""
    roll = seen(first=2, over=30.0)

    page_back(roll)

    assert (roll.first, roll.over) == (2, 0.0)


def test_a_finger_rolls_by_its_way() -> None:
    """250 pixels are two rows of 100 and half of one."""
    roll = seen()

    assert rolled(roll, 250.0, 40)
    assert (roll.first, roll.over) == (2, 50.0)


def test_a_finger_rolls_back_to_the_very_top() -> None:
    """And not beyond."""
    roll = seen(first=1, over=20.0)

    assert rolled(roll, -500.0, 40)
    assert (roll.first, roll.over) == (0, 0.0)
    assert not rolled(roll, -10.0, 40)


def test_nothing_rolls_where_nothing_is_drawn() -> None:
    """An empty list has no heights, and does not move."""
    assert not rolled(Roll(), 50.0, 0)


@given(ways=st.lists(st.floats(min_value=-2000, max_value=2000), max_size=30), count=st.integers(min_value=1, max_value=2000))
def test_no_finger_rolls_a_list_off_its_rows(ways: list[float], count: int) -> None:
    """Whatever is dragged, the first row in sight exists and the part over the edge is not negative."""
    roll = seen()

    for way in ways:
        rolled(roll, way, count)
        assert 0 <= roll.first < count
        assert roll.over >= 0
