"""The journal: what kind of thing happened and where it led, never who or what was typed. It can be replayed."""

from __future__ import annotations

from enum import Enum
from time import time
from typing import TYPE_CHECKING

import msgspec

from kiosk.visit.events import (
    BookChosen,
    CodeScanned,
    ContactKindChosen,
    EventChosen,
    FilterChosen,
    GroupChosen,
    HealthChanged,
    LanguageChosen,
    MinutePassed,
    PosterTurned,
    RoomChosen,
    SizeChosen,
    ThemeChosen,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk

TOLD = (
    RoomChosen,
    FilterChosen,
    EventChosen,
    GroupChosen,
    BookChosen,
    LanguageChosen,
    ThemeChosen,
    SizeChosen,
    ContactKindChosen,
)
"""Events whose fields say what the kiosk showed, not who pressed it: these are written whole."""

LEFT_OUT = (MinutePassed, PosterTurned)
"""Events of the clock: too many, and the replay makes its own."""

LARGEST = 4 * 1024 * 1024
"""Bytes of one journal file; then it is begun anew and the last one kept beside it."""


KEPT_S = 7 * 24 * 3600.0
"""Seconds of one journal file: with the last one beside it nothing is older than 14 days."""


class Line(msgspec.Struct, omit_defaults=True):
    """One event: milliseconds since the start, its kind, what of it may be told, the place after it, the visit's number."""

    ms: int
    event: str
    place: str
    visit: int
    told: dict[str, str] = {}


class Journal:
    """Appends lines to a file that never grows over its bound."""

    def __init__(self, path: Path, clock: Callable[[], float], now: Callable[[], float] = time) -> None:
        """Write to `path`; `clock` is monotonic seconds, `now` seconds as files are dated."""
        self._path = path
        self._clock = clock
        self._began = self._opened = clock()
        self._forget_old(now())
        self._lines = path.open("ab", buffering=0)

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """Write an event down."""
        if isinstance(event, LEFT_OUT):
            return
        ms = int((self._clock() - self._began) * 1000)
        line = Line(ms, type(event).__name__, type(kiosk.place).__name__, int(kiosk.ticket), told(event))
        try:
            self._lines.write(msgspec.json.encode(line) + b"\n")
            if self._lines.tell() > LARGEST or self._clock() - self._opened > KEPT_S:
                self._begin_anew()
        except OSError:
            return  # a full disk must not stop a visit; the store says so to staff

    def close(self) -> None:
        """Let go of the file."""
        self._lines.close()

    def _begin_anew(self) -> None:
        """Keep the full file as the last one, and begin another."""
        self._lines.close()
        self._path.replace(self._path.with_suffix(".last"))
        self._lines = self._path.open("ab", buffering=0)
        self._opened = self._clock()

    def _forget_old(self, now: float) -> None:
        """Erase what an earlier run left, when it is a week old."""
        for path in (self._path, self._path.with_suffix(".last")):
            if path.exists() and now - path.stat().st_mtime > KEPT_S:
                path.unlink()


def told(event: Event) -> dict[str, str]:
    """What of an event may be written down."""
    if isinstance(event, TOLD):
        return {name: _plain(getattr(event, name)) for name in event.__struct_fields__}
    if isinstance(event, CodeScanned):
        return {"code": type(event.code).__name__}
    if isinstance(event, HealthChanged):
        return {"part": event.part.value, "health": type(event.health).__name__}
    return {}


def _plain(value: object) -> str:
    """A field as text."""
    return str(value.value) if isinstance(value, Enum) else str(value)
