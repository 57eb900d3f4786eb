"""What views are made of: controls, the frame, rows, covers, codes. Finished words, and the event each control emits."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kiosk.visit.touches import Room, Touch


class Press(Struct, frozen=True):
    """A control: a stable id for tests and speech, its words, and what it emits. `chosen` = it is on."""

    id: str
    words: str
    event: Touch
    chosen: bool = False


class Frame(Struct, frozen=True):
    """What every screen has: the band with its title, Back and Home, languages, help, and the quiet lines.

    `room` colours the band; None = ink. `status` is the quiet line at the foot (age of content, printer), `demo` marks the demo,
    `notice` answers a scan the place has no use for. `more` and `less` turn the pages of what does not fit.
    """

    room: Room | None
    title: str
    languages: tuple[Press, ...]
    help: Press | None
    back: Press | None = None
    home: Press | None = None
    status: str = ""
    demo: str = ""
    notice: str = ""
    more: str = ""
    less: str = ""


class Poster(Struct, frozen=True):
    """One thing at rest: the room's colour, a small line over, a large title, a line under."""

    room: Room
    kicker: str
    title: str
    line: str


class HomeField(Struct, frozen=True):
    """One of Home's fields: verb, live line, and what pressing it emits."""

    room: Room
    verb: str
    line: str
    press: Press


class Mood(Enum):
    """How a row or fact stands out, always in words as well."""

    PLAIN = "plain"
    GOOD = "good"
    QUIET = "quiet"
    GONE = "gone"


class Row(Struct, frozen=True):
    """One line of a list: a large lead (time), title, detail, and one helping fact.

    `heading` stands over the row where a day begins; `day` is the same words on every row of the day, for the first row in sight.
    """

    lead: str
    title: str
    detail: str
    fact: str
    press: Press
    heading: str = ""
    day: str = ""
    mood: Mood = Mood.PLAIN


class Empty(Struct, frozen=True):
    """A designed nothing: what happened, and the next thing to do."""

    headline: str
    line: str
    presses: tuple[Press, ...] = ()


class Cover(Struct, frozen=True):
    """A typographic cover: title set large on the room's colour, a spiral whose turns come from the title's letters."""

    room: Room
    title: str
    line: str = ""


class TipCard(Struct, frozen=True):
    """One tip on a book's page: title, author, why, where it stands."""

    title: str
    author: str
    reason: str
    shelf: str
    press: Press


class Code(Struct, frozen=True):
    """A QR on the glass, with the letters that do the same, and a line that says what it is for."""

    payload: str
    letters: str
    caption: str

    def __repr__(self) -> str:
        """Never print a token."""
        return "Code(••••)"


class Keyboard(Enum):
    """Which keys are on the glass. Letters are those of a language; capitals begin a name."""

    CAPITALS = "capitals"
    LETTERS = "letters"
    EMAIL = "email"
    DIGITS = "digits"
    CODE = "code"


class Paper(Enum):
    """What the drawn slot shows."""

    NONE = "none"
    COMING = "coming"
    OUT = "out"


class ChoiceGroup(Struct, frozen=True):
    """A heading and its choices, one of them chosen."""

    title: str
    choices: tuple[Press, ...]


class StaffSection(Struct, frozen=True):
    """A heading with lines of label, value and how it is."""

    title: str
    lines: tuple[tuple[str, str, Mood], ...]


class StillThere(Struct, frozen=True):
    """»Er du der stadig?« over everything. `seconds` is the whole of the time to answer."""

    headline: str
    line: str
    stay: Press
    leave: Press
    seconds: int
