"""The window, set up in code before anything of Kivy is imported: nothing outside this file can change how it behaves."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",  # the command line is ours
    "KIVY_NO_CONFIG": "1",  # no config.ini that anybody may edit
    "KIVY_NO_ENV_CONFIG": "1",  # no KCFG_* in the environment
    "KIVY_NO_FILELOG": "1",  # no log files in a home folder
    "KIVY_NO_CONSOLELOG": "1",  # our own log speaks
    "KIVY_LOG_MODE": "PYTHON",  # leave the log and standard error to us
    "KIVY_CLIPBOARD": "dummy",  # nothing is copied out of a visit
    "KIVY_WINDOW": "sdl2",
    "KIVY_TEXT": "sdl2",
    "KIVY_IMAGE": "sdl2",
    "SDL_NO_SIGNAL_HANDLERS": "1",  # else SDL turns SIGTERM into a close request, which we refuse
    "SDL_VIDEO_X11_FORCE_EGL": "1",  # a sixth of a window's opening on software rendering
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",  # else SDL swallows a touch that comes together with the window's focus: the first one
    "XCOMPOSEFILE": "/dev/null",  # no dead keys of a keyboard nobody may plug in: saves reading 600 kB
}


def prepare(*, width: int, height: int, cursor: bool, cache: Path | None = None, environment: Any = os.environ) -> None:
    """Set environment and configuration. Must run before the first import of a Kivy window module.

    `width` and `height` in pixels; `cursor` shows the mouse (for a demo on a desk); `cache` keeps compiled shaders.
    """
    for name in [name for name in environment if name.startswith(("KIVY_", "KCFG_"))]:
        del environment[name]
    environment.update(ENVIRONMENT)
    environment.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")  # else SDL starts a message bus of its own
    if cache is not None:
        environment["MESA_SHADER_CACHE_DIR"] = str(cache)  # a service has no home to keep compiled shaders in
    _without_asyncio()
    _without_style()
    from kivy.config import Config

    for section, key, value in _settings(width, height, cursor=cursor):
        Config.set(section, key, value)
    Config.remove_section("modules")
    Config.add_section("modules")
    Config.remove_section("input")  # on X11 touches come through SDL; a second provider counts each tap twice
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")


def _without_style() -> None:
    """Import Kivy's rule language without its style sheet: none of its widgets is used, and reading it takes 70 to 95 ms."""
    import kivy

    real = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(Path(__file__).resolve().parent / "style")
    try:
        import kivy.lang.builder
    finally:
        kivy.kivy_data_dir = real


def _without_asyncio() -> None:
    """Import Kivy's clock without asyncio and ssl, a tenth of the start: it reads one name of it, for a loop we do not run."""
    if "asyncio" in sys.modules:
        import kivy.clock
    else:
        stand_in: Any = ModuleType("asyncio")
        stand_in.wait_for = None
        sys.modules["asyncio"] = stand_in
        try:
            import kivy.clock  # noqa: F401 - for what it reads when imported
        finally:
            del sys.modules["asyncio"]


def _settings(width: int, height: int, *, cursor: bool) -> tuple[tuple[str, str, str], ...]:
    """List the settings of Kivy that matter to a kiosk, all of them."""
    return (
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "log_level", "warning"),
        ("kivy", "keyboard_mode", ""),
        ("kivy", "desktop", "1"),
        ("graphics", "width", str(width)),
        ("graphics", "height", str(height)),
        ("graphics", "borderless", "1"),
        ("graphics", "position", "custom"),
        ("graphics", "left", "0"),
        ("graphics", "top", "0"),
        ("graphics", "resizable", "0"),
        ("graphics", "multisamples", "0"),  # each sample costs a software renderer half a frame
        ("graphics", "maxfps", "60"),
        ("graphics", "show_cursor", "1" if cursor else "0"),
        ("graphics", "allow_screensaver", "0"),
        ("graphics", "fullscreen", "0"),
    )
