"""The blocks a slip is made of. Values only: no dots, no printer, no widths."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kiosk.nouns import Language


class Masthead(Struct, frozen=True):
    """The spiral and the branch's name. `demo` adds a line that says that this is a demo."""

    branch: str
    demo: str = ""


class Headline(Struct, frozen=True):
    """The one bold line that says why you hold this paper."""

    words: str


class Title(Struct, frozen=True):
    """The name of the thing: large, at most three lines."""

    words: str


class Facts(Struct, frozen=True):
    """A short column of label and value."""

    rows: tuple[tuple[str, str], ...]


class Paragraph(Struct, frozen=True):
    """Running words. `quiet` = the smallest size."""

    words: str
    quiet: bool = False


class Rule(Struct, frozen=True):
    """A thin line between parts."""


class QrCode(Struct, frozen=True):
    """A QR code with the words under it that do the same for a person. `code` is set very large, letter-spaced; may be empty."""

    payload: str
    code: str = ""
    caption: str = ""


class BookTip(Struct, frozen=True):
    """One book on a slip: number, title, author, why, and where it stands."""

    number: int
    title: str
    author: str
    reason: str
    shelf: str


class Foot(Struct, frozen=True):
    """The small spiral and the date at the end."""

    words: str


class Copy(Struct, frozen=True):
    """»KOPI« in very large capitals, with when the first slip was printed and when this one. Stands at the top."""

    words: str
    first: str
    now: str


Block = Masthead | Headline | Title | Facts | Paragraph | Rule | QrCode | BookTip | Foot | Copy


class Slip(Struct, frozen=True):
    """One piece of paper. `kind` names it in logs and file names: `signup`, `cancelled`, `book_tips`, `test`."""

    kind: str
    language: Language
    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        """Name the kind only: a slip may hold a token."""
        return f"Slip({self.kind})"

    def as_copy(self, copy: Copy) -> Slip:
        """Give the slip marked as one that may have come out before."""
        return replace(self, blocks=(copy, *self.blocks))
