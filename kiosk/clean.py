"""Makes words from outside harmless: one cleaning for plain text, and one for editorial HTML."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

MARKS_IN_A_ROW = 4
"""More combining marks than this over one letter climb over the lines above."""

HTML_LIMIT = 100_000
"""How much HTML is read at most, in characters: the parser takes long over hostile markup, and nobody reads more on a screen."""

ELLIPSIS = "…"

_JOINERS = "\u200c\u200d"
"""Persian words and joined emoji need them; they are the only format characters that stay."""

_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})

_HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "select", "textarea", "title"})

_BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"},
)

_CELLS = frozenset({"td", "th"})

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_LONE = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""A `<` that no `>` closes before the next one: text, not markup. The parser takes quadratic time over many of them."""


class _Keep(dict[int, "str | None"]):
    """What becomes of a code point, remembered: `None` = dropped."""

    def __missing__(self, point: int) -> str | None:
        """Judge a code point the first time it is met."""
        letter = chr(point)
        kept = letter in _JOINERS or unicodedata.category(letter) not in _DROPPED
        self[point] = letter if kept else None
        return self[point]


_keep = _Keep()


def clean(words: str, limit: int) -> str:
    """Words from anywhere -> one line of at most `limit` characters that is safe to show, print, speak and store.

    NFC; all white space to one blank; no control, format, private or unassigned characters and no lone surrogates, except the two
    joiners, and those only after something visible; at most four combining marks in a row. What is too long ends in an ellipsis,
    between two words where that is possible.
    """
    line = _one_blank(words)
    if not (line.isascii() and line.isprintable()):
        line = _one_blank(line.translate(_keep))
        line = unicodedata.normalize("NFC", _joined(line))
        line = _one_blank(_few_marks(line))
    return _shorten(line, limit)


def plain_paragraphs(html: str, limit: int) -> tuple[str, ...]:
    """Editorial HTML -> its paragraphs as plain, clean text, `limit` characters in all at most.

    Scripts, styles and embedded things are dropped, entities are decoded, whatever is left of hostile markup is only text.
    """
    gathered: list[str] = []
    room = limit
    for raw in _pieces(html[:HTML_LIMIT]):
        if room <= 0:
            break
        words = clean(raw, room)
        if words:
            gathered.append(words)
            room -= len(words)
    return tuple(gathered)


def _one_blank(words: str) -> str:
    return " ".join(words.split())


def _joined(line: str) -> str:
    """Drop joiners that join nothing: at the start, after a blank, after another joiner, at the end."""
    return re.sub(r"(^|[ \u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+$", lambda found: found[1] or "", line)


def _few_marks(line: str) -> str:
    """Keep the first marks over a letter and drop the rest; a joiner between marks does not start a new letter."""
    kept: list[str] = []
    marks = 0
    for letter in line:
        if unicodedata.category(letter).startswith("M"):
            marks += 1
        elif letter not in _JOINERS:
            marks = 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def _shorten(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    if limit <= 0:
        return ""
    head = line[: limit - 1]
    if line[limit - 1] != " ":
        before, blank, _ = head.rpartition(" ")
        # A long word at the end is cut rather than dropped with half of the line.
        head = before if blank and len(before) * 2 >= limit else head
    return head.rstrip(" ,;:" + _JOINERS) + ELLIPSIS


def _pieces(html: str) -> list[str]:
    """HTML -> raw text between its breaks."""
    parser = _Paragraphs()
    try:
        parser.feed(_LONE.sub("&lt;", _COMMENT.sub("", html)))
        parser.close()
    except AssertionError:
        # The standard library's parser says so of some broken declarations; what it read until then stands.
        parser.end_paragraph()
    return parser.pieces


class _Paragraphs(HTMLParser):
    """Gathers the visible text of HTML by paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own signature
        """Begin something hidden, a new paragraph, or a cell."""
        self._hidden += tag in _HIDDEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        self._part(tag)

    def handle_data(self, data: str) -> None:
        """Take visible text."""
        if not self._hidden:
            self._words.append(data)

    def close(self) -> None:
        """Read to the end and take the last paragraph."""
        super().close()
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """Put away what has been read as one paragraph."""
        self.pieces.append("".join(self._words))
        self._words.clear()

    def _part(self, tag: str) -> None:
        if tag in _BREAKS:
            self.end_paragraph()
        elif tag in _CELLS:
            self._words.append(" ")
