"""Boxes are cut without loss, and never get a negative size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.geometry import Box

sizes = st.floats(min_value=0, max_value=5000)
boxes = st.builds(Box, sizes, sizes, sizes, sizes)


@given(box=boxes, by=st.floats(min_value=-100, max_value=6000))
def test_a_cut_gives_two_boxes_that_make_up_the_whole(box: Box, by: float) -> None:
    """Whatever is asked for, strip and rest together are the box, and neither is negative."""
    for strip, rest in (box.from_top(by), box.from_bottom(by)):
        assert abs(strip.h + rest.h - box.h) < 1e-6
        assert strip.w == rest.w == box.w
        assert min(strip.h, rest.h) >= 0
    for strip, rest in (box.from_left(by), box.from_right(by)):
        assert abs(strip.w + rest.w - box.w) < 1e-6
        assert strip.h == rest.h == box.h
        assert min(strip.w, rest.w) >= 0


@given(box=boxes, other=boxes)
def test_what_lies_within_both_is_in_both(box: Box, other: Box) -> None:
    """The common part never leaves either box."""
    part = box.within(other)

    assert min(part.w, part.h) >= 0
    if part.w > 1 and part.h > 1:
        x, y = part.centre
        assert box.holds(x, y)
        assert other.holds(x, y)


def test_strips_stand_where_they_were_cut() -> None:
    """Top, bottom, left and right are what they say."""
    box = Box(10, 20, 100, 50)

    assert box.from_top(10) == (Box(10, 20, 100, 10), Box(10, 30, 100, 40))
    assert box.from_bottom(10) == (Box(10, 60, 100, 10), Box(10, 20, 100, 40))
    assert box.from_left(10) == (Box(10, 20, 10, 50), Box(20, 20, 90, 50))
    assert box.from_right(10) == (Box(100, 20, 10, 50), Box(10, 20, 90, 50))


def test_an_edge_belongs_to_one_of_two_neighbours() -> None:
    """A finger on the border of two fields presses one of them, never both."""
    left, right = Box(0, 0, 100, 40).columns(2, 0)

    assert [box.holds(50, 10) for box in (left, right)] == [False, True]


def test_rows_and_columns_leave_the_gap_between() -> None:
    """Three rows in 100 pixels with gaps of 5 are 30 high, and end where the box does."""
    rows = Box(0, 0, 10, 100).rows(3, 5)
    columns = Box(0, 0, 100, 10).columns(3, 5)

    assert [(row.y, row.h) for row in rows] == [(0, 30), (35, 30), (70, 30)]
    assert [(column.x, column.w) for column in columns] == [(0, 30), (35, 30), (70, 30)]


def test_an_inset_larger_than_the_box_is_empty() -> None:
    """Nothing turns inside out."""
    assert Box(0, 0, 10, 10).inset(8) == Box(8, 8, 0, 0)
