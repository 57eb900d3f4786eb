"""The real glass read and pressed over AT-SPI by somebody else's program, on a message bus of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from tests.glass.listener import Bus, Reader, ToldStand, need_a_reader
from tests.glass.stand import PIN, Stand, need_a_display

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.glass

NAME, PHONE = "Ørnulf", "20304050"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Somebody who listens on a bus, before anything can be heard there."""
    need_a_display()
    need_a_reader()
    with Bus() as bus, Reader(bus) as listening:
        yield listening


@pytest.fixture(scope="module")
def told(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToldStand]:
    """One glass that tells that bus what is on it."""
    with ToldStand(tmp_path_factory.mktemp("told"), reader.bus) as stand:
        yield stand


@pytest.fixture
def stand(told: ToldStand, reader: Reader) -> ToldStand:
    """The same, on Home, and heard to be there."""
    assert told.alive()
    told.to_home()
    assert told.heard(lambda: reader.control("room.local"))
    return told


def test_another_program_reads_the_frame_the_heading_and_every_control_where_it_is(stand: ToldStand, reader: Reader) -> None:
    """Given Home, each control is a button with its words and its box in pixels; the branch's name is the heading."""
    glass = stand.look()

    tree = reader.tree()

    assert [node["name"] for node in tree if node["role"] == "frame"] == ["Samlingspunkt"]
    assert [node["name"] for node in tree if node["role"] == "heading"] == ["Hovedbiblioteket"]
    buttons = {node["id"]: node for node in tree if "button" in node["role"]}
    assert set(buttons) == set(glass.controls)
    for name, box in glass.controls.items():
        assert buttons[name]["name"] == box["words"]
        seen = buttons[name]["box"]
        assert all(abs(got - box[side]) <= 1 for got, side in zip(seen, "xywh", strict=True)), (name, seen, box)
        assert buttons[name]["actions"] == ["click"]


def test_its_press_opens_the_list_and_leafs_through_it(stand: ToldStand, reader: Reader) -> None:
    """Given Home, a press over the bus is a press: the list opens, turns a page, and narrows by a switch that says so."""
    assert reader.ask(do="press", id="room.local") is True
    stand.visitor.screen("list")
    assert stand.heard(lambda: reader.control("page.more"))

    reader.ask(do="press", id="page.more")
    stand.visitor.wait_for("the next page", lambda glass: "page.less" in glass.controls)

    assert stand.heard(lambda: reader.control("filter.free"))
    assert not reader.control("filter.free")["on"]
    reader.ask(do="press", id="filter.free")
    assert stand.heard(lambda: reader.control("filter.free")["on"])


def test_its_focus_is_the_focus_on_the_glass(stand: ToldStand, reader: Reader) -> None:
    """Given a focus asked for over the bus, the ring is drawn there, the bus says so, and nothing is opened."""
    before = stand.picture()
    box = stand.look().controls["help"]

    reader.ask(do="focus", id="help")

    assert stand.heard(lambda: reader.control("help")["focused"])
    drawn = ImageChops.difference(before, stand.picture()).getbbox()
    assert drawn is not None
    assert (drawn[0] < box["x"] + box["w"], drawn[2] > box["x"], drawn[3] > box["y"]) == (True, True, True)
    assert stand.look().screen == "home"


def test_its_focus_reaches_a_row_of_a_list(stand: ToldStand, reader: Reader) -> None:
    """Given the list, the focus asked for at its last row in sight is told to be there, and the row stays closed."""
    stand.visitor.tap("room.local")
    stand.visitor.screen("list")
    row = [name for name in stand.look().controls if name.startswith("event.")][-1]
    assert stand.heard(lambda: reader.control(row))

    reader.ask(do="focus", id=row)

    assert stand.heard(lambda: reader.control(row).get("focused"))
    assert stand.look().screen == "list"


def test_a_notice_that_comes_and_changes_is_read(stand: ToldStand, reader: Reader) -> None:
    """Given a code the place has no use for, what the glass says of it stands in the tree; it goes when the glass drops it."""
    stand.visitor.tap("room.local")
    stand.visitor.screen("list")
    before = set(stand.look().texts)

    assert stand.demo.scanner.scan("5701234567899")
    stand.visitor.wait_for("the notice", lambda glass: bool(set(glass.texts) - before))
    notice = next(iter(set(stand.look().texts) - before))

    assert stand.heard(lambda: reader.named(notice))
    stand.visitor.tap("filter.free")
    assert stand.heard(lambda: not reader.named(notice))


def test_a_press_over_the_bus_wakes_a_kiosk_at_rest(stand: ToldStand, reader: Reader) -> None:
    """Given nobody there, what invites to touch the glass can be pressed."""
    stand.to_rest()
    assert stand.heard(lambda: reader.control("wake"))

    reader.ask(do="press", id="wake")

    stand.visitor.screen("home")


def test_a_name_a_number_and_a_pin_are_nowhere_in_the_tree(stand: ToldStand, reader: Reader) -> None:
    """Given a visitor who types over the bus, and staff at their door, what is typed is on the glass and not in the tree."""
    stand.to_event(stand.open_event())
    seen = []
    stand.visitor.tap("sign_up")
    stand.visitor.type(NAME)
    assert stand.heard(lambda: any(node["role"] in {"text", "entry"} for node in reader.tree()))
    assert NAME in stand.look().texts
    seen.append(reader.tree())
    stand.visitor.tap("next")
    stand.visitor.type(PHONE)
    assert stand.heard(lambda: reader.control("key.1"))
    seen.append(reader.tree())
    stand.visitor.tap("next")
    stand.visitor.wait_for("the review", lambda glass: NAME in glass.texts and "send" in glass.controls)
    assert stand.heard(lambda: reader.control("send"))
    seen.append(reader.tree())

    stand.to_staff_door()
    stand.visitor.type(PIN[:3])
    assert stand.heard(lambda: any(node["role"] == "password text" for node in reader.tree()))
    seen.append(reader.tree())

    assert all(len(tree) > 5 for tree in seen)
    said = json.dumps(seen, ensure_ascii=False)
    assert NAME not in said
    assert PHONE not in said
    assert PIN[:3] not in said
    assert "•" not in said
    assert "Forside" in said


def test_the_library_is_in_memory_where_it_is_wanted_and_only_there(stand: ToldStand, shared: Stand) -> None:
    """Given a kiosk without the setting, nothing of accesskit is loaded; with it, it is."""
    assert "accesskit" in Path(f"/proc/{stand.glass.pid}/maps").read_text()
    assert "accesskit" not in Path(f"/proc/{shared.glass.pid}/maps").read_text()


PUSHING = """
import sys, threading
from pathlib import Path
from screens.bridge import Bridge
from tests.screens.test_assistive import named, told

sys.setswitchinterval(1e-6)
bridge = Bridge(later=lambda job: job(), post=print, press=print, redraw=lambda: None, key_name=named)
bridge.drawn(*told("home")[:2])
pushed = 0
end = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), end.set()), daemon=True).start()
print("up", flush=True)
while not end.is_set():
    bridge._push()
    pushed += bool(bridge._gate)
print(pushed, flush=True)
"""


def test_somebody_who_comes_and_goes_all_the_time_never_stops_the_glass(reader: Reader) -> None:
    """Given trees pushed without a pause while listening is switched on and off, the two threads never wait for each other."""
    process = subprocess.Popen(
        [sys.executable, "-c", PUSHING],
        env={**os.environ, **reader.bus.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        for _ in range(80):
            reader.ask(do="cease")
            reader.ask(do="listen")
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()

    assert int(out) > 100
