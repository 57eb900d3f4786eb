"""What assistive technology is told of the glass, as values: name, role, box and state of what is drawn, and nothing personal."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.nouns import CODE_ALPHABET, Language, language_of
from kiosk.visit.order import around
from kiosk.visit.ring import TYPED, Line, Stop
from kiosk.visit.views import FormView, RestingView
from screens.compose import screen_name
from screens.geometry import Box
from screens.marks import Letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kiosk.visit.ring import Item
    from kiosk.visit.views import Scene
    from screens.marks import Drawing, Target

WAKE = "wake"
"""The one control nobody draws: at rest a touch anywhere opens Home."""

KEY = "key."
"""How the ids of the keyboard's keys begin."""

HEADINGS = {"title": 1, "section": 2, "group": 2, "tips": 2, "empty": 2}
"""What a line is of -> its rank, for those that are headings."""

SPOKEN_UP = {"notice", "status", "problem", "paper"}
"""What a line is of, for those that are told when they change, without anybody asking."""

CODE = re.compile(rf"\b[{CODE_ALPHABET}]{{4}}\b")
"""The code of a sign-up: whoever has it can take the sign-up back, so no line with one is told."""

BESIDE = {"demo", "status"}
"""Lines that stand together in one mark."""


class Role(Enum):
    """What a node is."""

    HEADING = "heading"
    LABEL = "label"
    BUTTON = "button"
    ENTRY = "entry"
    SECRET = "secret"  # noqa: S105 - an entry whose letters show as dots


class Live(Enum):
    """Whether a node is told of as soon as it changes, and whether that cuts off what is being said."""

    OFF = "off"
    POLITE = "polite"
    ASSERTIVE = "assertive"


class Node(Struct, frozen=True):
    """One thing on the glass. `key` is its name among the others of the screen, `target` what is pressed.

    `box` None = it takes no room now. `chosen` None = it is no switch. `focusable` = the focus of the keys can be at it.
    """

    key: str
    role: Role
    name: str
    language: Language
    box: Box | None
    more: str = ""
    chosen: bool | None = None
    live: Live = Live.OFF
    rank: int = 0
    focusable: bool = False
    target: Target | None = None


class Tree(Struct, frozen=True):
    """The whole glass in reading order. `place` tells one screen from another; `focus` is a node's key, empty = none."""

    place: str
    language: Language
    nodes: tuple[Node, ...]
    focus: str = ""


def tree_of(scene: Scene, drawing: Drawing, key_name: Callable[[str, Language], str]) -> Tree:
    """Tell what is on the glass. `key_name` names a key of the keyboard in words, such as `-` in Danish.

    Only words of controls and of lines that are nobody's get in: what is typed, and a sign-up's code, have no way here.
    """
    page = _Page(scene, drawing, key_name)
    before, after = around(scene)
    known = {item.id for item in (*before, *after) if isinstance(item, Stop)}
    # The bar is drawn before anything else: of two controls with one id the last drawn is the one that is read first.
    found = [*page.told(before, last=True), *page.between(known), *page.told(after)]
    nodes = tuple({node.key: node for node in found}.values())
    title = next((node.name for node in nodes if node.rank == 1), "")
    focus = next((node.key for node in nodes if node.focusable and node.target is not None and node.target.id == scene.focus), "")
    return Tree(f"{screen_name(scene)} {title}", scene.look.language, nodes, focus)


class _Page:
    """One drawing, looked at line by line and control by control."""

    def __init__(self, scene: Scene, drawing: Drawing, key_name: Callable[[str, Language], str]) -> None:
        self._view = None if scene.warning else scene.view
        self._around = scene.look.language
        self._key_name = key_name
        self._urgent = scene.warning is not None
        self._scrolls = drawing.scrolls
        drawn = [target for target in drawing.targets if target.box.w > 0 and target.box.h > 0]
        self._targets: dict[str, list[Target]] = {}
        for target in drawn:
            self._targets.setdefault(target.id, []).append(target)
        letters = [mark for mark in drawing.marks if isinstance(mark, Letters)]
        self._free = [mark for mark in letters if not mark.of]
        self._on = [mark for mark in letters if mark.of]
        self._counts: Counter[str] = Counter()

    def told(self, items: Iterable[Item], *, last: bool = False) -> Iterator[Node]:
        """Tell lines and controls, as far as they are drawn; `last` = of controls with one id those drawn last."""
        for item in items:
            if isinstance(item, Line):
                yield from self._line(item)
            elif self._targets.get(item.id):
                yield self._control(item, self._targets[item.id].pop(-1 if last else 0))

    def between(self, known: set[str]) -> Iterator[Node]:
        """Tell what the drawing alone knows: the rows in sight with the days over them, and the controls that turn pages."""
        days = [mark for mark in self._free if self._scrolls and mark.box.within(self._scrolls).h > 0]
        rows = [target for name, targets in self._targets.items() for target in targets if name not in known]
        both: list[Letters | Target] = [*days, *rows]
        for each in sorted(both, key=lambda each: (each.box.y, each.box.x)):
            if isinstance(each, Letters):
                yield Node(self._numbered("day"), Role.HEADING, each.words, self._language(each.words), each.box, rank=2)
            else:
                yield self._button(each, each.words, focusable=each.event is not None)

    def _line(self, line: Line) -> Iterator[Node]:
        """A line, or the pieces of it that are on this page."""
        if line.of == TYPED and isinstance(self._view, FormView):
            yield self._entry(self._view)
        elif line.text and not (line.personal or line.spelled or CODE.search(line.text)):
            yield from (self._words(line, words, box) for words, box in self._drawn(line))

    def _drawn(self, line: Line) -> list[tuple[str, Box]]:
        """Where a line is drawn: whole, beside another one, or in pieces."""
        whole = next((mark for mark in self._free if mark.words == line.text), None)
        if whole is not None:
            return [(line.text, whole.box)]
        if line.of in BESIDE:
            return [(line.text, mark.box) for mark in self._free if line.text in mark.words][:1]
        if line.of == "words":
            return [(mark.words, mark.box) for mark in self._free if mark.words in line.text]
        return []

    def _words(self, line: Line, words: str, box: Box) -> Node:
        """A heading or a label; at rest the invitation is what opens Home."""
        language = self._language(line.text)
        if isinstance(self._view, RestingView) and words == self._view.invitation:
            return Node(WAKE, Role.BUTTON, words, language, box)
        rank = HEADINGS.get(line.of, 0)
        live = Live.ASSERTIVE if self._urgent and rank else Live.POLITE if line.of in SPOKEN_UP else Live.OFF
        return Node(self._numbered(line.of), Role.HEADING if rank else Role.LABEL, words, language, box, live=live, rank=rank)

    def _entry(self, view: FormView) -> Node:
        """The answer so far: where it stands and what it is asked for, never what it is nor how long."""
        shown = "•" * len(view.value) if view.masked else view.value
        box = next((mark.box for mark in self._free if shown and mark.words == shown), None)
        return Node(TYPED, Role.SECRET if view.masked else Role.ENTRY, view.question, self._language(view.question), box)

    def _control(self, stop: Stop, target: Target) -> Node:
        """A control of the ring. Where keys type behind dots the focus is nobody's to see: it would tell which comes next."""
        name = self._key_name(stop.words, self._around) if stop.id.startswith(KEY) else stop.words
        return self._button(target, name, chosen=stop.chosen, focusable=not stop.secret)

    def _button(self, target: Target, name: str, *, focusable: bool, chosen: bool | None = None) -> Node:
        """What can be pressed, with all the words that stand on it."""
        stands = [mark.words for mark in self._on if mark.of == target.id and mark.box.within(target.box).h > 0]
        more = ", ".join(words for words in stands if words not in {name, target.words})
        key = self._numbered(target.id)
        key = target.id if self._counts[target.id] == 1 else key
        language = self._language(target.words)
        return Node(key, Role.BUTTON, name, language, target.box, more, chosen, focusable=focusable, target=target)

    def _language(self, words: str) -> Language:
        """The language words are in."""
        return language_of(words, self._around)

    def _numbered(self, of: str) -> str:
        """A key for the next line of a kind."""
        self._counts[of] += 1
        return f"{of} {self._counts[of]}"
