"""The way to AT-SPI: a tree of values to accesskit and from there over D-Bus, and what assistive technology asks for back.

accesskit calls from a thread of its own, and holds a lock over its tree while it asks for the first one. It keeps hold of
Python while it waits for that lock. So a push at that moment would stop the whole glass for good. Hence the gate: nothing of
ours runs under the lock, and a push gets through only after the first tree has been asked for. See `Bridge`.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, count
from operator import getitem
from typing import TYPE_CHECKING, Any

from kiosk.visit.events import FocusAsked, GlassTouched
from screens.assistive import WAKE, Live, Role, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.nouns import Language
    from kiosk.visit.events import Event
    from kiosk.visit.views import Scene
    from screens.assistive import Node, Tree
    from screens.marks import Drawing, Target

APP = "Samlingspunkt"
ROOT = 0


class BridgeMissingError(Exception):
    """accesskit is not installed."""


class Bridge:
    """Tells assistive technology what is drawn, when it changes and somebody listens, and does what it asks for.

    `later` has something done in the thread of the glass; `press` presses a target as a finger does.
    """

    def __init__(
        self,
        *,
        later: Callable[[Callable[[], None]], None],
        post: Callable[[Event], None],
        press: Callable[[Target], None],
        redraw: Callable[[], None],
        key_name: Callable[[str, Language], str],
    ) -> None:
        """Go to the session's message bus, if there is one. Raises BridgeMissingError."""
        try:
            import accesskit
        except ImportError as error:
            raise BridgeMissingError from error
        self._kit: Any = accesskit
        self._later, self._post, self._press, self._redraw, self._key_name = later, post, press, redraw, key_name
        self._nodes: dict[int, Node] = {}
        self._told: Tree | None = None
        self._place = ""
        self._numbers: dict[str, int] = {}
        self._free = count(ROOT + 1)
        placeholder = self._update(ROOT, [(ROOT, self._root([]))])
        self._newest = [placeholder]
        # What gives the newest tree is the one key of the gate, and is put there by whoever asks for the first tree. Putting it
        # there, asking whether it is there, and pushing are each one step that no other thread can come between.
        give = partial(getitem, self._newest, 0)
        self._gate: dict[Callable[[], Any], Any] = {}
        self._adapter = accesskit.unix.Adapter(partial(self._gate.setdefault, give, placeholder), self._asked, self._gate.clear)

    # ---------------------------------------------------------------------------------------------------------- telling

    def look(self) -> None:
        """See whether somebody has begun to listen, or has ceased to."""
        if not self._gate:
            self._told, self._nodes = None, {}
        elif self._told is None:
            self._redraw()

    def drawn(self, scene: Scene, drawing: Drawing) -> None:
        """Tell of a drawing, unless nobody listens or all of it has been told."""
        if not self._gate:
            return
        tree = tree_of(scene, drawing, self._key_name)
        if tree == self._told:
            return
        first, self._told = self._told is None, tree
        self._newest[0] = self._whole(tree)
        self._push()
        if first:
            any(map(self._adapter.update_window_focus_state, map(bool, chain(self._gate))))

    def _push(self) -> None:
        """Hand over the newest tree, if the gate is open. `chain` looks at the gate within the one step of `any`."""
        any(map(self._adapter.update_if_active, chain(self._gate)))

    def _whole(self, tree: Tree) -> Any:
        """The whole tree, always: what accesskit has of it already it sees for itself, and nothing can be missing there."""
        if tree.place != self._place:
            self._place, self._numbers = tree.place, {key: number for key, number in self._numbers.items() if _stays(key)}
        self._nodes = {self._number(node.key): node for node in tree.nodes}
        nodes = [(number, self._node(node)) for number, node in self._nodes.items()]
        root = self._root([number for number, _ in nodes])
        root.set_language(tree.language)
        focus = self._numbers[tree.focus] if tree.focus else ROOT
        return self._update(focus, [(ROOT, root), *nodes])

    def _number(self, key: str) -> int:
        """The number of a node: never given again, so that a press meant for another screen finds nothing."""
        if key not in self._numbers:
            self._numbers[key] = next(self._free)
        return self._numbers[key]

    def _update(self, focus: int, nodes: list[tuple[int, Any]]) -> Any:
        """Wrap nodes up."""
        update = self._kit.TreeUpdate(focus)
        update.tree = self._kit.Tree(ROOT)
        update.nodes = nodes
        return update

    def _root(self, children: list[int]) -> Any:
        """The window."""
        root = self._kit.Node(self._kit.Role.WINDOW)
        root.set_label(APP)
        root.set_children(children)
        return root

    def _node(self, node: Node) -> Any:
        """One node in accesskit's own words. What a label says is its value there; any other node has a label."""
        kit = self._kit
        made = kit.Node(getattr(kit.Role, ROLES[node.role]))
        (made.set_value if node.role is Role.LABEL else made.set_label)(node.name)
        made.set_language(node.language)
        if node.box is not None:
            made.set_bounds(kit.Rect(node.box.x, node.box.y, node.box.right, node.box.bottom))
        if node.more:
            made.set_description(node.more)
        if node.live is not Live.OFF:
            made.set_live(getattr(kit.Live, node.live.name))
        if node.rank:
            made.set_level(node.rank)
        self._make_control(made, node)
        return made

    def _make_control(self, made: Any, node: Node) -> None:
        """What can be done with a node."""
        kit = self._kit
        if node.role is Role.BUTTON:
            made.set_author_id(node.key)
            made.add_action(kit.Action.CLICK)
        if node.chosen is not None:
            made.set_toggled(kit.Toggled.TRUE if node.chosen else kit.Toggled.FALSE)
        if node.focusable:
            made.add_action(kit.Action.FOCUS)

    # ---------------------------------------------------------------------------------------------------------- obeying

    def _asked(self, request: Any) -> None:
        """Something was asked for, in accesskit's thread."""
        if request.action in (self._kit.Action.CLICK, self._kit.Action.FOCUS):
            self._later(partial(self._obey, request.target, is_press=request.action == self._kit.Action.CLICK))

    def _obey(self, number: int, *, is_press: bool) -> None:
        """Press a control or move the focus to it, if it is still there and can have it."""
        node = self._nodes.get(number)
        if node is not None and is_press:
            self._press_node(node)
        elif node is not None and node.target is not None and node.focusable:
            self._post(FocusAsked(node.target.id))

    def _press_node(self, node: Node) -> None:
        """Press what a finger could press; at rest that is the whole glass."""
        if node.target is not None:
            self._press(node.target)
        elif node.key == WAKE:
            self._post(GlassTouched())


ROLES = {
    Role.HEADING: "HEADING",
    Role.LABEL: "LABEL",
    Role.BUTTON: "BUTTON",
    Role.ENTRY: "TEXT_INPUT",
    Role.SECRET: "PASSWORD_INPUT",
}
"""Our roles in accesskit's words."""


def _stays(key: str) -> bool:
    """Whether a line keeps its number from screen to screen: else the same quiet line would be told as news on each."""
    return key.startswith(("status ", "notice "))
