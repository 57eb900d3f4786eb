"""The pen layouts draw with: it measures words, places them, and collects marks and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from screens.marks import Align, Clip, Colour, Drawing, Fill, Letters, Mark, Matrix, Stand, Stroke, Style, Swirl, Target

if TYPE_CHECKING:
    from kiosk.visit.views import Press
    from screens.geometry import Box
    from screens.measures import Measures
    from screens.theme import Colours

STEPS = (4.0, 3.2, 2.5, 2.0, 1.6, 1.25, 1.0)
"""The sizes of type there are, as factors of the body. A fixed scale: ever-new sizes would fill the font cache."""


RING_MM = 1.2
"""How thick the focus is in ink, and again in paper: together thinner than the gap between two targets."""


class Typesetter(Protocol):
    """Whoever can say how large words become."""

    def size(self, words: str, style: Style, width: float) -> tuple[float, float]:
        """Width and height in pixels of `words` wrapped to `width`."""


class Pen:
    """Draws one screen."""

    def __init__(self, *, colours: Colours, measures: Measures, typesetter: Typesetter, leftwards: bool = False) -> None:
        """Begin with an empty sheet. `leftwards` = what is drawn will be mirrored, for words that run from the right."""
        self.colours = colours
        self.measures = measures
        self.leftwards = leftwards
        self._typesetter = typesetter
        self._marks: list[Mark] = []
        self._targets: list[Target] = []
        self._scrolls: Box | None = None
        self._clip: Box | None = None

    def drawing(self) -> Drawing:
        """Give what was drawn."""
        return Drawing(tuple(self._marks), tuple(self._targets), self._scrolls)

    # ------------------------------------------------------------------------------------------------------- measuring

    def style(
        self,
        factor: float = 1.0,
        *,
        bold: bool = False,
        align: Align = Align.START,
        lines: int = 0,
        leading: float = 1.0,
        quiet: bool = False,
    ) -> Style:
        """Build a style on the fixed scale; `quiet` is the small size for words nobody needs."""
        px = self.measures.quiet if quiet else self.measures.em(factor)
        return Style(px=px, bold=bold, align=align, lines=lines, leading=leading)

    def height(self, words: str, style: Style, width: float) -> float:
        """How high `words` stand when wrapped to `width` pixels."""
        return self._typesetter.size(words, style, width)[1] if words else 0.0

    def width(self, words: str, style: Style) -> float:
        """How wide `words` are on one line."""
        return self._typesetter.size(words, style, 0)[0] if words else 0.0

    def fit(
        self, words: str, box: Box, *, largest: float = 2.5, bold: bool = True, leading: float = 0.9, smallest: float = 1.0
    ) -> Style:
        """Choose the largest size on the scale at which `words` fit `box`, no word broken.

        Where even the smallest does not fit, the words are cut at the last line that does.
        """
        longest = max(words.split(), key=len, default="")
        for factor in STEPS:
            if not smallest <= factor <= largest:
                continue
            style = self.style(factor, bold=bold, leading=leading)
            if self.width(longest, style) <= box.w and self.height(words, style, box.w) <= box.h:
                return style
        last = self.style(smallest, bold=bold, leading=leading)
        line = max(1.0, self.height("H", last, 0))
        return self.style(smallest, bold=bold, leading=leading, lines=max(1, int(box.h // line)))

    # --------------------------------------------------------------------------------------------------------- drawing

    def fill(self, box: Box, colour: Colour, of: str = "") -> None:
        """Lay a flat field."""
        self._marks.append(Fill(box, colour, of))

    def frame(self, box: Box, colour: Colour, thick: float, of: str = "") -> None:
        """Draw a border inside `box`."""
        top, rest = box.from_top(thick)
        low, rest = rest.from_bottom(thick)
        left, rest = rest.from_left(thick)
        right, _ = rest.from_right(thick)
        for side in (top, low, left, right):
            self.fill(side, colour, of)

    def words(self, box: Box, words: str, style: Style, colour: Colour, *, stand: Stand = Stand.TOP, of: str = "") -> float:
        """Set words in a box; gives the height they take."""
        if not words:
            return 0.0
        self._marks.append(Letters(box, words, style, colour, stand, of))
        return self.height(words, style, box.w)

    def stack(self, box: Box, words: str, style: Style, colour: Colour, *, after: float = 0.0) -> Box:
        """Set words at the top of `box` and give what is left under them and `after` pixels of air.

        Words that would stand below the box are cut at its last whole line.
        """
        if not words:
            return box
        line = max(1.0, self.height("H", style, 0))
        room = int((box.h + 0.5) // line)
        if room < 1:
            return box
        if self.height(words, style, box.w) > box.h + 0.5:
            style = Style(style.px, style.bold, style.align, room, style.leading, style.serif)
        used = self.words(box, words, style, colour)
        return box.from_top(used + after)[1]

    def swirl(self, x: float, y: float, radius: float, turns: float, thick: float, colour: Colour, *, start: float = 0.0) -> None:
        """Draw a spiral."""
        self._marks.append(Swirl(x, y, radius, turns, thick, colour, start))

    def stroke(self, points: tuple[float, ...], thick: float, colour: Colour, of: str = "") -> None:
        """Draw an open line."""
        self._marks.append(Stroke(points, thick, colour, of))

    def matrix(self, box: Box, payload: str) -> None:
        """Draw a QR code: always dark on light, whatever the theme."""
        self._marks.append(Matrix(box, payload, (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)))

    def clip(self, box: Box | None) -> None:
        """Show what follows inside `box` only, and let it be pressed there only; None ends it."""
        self._clip = box
        self._marks.append(Clip(box))

    # -------------------------------------------------------------------------------------------------------- pressing

    def target(self, box: Box, press: Press, field: Colour, ink: Colour) -> None:
        """Make a box something to press, as far as it is in sight."""
        if self._clip is not None:
            box = box.within(self._clip)
        self._targets.append(Target(press.id, press.words, box, press.event, field, ink))

    def own_target(self, name: str, words: str, box: Box, field: Colour, ink: Colour) -> None:
        """Make a box something the stage itself answers (turning pages of a list)."""
        self._targets.append(Target(name, words, box, None, field, ink))

    def ring(self, name: str, words: str) -> None:
        """Draw the focus round a target, in ink and in paper: one of the two stands out from whatever lies beside it.

        Where two are called the same, it is the one that was drawn last: the bar is drawn first.
        """
        box = next((each.box for each in reversed(self._targets) if (each.id, each.words) == (name, words)), None)
        if box is None or box.w <= 0 or box.h <= 0:
            return
        thick = max(2.0, self.measures.mm(RING_MM))
        for out, colour in ((2, self.colours.ink), (1, self.colours.paper)):
            self.frame(box.inset(-out * thick).within(self.measures.glass), colour, thick)

    def scrolls(self, box: Box) -> None:
        """Say where a drag scrolls."""
        self._scrolls = box

    def button(
        self,
        box: Box,
        press: Press,
        *,
        field: Colour | None = None,
        ink: Colour | None = None,
        factor: float = 1.0,
        bold: bool = False,
        outline: bool = False,
    ) -> None:
        """Draw a control with its words in the middle; one that is on has its colours changed about."""
        field = field or self.colours.tint
        ink = ink or self.colours.ink
        if press.chosen:
            field, ink = self.colours.ink, self.colours.paper
        self.fill(box, field, press.id)
        if outline or self.colours.paper in {field, self.colours.tint}:
            self.frame(box, ink, max(2.0, self.measures.mm(0.8)), press.id)
        inner = box.inset(min(self.measures.mm(1.2 if self.measures.small else 3), box.w * 0.08), 0)
        style = self._button_style(press.words, inner, factor, bold=bold)
        self.words(inner, press.words, style, ink, stand=Stand.MIDDLE, of=press.id)
        self.target(box, press, field, ink)

    def _button_style(self, words: str, inner: Box, factor: float, *, bold: bool) -> Style:
        """Take the wished size, or the next smaller at which the words fit the button."""
        fitted = self.fit(words, inner, largest=factor, bold=bold, leading=0.9)
        return Style(fitted.px, bold, Align.MIDDLE, fitted.lines, fitted.leading)
