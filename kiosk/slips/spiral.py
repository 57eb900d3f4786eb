"""The spiral at the head and foot of a slip: an Archimedean spiral from maths, outside in pieces and inside whole."""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import Image, ImageDraw

FINE = 4
"""The outline is drawn this many times larger and then thresholded: a round edge with no grey in it."""

STEP = math.radians(3)
"""Angle between two points of the outline."""


def spiral_radius(angle: float, pitch: float) -> float:
    """Give the distance from the middle at `angle` radians: r = pitch * angle / 2 pi."""
    return pitch * angle / math.tau


def stroke_outline(start: float, end: float, pitch: float, width: float) -> list[tuple[float, float]]:
    """Give the outline of the arm between two angles (radians) as one polygon round the origin, y downwards."""
    count = max(2, math.ceil((end - start) / STEP) + 1)
    angles = [start + (end - start) * index / (count - 1) for index in range(count)]
    outer = [_point(angle, spiral_radius(angle, pitch) + width / 2) for angle in angles]
    inner = [_point(angle, max(0.0, spiral_radius(angle, pitch) - width / 2)) for angle in reversed(angles)]
    return outer + inner


def pieces(turns: float, whole: float) -> list[tuple[float, float]]:
    """Give the angles at which the arm is inked, from the middle out.

    The first `whole` turns are one stroke. After that the strokes become shorter and the gaps longer: outside it all jumps
    about, and inside is immersion. (Lengths below are along the arm, in distances from turn to turn.)
    """
    inked = [(0.3 * math.tau, whole * math.tau)]
    at, stroke, gap = whole * math.tau, 4.2, 1.3
    while True:
        start = at + gap * math.tau / at
        end = start + stroke * math.tau / start
        if end > turns * math.tau:
            return inked
        inked.append((start, end))
        at, stroke, gap = end, stroke * 0.74, gap * 1.02


@lru_cache(maxsize=8)
def spiral_dots(size: int, turns: float = 4.0, whole: float = 2.75) -> Image.Image:
    """Draw the spiral in a square of `size` dots, mode "1", black on white."""
    canvas = Image.new("L", (size * FINE, size * FINE), 255)
    pen = ImageDraw.Draw(canvas)
    middle = size * FINE / 2
    pitch = (size / 2 - 1) / (turns + 0.25)
    width = pitch * 0.46
    for start, end in pieces(turns, whole):
        outline = stroke_outline(start, end, pitch, width)
        pen.polygon([(middle + x * FINE, middle + y * FINE) for x, y in outline], fill=0)
        for angle in (start, end):
            _dot(pen, middle, _point(angle, spiral_radius(angle, pitch)), width / 2)
    small = canvas.resize((size, size), Image.Resampling.BOX)
    return small.point([0 if grey < 128 else 255 for grey in range(256)], mode="1")


def _point(angle: float, radius: float) -> tuple[float, float]:
    """Give the point at `angle`, beginning at the top and turning with the clock."""
    return radius * math.sin(angle), -radius * math.cos(angle)


def _dot(pen: ImageDraw.ImageDraw, middle: float, at: tuple[float, float], radius: float) -> None:
    """Round off an end of a stroke."""
    x, y = middle + at[0] * FINE, middle + at[1] * FINE
    pen.ellipse((x - radius * FINE, y - radius * FINE, x + radius * FINE, y + radius * FINE), fill=0)
