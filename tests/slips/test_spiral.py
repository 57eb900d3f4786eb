"""The spiral: from maths, whole inside and in pieces outside."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from kiosk.slips.spiral import pieces, spiral_dots, spiral_radius, stroke_outline


def test_the_spiral_is_archimedean() -> None:
    """Each turn is as far from the last as that from the one before."""
    radii = [spiral_radius(turn * math.tau, 10.0) for turn in range(5)]

    assert radii == pytest.approx([0.0, 10.0, 20.0, 30.0, 40.0])


def test_a_stroke_keeps_its_width() -> None:
    """The two sides of a stroke are everywhere equally far apart."""
    outline = stroke_outline(math.tau, 2 * math.tau, 10.0, 4.0)
    half = len(outline) // 2

    gaps = [math.dist(outer, inner) for outer, inner in zip(outline[:half], reversed(outline[half:]), strict=True)]

    assert all(math.isclose(gap, 4.0) for gap in gaps)


def test_strokes_become_shorter_outwards_and_never_touch() -> None:
    """Outside it all jumps about, and inside is immersion."""
    strokes = pieces(turns=4.0, whole=2.75)

    lengths = [end - start for start, end in strokes]
    assert lengths == sorted(lengths, reverse=True)
    assert all(before[1] < after[0] for before, after in pairwise(strokes))
    assert strokes[-1][1] <= 4.0 * math.tau


def test_the_spiral_fits_its_square() -> None:
    """No dot touches the edge, and there is no grey."""
    dots = spiral_dots(168)

    edge = [dots.getpixel((x, y)) for x in range(168) for y in (0, 167)] + [
        dots.getpixel((x, y)) for y in range(168) for x in (0, 167)
    ]
    assert dots.mode == "1"
    assert set(edge) == {255}
    assert dots.getextrema() == (0, 255)
