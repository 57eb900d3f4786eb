"""Sizes come from the panel's millimetres: the capital H of the smallest words is 0.7 degrees at half a metre, measured."""

from __future__ import annotations

from math import hypot

import pytest
from PIL import Image, ImageDraw

from kiosk.visit.look import TextSize
from screens.measures import Measures, Shape
from tests.screens.setting_words import BOLD, REGULAR, face

PANELS = {
    "10.1 inches": (1280, 800, 10.1),
    "21.5 inches": (1920, 1080, 21.5),
    "24 inches": (1920, 1080, 24.0),
    "27 inches": (1080, 1920, 27.0),
    "32 inches": (1080, 1920, 32.0),
}
NEEDED_MM, QUIET_MM = 6.11, 4.8
panels = pytest.mark.parametrize("panel", PANELS)


def measures(panel: str, size: TextSize = TextSize.NORMAL) -> Measures:
    width, height, inches = PANELS[panel]
    return Measures.of_panel(width, height, inches * 25.4, size)


def capital_mm(name: str, px: int, panel: str) -> float:
    """Draw an H in the font's own file and count the rows that are more than half ink: its height on the panel."""
    width, height, inches = PANELS[panel]
    sheet = Image.new("L", (px * 2, px * 2))
    ImageDraw.Draw(sheet).text((px // 4, 0), "H", fill=255, font=face(name, px))
    rows = sum(max(sheet.crop((0, y, sheet.width, y + 1)).tobytes()) > 127 for y in range(sheet.height))
    return rows * inches * 25.4 / hypot(width, height)


@panels
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_smallest_words_a_visitor_needs_are_large_enough(panel: str, size: TextSize, name: str) -> None:
    """H is at least 6.11 mm high on every panel, in both weights, at every text size."""
    assert capital_mm(name, measures(panel, size).em(), panel) >= NEEDED_MM


@panels
def test_words_nobody_needs_are_still_large_enough(panel: str) -> None:
    """H is at least 4.8 mm high, and those words are smaller than the others."""
    m = measures(panel)

    assert capital_mm(REGULAR, m.quiet, panel) >= QUIET_MM
    assert m.quiet < m.em()


@panels
@pytest.mark.parametrize("size", TextSize)
def test_targets_and_gaps_are_given_in_millimetres(panel: str, size: TextSize) -> None:
    """20 and 4 mm, on the small glass 15 and 3, never less; a target is never lower than its words."""
    m = measures(panel, size)
    small = panel == "10.1 inches"

    assert m.target / m.px_per_mm >= (15 if small else 20)
    assert m.gap / m.px_per_mm >= (3 if small else 4) - 1e-9
    assert m.key / m.px_per_mm >= 15 - 1e-9
    assert m.target > m.em()


def test_each_panel_has_its_layout() -> None:
    """Portrait, landscape, and the small landscape glass."""
    shapes = [measures(panel).shape for panel in PANELS]

    assert shapes == [Shape.COMPACT, Shape.WIDE, Shape.WIDE, Shape.TALL, Shape.TALL]


def test_large_words_are_larger() -> None:
    """The three text sizes differ enough to be worth a press."""
    normal, large, largest = (measures("27 inches", size).em() for size in TextSize)

    assert normal * 1.15 <= large
    assert large * 1.15 <= largest
