"""Ways out of the kiosk: keys, files, arguments and variables that would open something, and do not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from tests.glass.stand import Stand, need_a_display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.glass

HOSTILE = """\
[kivy]
config_version = 27
exit_on_escape = 1
log_dir = logs
log_enable = 1
desktop = 0
[graphics]
width = 333
height = 222
fullscreen = 0
borderless = 0
[input]
mouse = mouse
[modules]
inspector =
touchring =
screen =
"""
CUT_SHORT = "[kivy]\nconfig_version = 27\n"


def changed_by(stand: Stand, *acts: Callable[[], object]) -> bool:
    """Whether the glass looks otherwise after these acts, to the pixel. Asked twice, for a minute may pass meanwhile."""
    for _ in range(2):
        before = stand.picture()
        for act in acts:
            act()
        if ImageChops.difference(before, stand.picture()).getbbox() is None:
            return False
    return True


@pytest.mark.parametrize(
    "keys",
    [
        ("F1", "Escape"),
        ("F11", "F12", "ctrl+e", "Print"),
        ("ctrl+c", "ctrl+v", "ctrl+q", "Menu"),
        ("alt+F4", "super", "alt+Tab", "ctrl+alt+Delete"),
    ],
    ids=" ".join,
)
def test_a_key_of_a_plugged_in_keyboard_does_nothing(stand: Stand, keys: tuple[str, ...]) -> None:
    """Given any of the keys that open, close or copy something elsewhere, the glass is the same to the pixel, and the app runs."""
    children, ports = stand.children(), stand.listening()

    assert not changed_by(stand, *(partial(stand.display.key, key) for key in keys))

    assert stand.alive()
    assert stand.visitor.look().screen == "home"
    assert stand.children() == children
    assert stand.listening() == ports == set()
    assert list((stand.folder / "work").iterdir()) == []


def test_typing_on_a_keyboard_types_nothing_into_a_form(stand: Stand) -> None:
    """Given the first question of a form, only our own keys write."""
    stand.to_staff_door()

    assert not changed_by(stand, *(partial(stand.display.key, key) for key in ("7", "3", "Return", "BackSpace", "Tab")))


@pytest.mark.parametrize("button", ["2", "3", "4", "5"])
def test_other_mouse_buttons_leave_no_mark_and_open_nothing(stand: Stand, button: str) -> None:
    """Given a click of the middle or right button, or the wheel, there is no dot, no second touch and no menu."""
    where = (20, 20, 200, 500)
    before = stand.picture().crop(where)

    for y in ("100", "300"):
        stand.xdotool("mousemove", "60", y, "click", button)

    assert ImageChops.difference(before, stand.picture().crop(where)).getbbox() is None
    assert stand.visitor.look().screen == "home"


def test_nothing_is_written_into_a_home_folder(stand: Stand) -> None:
    """Given the app running, there are no settings and no logs of the window library."""
    assert [
        path.name for path in stand.home.rglob("*") if "kivy" in path.name.lower() or path.suffix in {".txt", ".log", ".ini"}
    ] == []


def test_the_window_fills_the_screen(stand: Stand) -> None:
    """As the X server sees it, not as the app believes."""
    assert stand.window() == (0, 0, 1080, 1920)


@pytest.fixture(params=["hostile", "cut short", "environment"])
def besieged(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    """A glass whose surroundings somebody has prepared."""
    need_a_display()
    kivy_home, home = tmp_path / "kivy", tmp_path / "home" / ".kivy"
    for folder in (kivy_home, home):
        folder.mkdir(parents=True)
    environment = {"KIVY_HOME": str(kivy_home)}
    if request.param == "environment":
        environment |= {
            "KCFG_GRAPHICS_WIDTH": "333",
            "KCFG_KIVY_EXIT_ON_ESCAPE": "1",
            "KCFG_MODULES_INSPECTOR": "",
            "KIVY_NO_ARGS": "0",
            "KIVY_METRICS_DENSITY": "3",
            "KIVY_WINDOW": "x11",
            "KIVY_CLIPBOARD": "xclip",
        }
    else:
        for folder in (kivy_home, home):
            (folder / "config.ini").write_text(HOSTILE if request.param == "hostile" else CUT_SHORT)
    with Stand(tmp_path, environment=environment) as stand:
        yield stand


def test_settings_of_the_window_library_change_nothing(besieged: Stand) -> None:
    """Given a hostile config.ini, one cut short, or variables: it fills the screen, has no inspector, and Esc does not end it."""
    acts: list[Callable[[], object]] = [
        partial(besieged.display.key, "ctrl+e"),
        partial(besieged.display.key, "Escape"),
        partial(besieged.xdotool, "mousemove", "60", "300", "click", "3"),
    ]

    assert besieged.window() == (0, 0, 1080, 1920)
    assert not changed_by(besieged, *acts)
    assert besieged.alive()
    assert besieged.listening() == set()
    assert {path.name for path in (besieged.folder / "kivy").rglob("*")} <= {"config.ini"}


@pytest.mark.parametrize(
    "words", [("-m", "inspector"), ("--dpi", "10"), ("--size=300x300",), ("-c", "kivy:exit_on_escape:1"), ("--", "-m", "inspector")]
)
def test_an_argument_meant_for_the_window_library_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Given `-m inspector` and its kind, our own parser says that it does not know them, and nothing opens."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--config", str(tmp_path / "none.toml"), *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 2
    assert "unrecognized arguments" in done.stderr


def test_under_a_window_manager_its_keys_close_nothing(tmp_path: Path) -> None:
    """Given openbox, which kills windows by Alt+F4, the app refuses to close, and stands where it stood."""
    need_a_display()
    openbox = shutil.which("openbox")
    if openbox is None:
        pytest.skip("openbox is not installed")
    with Stand(tmp_path) as stand:
        manager = subprocess.Popen(
            [openbox, "--sm-disable"], env={**stand.display.environment, "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
        )
        try:
            managed = stand.until(lambda: _managed(stand))
            window = stand.xdotool("search", "--onlyvisible", "--pid", str(stand.glass.pid)).split()[-1]
            stand.xdotool("windowfocus", window)
            for key in ("alt+F4", "alt+Tab", "ctrl+q", "alt+F4"):
                stand.display.key(key)
            stand.look()
            stand.visitor.tap("room.local")
            stand.visitor.screen("list")

            assert managed
            assert stand.alive()
        finally:
            manager.terminate()
            manager.wait()


def _managed(stand: Stand) -> bool:
    """Whether a window manager has said that it is there."""
    done = subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
        env={**stand.display.environment, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return "window id" in done.stdout
