"""Whatever happens, in whatever order: nothing breaks, and nothing of a visitor stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH, Ticket
from kiosk.visit import events as happened
from kiosk.visit.events import DonePressed, Event, TimeRanOut, WentQuiet
from kiosk.visit.look import Look
from kiosk.visit.machine import begin, step
from kiosk.visit.states import Cancelling, Keeping, Kiosk, Resting
from kiosk.visit.view import view
from kiosk.visit.views import ListView
from tests.core.happenings import (
    ANYTHING,
    AT_DOOR,
    BEGINNINGS,
    CONTACT,
    DONE,
    FOUND,
    HOUSES,
    MARKS,
    NAME,
    PHONE,
    PIN,
    SPECIAL,
    TOKEN,
    Told,
)
from tests.core.samples import (
    CATALOGUE,
    HOUSE,
)


def strings(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))
    elif isinstance(value, tuple | frozenset):
        for each in value:
            yield from strings(each)


def marks_in(kiosk: Kiosk) -> list[str]:
    """The visitor's marks that are anywhere in the kiosk."""
    everything = list(strings(kiosk))
    return [mark for mark in MARKS if any(mark in text for text in everything)]


def seen(kiosk: Kiosk) -> None:
    """Look at everything on the glass, in both languages, to the last row."""
    for language in (DANISH, ENGLISH):
        scene = view(replace(kiosk, look=replace(kiosk.look, language=language)), CATALOGUE)
        if isinstance(scene.view, ListView):
            assert list(scene.view.rows) or scene.view.empty
        assert repr(scene)


def test_every_event_can_happen_here() -> None:
    """A new event that this file does not know would go untested."""
    for kind in get_args(Event):
        takes = set(kind.__struct_fields__) - {"ticket"}
        assert kind in SPECIAL or not takes, kind


def test_the_marks_are_found_while_the_visitor_is_here() -> None:
    """Else the search below could not fail."""
    found: set[str] = set()
    for beginning in (CONTACT, DONE, FOUND, AT_DOOR):
        kiosk = begin(HOUSE)
        for told in beginning:
            kiosk, _ = step(kiosk, told(kiosk.ticket), CATALOGUE)
        found.update(marks_in(kiosk))

    assert found == set(MARKS)


@settings(max_examples=150, deadline=None)
@given(house=HOUSES, beginning=BEGINNINGS, told=st.lists(st.tuples(ANYTHING, st.sampled_from([0, 0, 0, 0, -1, 1])), max_size=14))
def test_nothing_breaks_and_time_always_ends_a_visit(house: object, beginning: list[Told], told: list[tuple[Told, int]]) -> None:
    """From any beginning, through anything, with right and wrong tickets; and in the end nothing of the visitor is left."""
    kiosk = begin(house)  # type: ignore[arg-type]
    for one, off in [*((each, 0) for each in beginning), *told]:
        before = kiosk.ticket
        kiosk, effects = step(kiosk, one(Ticket(kiosk.ticket + off)), CATALOGUE)
        assert kiosk.ticket in (before, before + 1)
        seen(kiosk)
        assert not any(mark in repr((kiosk, effects)) for mark in (NAME, PHONE, PIN, TOKEN))

    if isinstance(kiosk.place, Keeping):
        kiosk, _ = step(kiosk, happened.SignupNotKept(kiosk.ticket, "full"), CATALOGUE)
    if isinstance(kiosk.place, Cancelling):
        kiosk, _ = step(kiosk, happened.CancelNotKept(kiosk.ticket, "full"), CATALOGUE)
    here = not isinstance(kiosk.place, Resting)
    ended, _ = step(step(kiosk, WentQuiet(kiosk.ticket), CATALOGUE)[0], TimeRanOut(kiosk.ticket), CATALOGUE)

    assert isinstance(ended.place, Resting)
    assert ended.ticket == kiosk.ticket + here
    assert marks_in(ended) == []
    assert ended.look == ended.house.look
    assert (ended.trail, ended.notice, ended.warned) == ((), None, False)
    assert step(ended, DonePressed(), CATALOGUE) == (ended, ())
    assert isinstance(ended.look, Look)
