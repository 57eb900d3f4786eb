"""The audit itself: walks, cases and readings, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.audit import colouring, felt, manners, ordering, speech, targets, wording
from kiosk.audit.inking import inked
from kiosk.audit.lettering import Lettering
from kiosk.audit.showing import Showing
from kiosk.audit.tally import Tally
from kiosk.audit.values import Case, Reading, Shown, holds
from kiosk.audit.walks import CATALOGUE, VOICELESS, WALKS
from kiosk.build import ASSETS
from kiosk.nouns import DANISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kiosk.audit.ruler import Ruler

WORDS = ASSETS / "words"


class Audit:
    """Takes readings of cases, and counts them."""

    def __init__(self, ruler: Ruler) -> None:
        """Take the ruler that words are measured by."""
        self.tally = Tally()
        self._ruler = ruler
        self._showing = Showing(ruler)
        self._lettering = Lettering(ruler)
        self._languages = wording.catalogues(WORDS)
        self._keys = frozenset(self._languages[DANISH])
        self._voices = [tag for tag in self._languages if tag not in VOICELESS]

    def run(self, cases: Sequence[Case], walks: Sequence[str] = tuple(WALKS), *, progress: Callable[[str], None]) -> None:
        """Look at every walk in every case, then at the words and the manners."""
        for at, case in enumerate(cases, start=1):
            screens = [shown for walk in walks if (shown := self._shown(walk, case)) is not None]
            for shown in screens:
                self._count(shown)
            self.tally.add(wording.headings(screens), case.glass, case.size.value, "headings")
            progress(f"{at} of {len(cases)} cases: {case}")
        self.tally.add(wording.whole(self._languages))
        self.tally.add(wording.pointing(self._languages))
        self.tally.add(holds(25, "voices", f"a voice for {tag}", tag in self._voices) for tag in self._languages)
        self.tally.add(inked(self._languages, self._ruler.folder))
        for read in (manners.read, felt.read):
            self._behaviour(read)

    def _count(self, shown: Shown) -> None:
        """Take all readings of one screen."""
        self.tally.add(self.readings(shown), shown.case.glass, shown.case.size.value, shown.walk)

    def readings(self, shown: Shown) -> Iterator[Reading]:
        """All readings of one screen."""
        yield from targets.read(shown)
        yield from self._lettering.read(shown)
        yield from colouring.read(shown)
        yield from wording.read(shown, self._keys)
        try:
            heard = speech.hear(shown, CATALOGUE)
        except KeyError as error:
            yield _missing(shown.place, error)
        else:
            yield from speech.read(shown, heard, self._voices)
            yield from ordering.read(shown)
            yield from felt.focus(shown, self._showing)

    def _shown(self, walk: str, case: Case) -> Shown | None:
        """Draw a screen; one that lacks a word in every language cannot be drawn, and that is a reading too."""
        try:
            return self._showing.show(walk, case)
        except KeyError as error:
            self.tally.add([_missing(f"{walk} {case}", error)], case.glass, case.size.value, walk)
            return None

    def _behaviour(self, read: Callable[[], Iterator[Reading]]) -> None:
        """Take readings of how the machine behaves, as far as its words reach."""
        try:
            self.tally.add(read())
        except KeyError as error:
            self.tally.add([_missing(read.__module__, error)])


def _missing(place: str, error: KeyError) -> Reading:
    """The reading of a word that no language has."""
    return holds(25, place, f"no words for {error.args[0]!r}", true=False)
