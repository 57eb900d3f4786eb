"""The ring of the keys against the drawings: nothing can be pressed that cannot be reached, in the order it is read, and seen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from kiosk.nouns import Language
from kiosk.visit.aloud import control
from kiosk.visit.order import lines, reading, ring
from kiosk.visit.ring import Stop
from screens.compose import compose
from screens.layouts.listing import LESS, MORE, Roll
from screens.marks import Fill, Letters
from screens.pen import Pen
from screens.rolling import bring
from screens.theme import load_colours
from tests.screens.drawing import GLASSES, SET, Case
from tests.screens.walks import ASSETS, CATALOGUE, WALKS, Walk

ROLLING = {MORE, LESS}
"""The stage answers these itself: the keys roll a list by moving in it."""


def walked(name: str, language: str = "da") -> Walk:
    """A walked screen."""
    return WALKS[name](Walk(Language(language)))


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("walk", WALKS)
def test_everything_that_is_drawn_to_be_pressed_is_in_the_ring(walk: str, glass: str) -> None:
    """On every glass; nothing is met twice."""
    drawn = {(target.id, target.words) for target in Case(glass).draw(walk).targets if target.id not in ROLLING}
    ids = [(stop.id, stop.words) for stop in ring(walked(walk).scene())]

    assert drawn <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("walk", WALKS)
def test_every_control_has_words(walk: str, language: str) -> None:
    """None empty, none an id; and they begin with what is shown."""
    scene = walked(walk, language).scene()

    for stop in ring(scene):
        said = control(stop, scene, CATALOGUE)
        assert said
        assert all(each.text.strip() for each in said), stop.id
        assert stop.id.startswith("key.") or said[0].text.startswith(stop.words.split(" · ")[0][:6]), stop.id


@pytest.mark.parametrize("walk", WALKS)
def test_what_is_read_is_what_is_drawn_from_the_top_down(walk: str) -> None:
    """The order of the ring follows the glass: whatever is drawn lower comes later. The bar at the foot comes last."""
    drawing = Case("portrait").draw(walk)
    places = {target.id: target.box for target in drawing.targets if target.id not in ROLLING and target.box.h > 0}
    order = [places[stop.id] for stop in ring(walked(walk).scene()) if stop.id in places]

    for one, other in pairwise(order):
        assert other.bottom > one.y + 1, f"{other} is read after {one}"


@pytest.mark.parametrize("walk", [name for name in WALKS if name != "keeping"])
def test_every_word_on_the_glass_is_said_by_a_line_or_by_a_control(walk: str) -> None:
    """Nothing is only for those who see it."""
    scene = walked(walk).scene()
    known = " ".join(line.text for line in lines(scene))
    known += " ".join(" ".join((each.words, *each.more)) for each in reading(scene) if isinstance(each, Stop))
    plain = known.replace(" ", "")

    shown = [mark.words for mark in Case("portrait").draw(walk).marks if isinstance(mark, Letters) and mark.words.strip("•")]
    missing = [
        words
        for words in shown
        if not all(part.replace(" ", "").replace("\u2009", "") in plain for part in words.split(" · "))
        and words not in {"Flere", "Færre", "Læs mere", "Læs tilbage", scene.look.language}
        and words not in {getattr(scene.view, "more", ""), getattr(scene.view, "less", "")}
    ]
    assert missing == []


@pytest.mark.parametrize("theme", ["paper", "night", "contrast"])
@pytest.mark.parametrize("glass", GLASSES)
def test_the_focus_is_drawn_round_its_control_thick_enough_to_be_seen(glass: str, theme: str) -> None:
    """A millimetre at least in ink, and as much in paper, whose contrast with each other is far over 3:1."""
    scene = replace(walked("event").scene(), focus="sign_up", focus_words="Tilmeld")
    case = Case(glass)
    colours = load_colours(ASSETS / "themes" / f"{theme}.toml")
    pen = Pen(colours=colours, measures=case.measures, typesetter=SET)
    drawing = compose(pen, scene, Roll(), time_left=0.0, turned=0.0)

    box = next(target.box for target in drawing.targets if target.id == "sign_up")
    ring_marks = drawing.marks[-8:]
    assert all(isinstance(mark, Fill) for mark in ring_marks)
    edges = [mark for mark in ring_marks if isinstance(mark, Fill)]
    assert {mark.colour for mark in edges} == {colours.ink, colours.paper}
    assert min(min(mark.box.w, mark.box.h) for mark in edges) >= case.measures.mm(1.0)
    assert min(mark.box.x for mark in edges) < box.x
    assert contrast(colours.ink, colours.paper) >= 7.0


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast of two colours. Source: WCAG 2.1, relative luminance."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: tuple[float, ...]) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_focus_is_nowhere_on_a_screen_without_it() -> None:
    """A control that is out of sight has no ring."""
    measures = Case("portrait").measures
    pen = Pen(colours=load_colours(ASSETS / "themes" / "paper.toml"), measures=measures, typesetter=SET)

    pen.ring("nobody", "Ingen")

    assert pen.drawing().marks == ()


def test_a_row_that_is_out_of_sight_is_rolled_to() -> None:
    """One that is whole in sight moves nothing."""
    roll = Roll(first=3, shown=4)

    bring(roll, 6)
    assert roll.first == 3
    bring(roll, 7)
    assert roll.first == 7
    bring(roll, 2)
    assert roll.first == 2
    roll.over = 9.0
    bring(roll, 3)
    assert (roll.first, roll.over) == (3, 0.0)
