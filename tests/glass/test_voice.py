"""Keys that can be felt on the real glass: a key makes real speech, the focus is seen, and no function key opens a way out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.glass.stand import Stand, need_a_display

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.glass


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A glass whose player keeps what it is to play."""
    need_a_display()
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed (apt-get install espeak-ng; bin/setup --test does)")
    with Stand(tmp_path_factory.mktemp("voice")) as stand:
        heard = stand.folder / "heard"
        with stand.demo.config.open("a", encoding="utf-8") as settings:
            settings.write(f'\n[voice]\nplayer = ["tee", "-a", "{heard}"]\n')
        stand.glass.terminate()
        stand.glass.wait(20)
        stand.restart()
        yield stand


def played(stand: Stand) -> int:
    """How many bytes have been played."""
    heard = stand.folder / "heard"
    return heard.stat().st_size if heard.exists() else 0


def test_a_key_that_can_be_felt_is_answered_by_speech(speaking: Stand) -> None:
    """Given Home and the arrow down, espeak-ng speaks into the player; a second one moves the focus, and its ring is seen."""
    assert speaking.until(lambda: played(speaking) > 0, 20)
    before, picture = played(speaking), speaking.picture()

    speaking.display.key("Down")
    assert speaking.until(lambda: played(speaking) > before + 20_000, 20)

    speaking.display.key("Down")
    assert speaking.until(lambda: speaking.picture().tobytes() != picture.tobytes(), 20)
    assert speaking.look().screen == "home"

    speaking.display.key("Return")
    speaking.visitor.screen("list")


@pytest.mark.parametrize("key", ["F1", "F2", "F11", "F12", "Escape"])
def test_function_keys_open_nothing(speaking: Stand, key: str) -> None:
    """Kivy's settings panel is one F1 away elsewhere."""
    screen = speaking.look().screen

    speaking.display.key(key)
    speaking.display.key("Home")

    speaking.visitor.screen("home")
    assert speaking.alive()
    assert screen in {"home", "list"}
