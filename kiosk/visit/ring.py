"""The stops of the ring: everything that can be pressed, as whoever cannot see it meets it, and the lines in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from msgspec import Struct

from kiosk.visit.keys import key_press
from kiosk.visit.parts import HomeField, Press, Row, TipCard
from kiosk.visit.touches import KeyTyped, Touch

TYPED = "typed"
"""What the line of the answer so far is of."""


class Line(Struct, frozen=True):
    """Words on the glass that are no control. `of` says which.

    `secret` = nobody may hear them, only how many they are; `spelled` = they are letters, to be read one by one.
    """

    text: str
    of: str
    personal: bool = False
    secret: bool = False
    spelled: bool = False

    def __repr__(self) -> str:
        """Never print what is personal."""
        return f"Line({self.of!r})"


class Stop(Struct, frozen=True):
    """A control in the ring: its words as shown, what else stands on it, and what pressing it emits.

    `chosen` None = it is no switch. `secret` = its words would tell what is typed behind dots. `row` = its place in a list.
    """

    id: str
    words: str
    events: tuple[Touch, ...]
    more: tuple[str, ...] = ()
    chosen: bool | None = None
    secret: bool = False
    row: int = -1


Item = Line | Stop


class Ring(Sequence[Stop]):
    """Everything that can be pressed. The rows of a list are made as they are asked for."""

    def __init__(self, before: tuple[Stop, ...], rows: Sequence[Row], after: tuple[Stop, ...]) -> None:
        self._before = before
        self._rows = rows
        self._after = after

    def __len__(self) -> int:
        return len(self._before) + len(self._rows) + len(self._after)

    @overload
    def __getitem__(self, index: int) -> Stop: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Stop]: ...

    def __getitem__(self, index: int | slice) -> Stop | Sequence[Stop]:
        """One control, or some of them."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        place = range(len(self))[index] - len(self._before)
        if place < 0:
            return self._before[place]
        return row_stop(self._rows[place], place) if place < len(self._rows) else self._after[place - len(self._rows)]

    def place_of(self, touch: Touch) -> int | None:
        """Where the control stands that emits a touch. Rows are not looked through: they lead to another screen."""
        rows = len(self._rows)
        found = (place for place, each in enumerate(self._before) if touch in each.events)
        last = (len(self._before) + rows + place for place, each in enumerate(self._after) if touch in each.events)
        return next(found, next(last, None))


def stop(press: Press) -> Stop:
    """A plain control. One that is on says so."""
    return Stop(press.id, press.words, (press.event,), chosen=True if press.chosen else None)


def row_stop(row: Row, place: int) -> Stop:
    """A row of a list: its name, then its day and time and what helps to choose."""
    return Stop(row.press.id, row.press.words, (row.press.event,), (row.day, row.lead, row.detail, row.fact), row=place)


def switch(press: Press) -> Stop:
    """A control that is on or off; the one that only opens the list of languages is neither."""
    return Stop(press.id, press.words, (press.event,), chosen=None if press.id == "languages" else press.chosen)


def field_stop(field: HomeField) -> Stop:
    """A room."""
    return Stop(field.press.id, field.press.words, (field.press.event,), (field.line,))


def tip_stop(tip: TipCard) -> Stop:
    """A book to go on with."""
    return Stop(tip.press.id, tip.press.words, (tip.press.event,), (tip.author, tip.shelf, tip.reason))


def key_stop(key: str, *, secret: bool) -> Stop:
    """A key: one such as ».dk« types several characters."""
    press = key_press(key)
    return Stop(press.id, key, tuple(KeyTyped(each) for each in key), secret=secret)
