"""Keys by their positions: the same text, whatever layout the system has."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.framing import Framer
from devices.scanner.keyboard import EV_KEY, EV_SYN, EVENT, SYN_DROPPED, KeyboardScanner
from devices.scanner.keys import DAMAGED, KeyDecoder
from kiosk.ports import DeviceError
from tests.devices.typewriter import presses

if TYPE_CHECKING:
    from pathlib import Path

CONTROL, ALT, CAPS, F1 = 29, 56, 58, 59
C, M, RIGHT_BRACKET = 46, 50, 27
DIGIT_1, KEYPAD_1, KEYPAD_ENTER, TAB = 2, 79, 96, 15


def decoded(events: list[tuple[int, int]]) -> bytes:
    """Give what keys mean, each with 1 = down, 0 = up."""
    keys = KeyDecoder()
    found = b""
    for key, value in events:
        found += keys.pressed(key) if value else b""
        if not value:
            keys.released(key)
    return found


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_what_is_typed_on_a_us_keyboard_is_read(text: str) -> None:
    """Every character that a bar code scanner types, also `:`, `/`, `-` and `?`, which a Danish layout would turn around."""
    assert decoded(presses(text + "\r")) == f"{text}\r".encode()


@pytest.mark.parametrize(
    ("events", "meaning"),
    [
        ([(KEYPAD_1, 1), (KEYPAD_ENTER, 1)], b"1\r"),
        ([(TAB, 1)], b"\t"),
        ([(CAPS, 1), (CAPS, 0), (DIGIT_1, 1)], b"1"),
        ([(F1, 1)], DAMAGED),
        ([(ALT, 1), (KEYPAD_1, 1), (ALT, 0), (KEYPAD_1, 1)], DAMAGED + b"1"),
        ([(CONTROL, 1), (M, 1), (CONTROL, 0)], b"\r"),
        ([(CONTROL, 1), (RIGHT_BRACKET, 1)], b"\x1d"),
        ([(CONTROL, 1), (C, 1), (CONTROL, 0), (C, 1)], b"\x03c"),
    ],
)
def test_keys_that_are_no_letters(events: list[tuple[int, int]], meaning: bytes) -> None:
    """The keypad, locks, function keys, and letters with Alt or Ctrl."""
    assert decoded(events) == meaning


@given(events=st.lists(st.tuples(st.integers(0, 0x2FF), st.integers(0, 1)), max_size=200))
def test_no_keys_break_anything(events: list[tuple[int, int]]) -> None:
    """A hostile keyboard presses whatever it likes; what comes out of the frames can be shown."""
    for frame in Framer().feed(decoded(events), silent=True):
        assert frame.replace("\x1d", "").isprintable()


def test_events_that_were_dropped_damage_the_code() -> None:
    """The kernel says that it lost some: half a code is no code, and no key stays held."""
    scanner = KeyboardScanner(lambda: "")

    read = scanner._meaning(EV_KEY, 42, 1) + scanner._meaning(EV_SYN, SYN_DROPPED, 0) + scanner._meaning(EV_KEY, 30, 1)

    assert read == DAMAGED + b"a"
    assert Framer().feed(b"978" + read + b"\r") == ()


def test_keys_let_go_are_no_silence() -> None:
    """A release that lies alone on the line types nothing; the letters that come a moment later belong to the same code."""
    scanner, far = _on_a_pipe()
    os.write(far, EVENT.pack(0, 0, EV_KEY, 30, 0) + EVENT.pack(0, 0, EV_SYN, 0, 0))
    letters = b"".join(EVENT.pack(0, 0, EV_KEY, key, value) for key, value in presses("ab"))
    later = threading.Timer(0.05, os.write, (far, letters))
    later.start()

    assert scanner.read() == b"ab"

    later.join()
    os.close(far)
    scanner.close()


def test_a_device_that_cannot_be_grabbed_is_not_read(tmp_path: Path) -> None:
    """Not shared in silence: the reason is its own."""
    path = tmp_path / "no-keyboard"
    path.touch()
    scanner = KeyboardScanner(lambda: str(path))

    with pytest.raises(DeviceError, match=r"^held$"):
        scanner.open()
    with pytest.raises(DeviceError, match=r"^gone$"):
        scanner.read()


def _on_a_pipe() -> tuple[KeyboardScanner, int]:
    """Give a scanner that reads events from a pipe, which nobody can grab."""
    near, far = os.pipe()
    scanner = KeyboardScanner(lambda: "", silence=5.0)
    scanner._device = near
    return scanner, far
