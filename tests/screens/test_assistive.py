"""What assistive technology is told: every control with its words and box, in reading order, and nothing that is a visitor's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from kiosk.nouns import Language
from kiosk.rooms.local.filters import EventFilter
from kiosk.visit import events as e
from kiosk.visit.aloud import key_name
from kiosk.visit.order import ring
from kiosk.visit.views import ListView, RestingView
from screens.assistive import WAKE, Live, Role, tree_of
from screens.compose import compose
from screens.layouts.listing import Roll
from screens.marks import Letters
from screens.pen import Pen
from tests.screens.drawing import COLOURS, GLASSES, SET, Case
from tests.screens.walks import CATALOGUE, WALKS, WELL, Walk

if TYPE_CHECKING:
    from kiosk.visit.views import Scene
    from screens.assistive import Tree
    from screens.marks import Drawing

PRIVATE = ("ÅSE-MARIE", "ÅSE", "aase@", "aase@bib.example", "BKRT", "BCDFGHJKMNPQ2345", "123", "•")
"""What the walks type, and the code they are given. As whole words: »123« is the beginning of a PIN."""


def named(key: str, language: Language) -> str:
    """Name a key as the kiosk does."""
    return key_name(key, CATALOGUE.words(language))


def drawn(scene: Scene, glass: str) -> Drawing:
    """Draw a scene on a glass."""
    pen = Pen(colours=COLOURS, measures=Case(glass).measures, typesetter=SET)
    return compose(pen, scene, Roll(), time_left=0.6, turned=0.0)


@cache
def told(walk: str, glass: str = "portrait", language: str = "da") -> tuple[Scene, Drawing, Tree]:
    """A walked screen, how it is drawn, and what is told of it."""
    scene = WALKS[walk](Walk(Language(language), WELL)).scene()
    drawing = drawn(scene, glass)
    return scene, drawing, tree_of(scene, drawing, named)


def words_of(tree: Tree) -> list[str]:
    """Every text there is in a tree."""
    return [text for node in tree.nodes for text in (node.key, node.name, node.more)] + [tree.place]


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("walk", WALKS)
def test_every_control_that_is_drawn_is_told_with_its_words_and_its_box(walk: str, glass: str) -> None:
    """Given any screen, what can be pressed on the glass is a button with a name, where it is drawn, and nothing else is."""
    scene, drawing, tree = told(walk, glass)

    buttons = [node for node in tree.nodes if node.role is Role.BUTTON]

    pressed = {(each.target.id, each.box) for each in buttons if each.target}
    assert pressed == {(target.id, target.box) for target in drawing.targets if target.box.w > 0 and target.box.h > 0}
    assert all(each.name.strip() and each.name not in each.more for each in buttons)
    assert [each.key for each in buttons if each.target is None] == ([WAKE] if isinstance(scene.view, RestingView) else [])


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("walk", WALKS)
def test_a_tree_has_each_key_once_and_one_title(walk: str, glass: str) -> None:
    """What accesskit would end the glass for cannot be."""
    scene, _, tree = told(walk, glass)

    keys = [node.key for node in tree.nodes]

    assert len(keys) == len(set(keys))
    assert tree.focus in {"", *keys}
    assert sum(node.rank == 1 for node in tree.nodes) == (0 if isinstance(scene.view, RestingView) else 1)


@pytest.mark.parametrize("walk", WALKS)
def test_controls_are_told_in_the_order_of_the_ring(walk: str) -> None:
    """Whoever reads it and whoever hears it meet the same things one after the other."""
    scene, _, tree = told(walk)
    stops = [(stop.id, stop.words) for stop in ring(scene)]

    known = [(node.target.id, node.target.words) for node in tree.nodes if node.target]

    assert [each for each in dict.fromkeys(known) if each in stops] == [each for each in stops if each in known]


@pytest.mark.parametrize("walk", WALKS)
def test_nothing_that_was_typed_and_no_code_is_told(walk: str) -> None:
    """Given names, addresses, a PIN and a sign-up's code on the screens, none of them is in any text of any tree."""
    for glass in GLASSES:
        for text in words_of(told(walk, glass)[2]):
            assert not [each for each in PRIVATE if each in text.split() or (len(each) > 3 and each in text)]


def test_the_walks_do_show_what_must_not_be_told() -> None:
    """The test above can fail: name, address, code and dots are on the glass."""
    shown = {mark.words for walk in WALKS for mark in told(walk)[1].marks if isinstance(mark, Letters)}

    assert {"ÅSE-MARIE", "aase@bib.example", "•••", "BK"} <= shown
    assert any("BKRT" in words.replace("\u2009", "") for words in shown)


def test_an_answer_is_told_as_an_entry_without_what_is_in_it() -> None:
    """Given a question and the staff's PIN, each is an entry named for what is asked, one of them secret, both where they stand."""
    (_, _, name), (_, _, pin) = told("first_name"), told("staff_door")

    asked = next(node for node in name.nodes if node.role is Role.ENTRY)
    secret = next(node for node in pin.nodes if node.role is Role.SECRET)

    assert asked.name == next(node.name for node in name.nodes if node.rank == 1)
    assert asked.box is not None
    assert secret.box is not None


def test_a_key_is_named_in_words() -> None:
    """The space bar and the hyphen say what they are, in the visitor's language."""
    danish = {node.key: node.name for node in told("first_name")[2].nodes}
    english = {node.key: node.name for node in told("first_name", language="en")[2].nodes}

    assert danish["key.space"] == named(" ", Language("da")) != " "
    assert english["key.space"] == named(" ", Language("en")) != danish["key.space"]
    assert danish["key.-"] != "-"


def test_the_focus_is_told_but_not_on_keys_that_type_behind_dots() -> None:
    """Given the focus at a control it is there in the tree; at a key of the PIN it is nowhere, or it would spell the PIN."""
    for walk, name, seen in (("home", "help", "help"), ("first_name", "key.a", "key.a"), ("staff_door", "key.7", "")):
        scene, drawing, _ = told(walk)

        tree = tree_of(replace(scene, focus=name), drawing, named)

        assert any(node.key == name for node in tree.nodes)
        assert tree.focus == seen


def test_a_control_out_of_sight_has_no_focus_to_tell() -> None:
    """Given the focus at a row that is rolled away, the tree has none: accesskit ends a program for a focus that is not there."""
    scene, drawing, tree = told("events")
    assert isinstance(scene.view, ListView)
    away = scene.view.rows[len(scene.view.rows) - 1].press.id
    assert away not in {node.key for node in tree.nodes}

    assert tree_of(replace(scene, focus=away), drawing, named).focus == ""


def test_rows_are_told_under_their_days_with_all_that_stands_on_them() -> None:
    """Given the list, a day comes before its rows, and a row tells time, place and what helps to choose."""
    scene, _, tree = told("events")
    assert isinstance(scene.view, ListView)
    first = scene.view.rows[0]
    at = next(place for place, node in enumerate(tree.nodes) if node.key == first.press.id)

    assert (tree.nodes[at - 1].name, tree.nodes[at - 1].rank) == (first.heading, 2)
    assert tree.nodes[at].more == ", ".join(each for each in (first.lead, first.detail, first.fact) if each)


def test_a_switch_tells_whether_it_is_on() -> None:
    """Given the list narrowed to what is free, that chip is on and the others are off; what is no switch tells nothing."""
    walk = WALKS["events"](Walk(Language("da"), WELL)).do(e.FilterChosen(EventFilter.FREE))
    scene = walk.scene()

    state = {node.key: node.chosen for node in tree_of(scene, drawn(scene, "portrait"), named).nodes}

    assert state["filter.free"] is True
    assert state["filter.today"] is False
    assert state["home"] is None


def test_what_answers_by_itself_is_told_by_itself() -> None:
    """A notice and what is wrong with an answer are told politely, »Er du der stadig?« at once."""
    notice = next(node for node in told("notice")[2].nodes if node.key == "notice 1")
    problem = next(node for node in told("name_missing")[2].nodes if node.key == "problem 1")
    question = next(node for node in told("warned")[2].nodes if node.rank == 1)

    assert (notice.live, problem.live, question.live) == (Live.POLITE, Live.POLITE, Live.ASSERTIVE)


def test_words_of_another_language_say_so() -> None:
    """Given a Danish programme on a Polish screen, its rows are Danish and the bar is Polish."""
    tree = told("events", language="pl")[2]

    languages = {node.key: node.language for node in tree.nodes}

    assert languages["home"] == "pl"
    assert "da" in {language for key, language in languages.items() if key.startswith("event.")}
