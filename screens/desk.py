"""What the stage draws with: the colours and measures of a look, and the typesetter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.look import Theme
from screens.measures import Measures
from screens.theme import Colours, load_colours, with_rooms

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.programme import RoomColours
    from kiosk.visit.look import Look
    from screens.typesetter import KivyTypesetter


class Desk:
    """Colours and measures, read once and kept."""

    def __init__(self, *, width: int, height: int, diagonal_mm: float, themes: Path, typesetter: KivyTypesetter) -> None:
        """Lay out for a window of `width` x `height` pixels that fills a panel of `diagonal_mm`.

        `themes` is the folder of theme files. Raises ThemeError where one cannot be used.
        """
        self._size = (width, height, diagonal_mm)
        self._themes = themes
        self._colours: dict[str, Colours] = {}
        self._own: tuple[tuple[RoomColours, ...], Colours] | None = None
        self._measures: dict[tuple[str, bool], Measures] = {}
        self.typesetter = typesetter

    def colours(self, look: Look, own: tuple[RoomColours, ...] = ()) -> Colours:
        """Give the colours of a look; on paper the rooms wear the branch's own."""
        name = look.theme.value
        if name not in self._colours:
            self._colours[name] = load_colours(self._themes / f"{name}.toml")
        if not own or look.theme is not Theme.PAPER:
            return self._colours[name]
        if self._own is None or self._own[0] != own:
            self._own = (own, with_rooms(self._colours[name], own))
        return self._own[1]

    def measures(self, look: Look) -> Measures:
        """Give the measures of a look."""
        key = (look.size.value, look.low_reach)
        if key not in self._measures:
            width, height, diagonal = self._size
            self._measures[key] = Measures.of_panel(width, height, diagonal, look.size, low_reach=look.low_reach)
        return self._measures[key]

    def mm(self, value: float) -> float:
        """Millimetres -> pixels."""
        width, height, diagonal = self._size
        return Measures.of_panel(width, height, diagonal).mm(value)
