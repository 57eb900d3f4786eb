"""Somebody else's eyes: Debian's own AT-SPI library, in Debian's own Python, asked over lines of JSON. No part of the kiosk.

`{"do": "tree"}` gives what is there; `press` and `focus` take the `id` of a control; `listen` and `cease` are what they say.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 - the version is chosen first

APP = "Samlingspunkt"


def listen(*, on: bool = True) -> None:
    """Say on the session's bus that somebody listens, as a screen reader does when it starts; or that nobody does."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    enabled = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", on)))
    where = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
    bus.call_sync(*where, enabled, None, Gio.DBusCallFlags.NONE, -1, None)


def app() -> Any:
    """The program whose window is the kiosk's; None while it is not there."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    found = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    return next((each for each in found if each is not None and any(node.get_name() == APP for node in below(each))), None)


def below(node: Any) -> list[Any]:
    """Everything in a node, from the top."""
    out = []
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            out += [child, *below(child)]
    return out


def told(node: Any) -> dict[str, Any]:
    """What a node says of itself."""
    node.clear_cache()
    states = node.get_state_set()
    box = node.get_extents(Atspi.CoordType.WINDOW) if "Component" in node.get_interfaces() else None
    return {
        "id": node.get_accessible_id(),
        "role": node.get_role_name(),
        "name": node.get_name(),
        "more": node.get_description(),
        "box": [box.x, box.y, box.width, box.height] if box else [],
        "actions": [node.get_action_name(at) for at in range(node.get_n_actions())] if "Action" in node.get_interfaces() else [],
        "text": Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else "",
        "attributes": dict(node.get_attributes() or {}),
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "on": states.contains(Atspi.StateType.CHECKED) or states.contains(Atspi.StateType.PRESSED),
    }


def everything() -> list[dict[str, Any]]:
    """The whole tree as it is now. What goes while it is read is left out."""
    kiosk = app()
    if kiosk is None:
        return []
    kiosk.clear_cache()
    out = []
    for node in below(kiosk):
        try:
            out.append(told(node))
        except GLib.Error:
            continue
    return out


def control(name: str) -> Any:
    """A control by its id."""
    return next(node for node in (below(app()) if app() else ()) if node.get_accessible_id() == name)


def answer(asked: dict[str, str]) -> object:
    """Do what is asked, and say how it went."""
    match asked["do"]:
        case "tree":
            return everything()
        case "press":
            return control(asked["id"]).do_action(0)
        case "focus":
            return control(asked["id"]).grab_focus()
        case "listen" | "cease" as which:
            listen(on=which == "listen")
            return True
        case other:
            raise ValueError(other)


def main() -> None:
    """Answer line by line until there are no more."""
    listen()
    Atspi.init()
    for line in sys.stdin:
        try:
            out: object = answer(json.loads(line))
        except (GLib.Error, StopIteration) as error:
            out = {"error": str(error)}
        print(json.dumps(out), flush=True)  # noqa: T201 - its answer


main()
