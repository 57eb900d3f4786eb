"""What the glass shows, as values: the six layouts, and what every screen has.

A view holds finished words and the event each control emits. Screens draw it and post the event; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kiosk.visit.events import Room, Touch
from kiosk.visit.look import Look


@dataclass(frozen=True, slots=True)
class Press:
    """A control: a stable id for tests and speech, its words, and what it emits. `chosen` = it is on."""

    id: str
    words: str
    event: Touch
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What every screen has: the band with its title, Back and Home, languages, help, and the quiet lines.

    `room` colours the band; None = ink. `status` is the quiet line at the foot (age of content, printer), `demo` marks the demo,
    `notice` answers a scan the place has no use for.
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


@dataclass(frozen=True, slots=True)
class Poster:
    """One thing at rest: the room's colour, a small line over, a large title, a line under."""

    room: Room
    kicker: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class RestingView:
    """Layout 1. `turns` grows the spiral: steps of ten seconds."""

    branch: str
    opening: str
    poster: Poster | None
    invitation: str
    turns: int
    demo: str = ""


@dataclass(frozen=True, slots=True)
class HomeField:
    """One of Home's fields: verb, live line, and what pressing it emits."""

    room: Room
    verb: str
    line: str
    press: Press


@dataclass(frozen=True, slots=True)
class HomeView:
    """Layout 2. `scan_title` and `scan_line` stand beside a drawing of where to hold a book; `slip` opens »Har du en seddel?«."""

    frame: Frame
    branch: str
    fields: tuple[HomeField, ...]
    scan_title: str
    scan_line: str
    slip: Press


class Mood(Enum):
    """How a row or fact stands out, always in words as well."""

    PLAIN = "plain"
    GOOD = "good"
    QUIET = "quiet"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Row:
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


@dataclass(frozen=True, slots=True)
class Empty:
    """A designed nothing: what happened, and the next thing to do."""

    headline: str
    line: str
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True, slots=True)
class ListView:
    """Layout 3. `chips` narrow the list. Rows may be made as they are asked for: never walk them all on the glass."""

    frame: Frame
    chips: tuple[Press, ...]
    rows: Sequence[Row]
    empty: Empty | None
    more: str
    less: str
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """A typographic cover: title set large on the room's colour, a spiral whose turns come from the title's letters."""

    room: Room
    title: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class TipCard:
    """One tip on a book's page: title, author, why, where it stands."""

    title: str
    author: str
    reason: str
    shelf: str
    press: Press


@dataclass(frozen=True, slots=True)
class Code:
    """A QR on the glass, with the letters that do the same, and a line that says what it is for."""

    payload: str
    letters: str
    caption: str

    def __repr__(self) -> str:
        """Never print a token."""
        return "Code(••••)"


@dataclass(frozen=True, slots=True)
class ThingView:
    """Layout 4: event, group or book. One main action, secondary ones beside. `note` says why something is not offered."""

    frame: Frame
    cover: Cover
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    main: Press | None
    second: tuple[Press, ...] = ()
    note: str = ""
    code: Code | None = None
    tips_title: str = ""
    tips: tuple[TipCard, ...] = ()


class Keyboard(Enum):
    """Which keys are on the glass."""

    LETTERS = "letters"
    EMAIL = "email"
    DIGITS = "digits"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class FormView:
    """Layout 5: one question a screen. `value` is what is typed; `masked` shows dots. `choices` switch the kind of answer."""

    frame: Frame
    progress: str
    question: str
    why: str
    value: str
    keyboard: Keyboard
    next: Press
    erase: Press
    choices: tuple[Press, ...] = ()
    problem: str = ""
    masked: bool = False

    def __repr__(self) -> str:
        """Never print what is typed."""
        return f"FormView({self.question!r})"


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Layout 5, last step: what will be sent, and what is said about it."""

    frame: Frame
    progress: str
    headline: str
    facts: tuple[tuple[str, str], ...]
    promise: str
    main: Press
    second: tuple[Press, ...]

    def __repr__(self) -> str:
        """Never print what is typed."""
        return f"ReviewView({self.headline!r})"


class Paper(Enum):
    """What the drawn slot shows."""

    NONE = "none"
    COMING = "coming"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DoneView:
    """Layout 6: what happened, what happens next, the slip out of a drawn slot, and a code when there is no paper."""

    frame: Frame
    headline: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    paper: Paper
    paper_line: str
    code: Code | None
    presses: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something to say, with the next thing to do. `busy` turns the spiral."""

    frame: Frame
    headline: str
    paragraphs: tuple[str, ...]
    presses: tuple[Press, ...]
    busy: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A heading and its choices, one of them chosen."""

    title: str
    choices: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class HelpView:
    """»Hjælp mig«."""

    frame: Frame
    line: str
    groups: tuple[ChoiceGroup, ...]


@dataclass(frozen=True, slots=True)
class StaffSection:
    """A heading with lines of label, value and how it is."""

    title: str
    lines: tuple[tuple[str, str, Mood], ...]


@dataclass(frozen=True, slots=True)
class StaffView:
    """The settings screen: is everything well, in one sentence; then the sections and the actions."""

    frame: Frame
    verdict: str
    well: bool
    sections: tuple[StaffSection, ...]
    presses: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class StillThere:
    """»Er du der stadig?« over everything. `seconds` is the whole of the time to answer."""

    headline: str
    line: str
    stay: Press
    leave: Press
    seconds: int


View = (
    RestingView
    | HomeView
    | ListView
    | ThingView
    | FormView
    | ReviewView
    | DoneView
    | MessageView
    | HelpView
    | StaffView
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole glass: how it looks, what it shows, and the warning over it."""

    look: Look
    view: View
    warning: StillThere | None = None
