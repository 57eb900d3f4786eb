"""Words to textures: measured without drawing, drawn once, and forgotten when the visitor leaves.

Kivy's SDL text sets Latin and Cyrillic letters, quickly; what it cannot set is shaped by screens/shaping.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from kivy.core.text import Label as CoreLabel

from screens.shaping import Shaper, needs_shaping

if TYPE_CHECKING:
    from pathlib import Path

    from screens.marks import Style

KEPT_TEXTURES = 400
"""How many set words are kept. A screen has 20 to 60."""

KEPT_SIZES = 4000


class Faces:
    """The font files, by weight and kind."""

    def __init__(self, folder: Path) -> None:
        """Take `folder` with Noto Sans and Noto Serif as Debian lays them out."""
        self.folder = folder
        self._regular = str(folder / "NotoSans-Regular.ttf")
        self._bold = str(folder / "NotoSans-Bold.ttf")
        self._serif = str(folder / "NotoSerif-Regular.ttf")

    def path(self, style: Style) -> str:
        """Give the font file of a style."""
        if style.serif:
            return self._serif
        return self._bold if style.bold else self._regular


class KivyTypesetter:
    """Sets words. Both caches may hold what a visitor typed, so `forget` empties them."""

    def __init__(self, faces: Faces) -> None:
        """Begin with empty caches."""
        self._faces = faces
        self._shaper = Shaper(faces.folder)
        self._textures: OrderedDict[tuple[str, Style, int], Any] = OrderedDict()
        self._sizes: OrderedDict[tuple[str, Style, int], tuple[float, float]] = OrderedDict()

    def forget(self) -> None:
        """Drop everything that was set."""
        self._textures.clear()
        self._sizes.clear()
        self._shaper.forget()

    def size(self, words: str, style: Style, width: float) -> tuple[float, float]:
        """Width and height in pixels of `words`, wrapped to `width` (0 = one line) and cut at the style's lines."""
        key = (words, style, int(width))
        found = self._sizes.get(key)
        if found is None:
            found = self._measured(words, style, int(width))
            self._sizes[key] = found
            _trim(self._sizes, KEPT_SIZES)
        return found

    def texture(self, words: str, style: Style, width: float) -> Any:
        """Give the texture of set words: white on nothing, to be tinted."""
        key = (words, style, int(width))
        found = self._textures.get(key)
        if found is None:
            found = self._set(words, style, int(width))
            self._textures[key] = found
            _trim(self._textures, KEPT_TEXTURES)
        else:
            self._textures.move_to_end(key)
        return found

    def _measured(self, words: str, style: Style, width: int) -> tuple[float, float]:
        """Measure words by whoever can set them."""
        if needs_shaping(words):
            return self._shaper.size(words, style, width)
        wide, high = self._label(words, style, width).render()
        return float(wide), float(high)

    def _set(self, words: str, style: Style, width: int) -> Any:
        """Set words by whoever can."""
        if needs_shaping(words):
            return self._shaper.texture(words, style, width)
        label = self._label(words, style, width)
        label.refresh()
        return label.texture

    def _label(self, words: str, style: Style, width: int) -> Any:
        """Build the label that sets these words, cut with an ellipsis where they are too many."""
        label = self._plain(words, style, 0)
        one_line = "\n" not in words and (not width or label.get_extents(words)[0] <= width)
        if one_line:
            return label
        label = self._plain(words, style, width)
        if style.lines and label.render()[1] > self._limit(style):
            label = self._plain(self._cut(words, style, width), style, width)
        return label

    def _plain(self, words: str, style: Style, width: int) -> Any:
        """Build a label, wrapped when a width is given."""
        return CoreLabel(
            text=words,
            font_name=self._faces.path(style),
            font_size=style.px,
            text_size=(width or None, None),
            halign=style.align.value,
            line_height=style.leading,
            color=(1, 1, 1, 1),
        )

    def _limit(self, style: Style) -> float:
        """Height of as many lines as the style allows, with a pixel to spare."""
        line: float = self._plain("H", style, 0).render()[1]
        return line * style.lines + 1

    def _cut(self, words: str, style: Style, width: int) -> str:
        """Find the longest beginning of `words` that fits, with an ellipsis, by halving."""
        limit = self._limit(style)
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._plain(words[:middle].rstrip() + "…", style, width).render()[1] <= limit
            low, high = (middle, high) if fits else (low, middle - 1)
        return words[:low].rstrip(" ,.;:–-") + "…"


def _trim(cache: OrderedDict[Any, Any], limit: int) -> None:
    """Let the oldest go."""
    while len(cache) > limit:
        cache.popitem(last=False)
