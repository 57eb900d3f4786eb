"""The blocks a slip is made of. Values only: no dots, no printer, no widths."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.nouns import Language


@dataclass(frozen=True, slots=True)
class Masthead:
    """The spiral and the branch's name. `demo` adds a line that says that this is a demo."""

    branch: str
    demo: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The one bold line that says why you hold this paper."""

    words: str


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the thing: large, at most three lines."""

    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A short column of label and value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words. `quiet` = the smallest size."""

    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between parts."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code with the words under it that do the same for a person. `code` is set very large, letter-spaced; may be empty."""

    payload: str
    code: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class BookTip:
    """One book on a slip: number, title, author, why, and where it stands."""

    number: int
    title: str
    author: str
    reason: str
    shelf: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The small spiral and the date at the end."""

    words: str


Block = Masthead | Headline | Title | Facts | Paragraph | Rule | QrCode | BookTip | Foot


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper. `kind` names it in logs and file names: `signup`, `cancelled`, `book_tips`, `test`."""

    kind: str
    language: Language
    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        """Name the kind only: a slip may hold a token."""
        return f"Slip({self.kind})"
