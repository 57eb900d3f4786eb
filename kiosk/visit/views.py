"""What the glass shows, as values: the six layouts, and what every screen has.

A view holds finished words and the event each control emits. Screens draw it and post the event; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.nouns import DANISH, Language
from kiosk.programme import RoomColours
from kiosk.visit.look import Look
from kiosk.visit.parts import (
    ChoiceGroup,
    Code,
    Cover,
    Empty,
    Frame,
    HomeField,
    Keyboard,
    Mood,
    Paper,
    Poster,
    Press,
    Row,
    StaffSection,
    StillThere,
    TipCard,
)

__all__ = [
    "ChoiceGroup",
    "Code",
    "Cover",
    "DoneView",
    "Empty",
    "FormView",
    "Frame",
    "HelpView",
    "HomeField",
    "HomeView",
    "Keyboard",
    "ListView",
    "MessageView",
    "Mood",
    "Paper",
    "Poster",
    "Press",
    "RestingView",
    "ReviewView",
    "Row",
    "Scene",
    "StaffSection",
    "StaffView",
    "StillThere",
    "ThingView",
    "TipCard",
    "View",
]


class RestingView(Struct, frozen=True):
    """Layout 1. `turns` grows the spiral: steps of ten seconds."""

    branch: str
    opening: str
    poster: Poster | None
    invitation: str
    turns: int
    demo: str = ""


class HomeView(Struct, frozen=True):
    """Layout 2. `scan_title` and `scan_line` stand beside a drawing of where to hold a book; `slip` opens »Har du en seddel?«."""

    frame: Frame
    branch: str
    fields: tuple[HomeField, ...]
    scan_title: str
    scan_line: str
    slip: Press


class ListView(Struct, frozen=True):
    """Layout 3. `chips` narrow the list. Rows may be made as they are asked for: never walk them all on the glass."""

    frame: Frame
    chips: tuple[Press, ...]
    rows: Sequence[Row]
    empty: Empty | None
    more: str
    less: str
    lead_in: str = ""


class ThingView(Struct, frozen=True):
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


class FormView(Struct, frozen=True):
    """Layout 5: one question a screen. `value` is what is typed; `masked` shows dots. `choices` switch the kind of answer.

    `letters` is the language whose letters the keys have.
    """

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
    letters: Language = DANISH

    def __repr__(self) -> str:
        """Never print what is typed."""
        return f"FormView({self.question!r})"


class ReviewView(Struct, frozen=True):
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


class DoneView(Struct, frozen=True):
    """Layout 6: what happened, what happens next, the slip out of a drawn slot, and a code when there is no paper."""

    frame: Frame
    headline: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    paper: Paper
    paper_line: str
    code: Code | None
    presses: tuple[Press, ...]


class MessageView(Struct, frozen=True):
    """Something to say, with the next thing to do. `busy` turns the spiral."""

    frame: Frame
    headline: str
    paragraphs: tuple[str, ...]
    presses: tuple[Press, ...]
    busy: bool = False


class HelpView(Struct, frozen=True):
    """»Hjælp mig«."""

    frame: Frame
    line: str
    groups: tuple[ChoiceGroup, ...]


class StaffView(Struct, frozen=True):
    """The settings screen: is everything well, in one sentence; then the sections and the actions."""

    frame: Frame
    verdict: str
    well: bool
    sections: tuple[StaffSection, ...]
    presses: tuple[Press, ...]


View = RestingView | HomeView | ListView | ThingView | FormView | ReviewView | DoneView | MessageView | HelpView | StaffView


class Scene(Struct, frozen=True):
    """The whole glass: how it looks, what it shows, the warning over it, and the branch's own colours of its rooms.

    `focus` is the id of the control the keys are at, empty = none, and `focus_words` its words: two controls may do the same.
    `row` is its place in a list, -1 = it is no row.
    """

    look: Look
    view: View
    warning: StillThere | None = None
    colours: tuple[RoomColours, ...] = ()
    focus: str = ""
    focus_words: str = ""
    row: int = -1
