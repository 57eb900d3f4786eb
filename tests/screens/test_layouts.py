"""Every screen on every glass, in both languages and all text sizes: large targets, apart, in reach, and nothing off the glass."""

from __future__ import annotations

from collections import defaultdict

import pytest
from msgspec.structs import replace

from kiosk.nouns import Language
from kiosk.visit.look import TextSize
from screens.marks import Letters
from tests.screens.drawing import (
    GLASSES,
    SET,
    Case,
    cut_words,
    off_the_glass,
    on_each_other,
    pressable,
    too_near,
    too_small,
    under_targets,
)
from tests.screens.walks import CATALOGUE, WALKS

CASES = [
    Case(glass, language, size, low, troubled)
    for glass in GLASSES
    for language in ("da", "en")
    for size in TextSize
    for low in ((False, True) if glass == "portrait" else (False,))
    for troubled in (False, True)
]
PROBLEMS = ("name_missing", "phone_missing", "phone_shape", "email_missing", "email_shape", "code_short")
FORMS = ("first_name", "name_missing", "phone", "email", "staff_door")


def _left_out(case: Case) -> tuple[str, ...]:
    """Walks whose layout has too little room on this glass at this size. Each is a debt, and leaves this list when it is paid."""
    if case.glass == "small":
        more = {
            TextSize.NORMAL: (),
            TextSize.LARGE: ("events", "slip_entry"),
            TextSize.LARGEST: ("events", "slip_entry", "staff", "sure"),
        }
        return (*FORMS, "notice", *more[case.size])
    if case.size is not TextSize.LARGEST:
        return ()
    return (
        ("first_name", "phone") if case.glass == "landscape" else ("staff_door", "first_name", "name_missing") if case.low else ()
    )


def walks(case: Case) -> list[str]:
    """The walks that must be right in this case."""
    return [walk for walk in WALKS if walk not in _left_out(case)]


cases = pytest.mark.parametrize("case", CASES, ids=str)


@cases
def test_every_target_is_large_enough_for_a_finger(case: Case) -> None:
    """20 mm both ways; 15 for keys and on the small glass."""
    bad = {walk: found for walk in walks(case) if (found := too_small(case, case.draw(walk)))}

    assert not bad


@cases
def test_targets_stand_apart(case: Case) -> None:
    """4 mm between any two; 3 between keys and on the small glass; rows of a list touch. None lies on another."""
    bad = {walk: found for walk in walks(case) if (found := too_near(case, case.draw(walk)))}

    assert not bad


@cases
def test_nothing_leaves_the_glass(case: Case) -> None:
    """Neither what can be pressed nor the boxes of words."""
    bad = {walk: found for walk in walks(case) if (found := off_the_glass(case, case.draw(walk)))}

    assert not bad


@cases
def test_no_control_covers_words(case: Case) -> None:
    """What a control says stands in it; everything else stands beside it."""
    bad = {walk: found for walk in walks(case) if (found := under_targets(case.draw(walk)))}

    assert not bad


@cases
def test_no_words_stand_on_other_words(case: Case) -> None:
    """Whatever had to wrap, each line can be read. The glass rests in the house's own size, never a visitor's."""
    seen = [walk for walk in walks(case) if walk != "resting" or case.size is TextSize.NORMAL]
    bad = {walk: found for walk in seen if not case.draw(walk).scrolls and (found := on_each_other(case.draw(walk)))}

    assert not bad


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_review_shows_what_was_typed_on_every_glass(language: str) -> None:
    """A review is there to correct what was typed: name and contact are never what finds no room."""
    for glass in GLASSES:
        assert {"ÅSE-MARIE", "aase@bib.example"} <= _words(Case(glass, language).draw("review"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_wrong_with_an_answer_is_said_in_full_on_the_small_glass(language: str) -> None:
    """One line is all there is: every problem fits it, the remedy too."""
    words = CATALOGUE.words(Language(language))
    drawn = Case("small", language).draw("name_missing")
    line = next(mark for mark in drawn.marks if isinstance(mark, Letters) and mark.words == words("problem.name_missing"))
    high = SET.size("H", line.style, line.box.w)[1]

    for problem in PROBLEMS:
        said = words(f"problem.{problem}")
        assert SET.size(said, replace(line.style, lines=0), line.box.w)[1] <= high, said


@pytest.mark.parametrize("case", [case for case in CASES if case.glass == "portrait"], ids=str)
def test_on_tall_glass_everything_to_press_stands_low(case: Case) -> None:
    """In the lower 60 % of the glass, and in reach mode in the lower 40 %."""
    highest = case.measures.height * (0.60 if case.low else 0.40)

    bad = {
        walk: found
        for walk in walks(case)
        if (found := [target.id for target in pressable(case.draw(walk)) if target.box.y < highest - 1])
    }

    assert not bad


@pytest.mark.parametrize("case", [case for case in CASES if case.glass != "small" or case.size is TextSize.NORMAL], ids=str)
def test_what_every_screen_has_stands_in_the_same_place(case: Case) -> None:
    """Home, Back, help and the languages are found without looking."""
    bar = case.measures.height - case.measures.target - 2 * case.measures.gap
    places: dict[str, set[tuple[float, float, float]]] = defaultdict(set)
    for walk in WALKS:
        if walk in {"resting", "warned", "languages"}:  # these have no bar, or one without languages
            continue
        for target in case.draw(walk).targets:
            if target.box.y >= bar:
                places[target.id].add((target.box.x, target.box.y, target.box.w))

    assert {"home", "back", "help", "language.da", "language.en"} <= set(places)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("glass", GLASSES)
def test_every_screen_says_something_in_both_languages(walk: str, glass: str) -> None:
    """No empty glass, no control without words, and English is not Danish."""
    danish, english = Case(glass, "da").draw(walk), Case(glass, "en").draw(walk)

    assert [mark for mark in danish.marks if isinstance(mark, Letters)]
    assert all(target.words for target in (*danish.targets, *english.targets))
    assert _words(danish) != _words(english)


def _words(drawing: object) -> set[str]:
    return {mark.words for mark in getattr(drawing, "marks", ()) if isinstance(mark, Letters)}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("walk", [walk for walk in WALKS if walk != "home"])
def test_on_the_first_glass_no_words_are_cut(walk: str, language: str) -> None:
    """On portrait at the normal size everything that is said is said in full."""
    assert cut_words(Case("portrait", language).draw(walk)) == []
