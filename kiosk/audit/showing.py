"""Draws the walked screens, case by case, on a glass that nobody has to open."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit.ruler import Ruler
from kiosk.audit.values import Case, Shown
from kiosk.audit.walks import CATALOGUE, NO_PAPER, WALKS, WELL, Walk
from kiosk.build import ASSETS
from kiosk.nouns import FROM_THE_RIGHT
from kiosk.visit.view import view
from kiosk.visit.views import ListView
from screens.compose import compose
from screens.layouts.listing import Roll
from screens.pen import Pen
from screens.rolling import page_on
from screens.theme import Colours, load_colours

if TYPE_CHECKING:
    from kiosk.nouns import Language
    from kiosk.visit.look import Theme
    from kiosk.visit.states import Kiosk
    from kiosk.visit.views import Scene
    from screens.marks import Drawing

MOST_PAGES = 12
"""Pages behind the first that are looked at: a thing has fewer; a list may have hundreds, of which a few will do."""

LIST_PAGES = 2


@lru_cache(maxsize=4)
def colours_of(theme: Theme) -> Colours:
    """Read a theme, once."""
    return load_colours(ASSETS / "themes" / f"{theme.value}.toml")


@lru_cache(maxsize=1024)
def _walked(walk: str, language: Language, *, troubled: bool) -> Kiosk:
    """Walk to a screen, once for every language: a look changes nothing of where one comes to."""
    offered = tuple(CATALOGUE.spoken)
    return WALKS[walk](Walk(language, NO_PAPER if troubled else WELL, offered)).kiosk


class Showing:
    """Draws screens."""

    def __init__(self, ruler: Ruler) -> None:
        """Take the ruler that words are measured by."""
        self._ruler = ruler

    def show(self, walk: str, case: Case) -> Shown:
        """Walk to a screen in a case, and draw it with the pages behind it."""
        scene = scene_of(walk, case)
        roll = Roll()
        first = self.draw(case, scene, roll)
        return Shown(walk, case, scene, first, tuple(self._pages(case, scene, roll)))

    def _pages(self, case: Case, scene: Scene, roll: Roll) -> list[Drawing]:
        """Draw what is behind the first page."""
        most = LIST_PAGES if isinstance(scene.view, ListView) else MOST_PAGES
        pages: list[Drawing] = []
        while not roll.last and len(pages) < most and scene.warning is None:
            page_on(roll)
            pages.append(self.draw(case, scene, roll))
        return pages

    def draw(self, case: Case, scene: Scene, roll: Roll) -> Drawing:
        """Draw one page."""
        pen = Pen(
            colours=colours_of(case.theme),
            measures=case.measures,
            typesetter=self._ruler,
            leftwards=case.tongue in FROM_THE_RIGHT,
        )
        return compose(pen, scene, roll, time_left=0.6, turned=0.0)


def kiosk_at(walk: str, case: Case) -> Kiosk:
    """The kiosk after a walk, with the look of a case."""
    kiosk = _walked(walk, case.tongue, troubled=case.troubled)
    look = replace(kiosk.look, language=case.tongue, theme=case.theme, size=case.size, low_reach=case.low)
    return replace(kiosk, look=look)


def scene_of(walk: str, case: Case, focus: int = -1) -> Scene:
    """What the glass shows after a walk, with the look of a case, and the keys at a place in the ring."""
    return view(replace(kiosk_at(walk, case), focus=focus), CATALOGUE)
