"""The real glass in its window, killed at any moment of a sign-up that real touches make: what was promised is kept, once."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from kiosk.demo.visitor import LostError, Visitor, newer
from kiosk.nouns import CODE_ALPHABET
from tests.faults.branch import _kept
from tests.glass.stand import Stand, need_a_display

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.long, pytest.mark.glass]

KILLS = 25
LONGEST_S = 9.0
"""A sign-up by touches takes about four seconds: every moment of it is met, and of the next one."""

SPELLED = re.compile(rf"[{CODE_ALPHABET}](\u2009[{CODE_ALPHABET}]){{3}}")


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    need_a_display()
    with Stand(tmp_path) as made:
        made.demo.printer.unplug()  # without paper the code stands on the glass, where the visitor can read it
        yield made


class Somebody:
    """Signs up by touches until the glass is taken away; `codes` are those that stood on the glass."""

    def __init__(self, stand: Stand, key: str, name: str) -> None:
        """Know the event, and the name to give."""
        self.codes: list[str] = []
        self._stand, self._key, self._name = stand, key, name
        self._thread = threading.Thread(target=self._try, daemon=True)
        self._thread.start()

    def _try(self) -> None:
        try:
            while True:
                self._sign_up(self._stand.visitor)
        except (LostError, subprocess.CalledProcessError):
            return

    def _sign_up(self, visitor: Visitor) -> None:
        """From Home to the code."""
        visitor.tap("room.local")
        visitor.screen("list", within=3)
        for _ in range(8):
            if f"event.{self._key}" in visitor.look().controls:
                break
            next_page = newer(visitor.look().seq)
            visitor.tap("page.more")
            visitor.wait_for("the next page", next_page, within=3)
        visitor.tap(f"event.{self._key}")
        visitor.wait_for("the way to sign up", lambda glass: "sign_up" in glass.controls, within=3)
        visitor.tap("sign_up")
        visitor.screen("form", within=3)
        visitor.type(self._name)
        visitor.tap("next")
        visitor.wait_for("the contact", lambda glass: "contact.phone" in glass.controls, within=3)
        visitor.type("00000000")
        visitor.tap("next")
        visitor.screen("review", within=3)
        visitor.tap("send")
        glass = visitor.wait_for("the code", lambda glass: any(map(SPELLED.fullmatch, glass.texts)), within=3)
        self.codes += [text.replace("\u2009", "") for text in glass.texts if SPELLED.fullmatch(text)]
        visitor.tap("home")
        visitor.screen("home", within=3)

    def end(self) -> None:
        """Wait until they have given up."""
        self._thread.join(40)


def test_the_glass_killed_25_times_loses_and_doubles_nothing(stand: Stand) -> None:
    """Given kills while people touch, type and send, every code that stood on the glass is a sign-up the hub gets once."""
    dice = random.Random()
    pause = threading.Event()
    key = stand.open_event()
    promised: dict[str, str] = {}
    for number in range(KILLS):
        name = "BO" + "ABCDEFGHIJ"[number // 10] + "ABCDEFGHIJ"[number % 10]
        somebody = Somebody(stand, key, name)
        pause.wait(dice.uniform(0.2, LONGEST_S))
        stand.glass.kill()
        stand.glass.wait()
        somebody.end()
        promised |= dict.fromkeys(somebody.codes, name)
        stand.restart()

    kept = _all_kept(stand)
    began = monotonic()
    while len(stand.demo.hub.statuses()) < len(kept) and monotonic() - began < 60:
        stand.demo.sync("--once")

    arrived = [
        (stand.demo.hub.data_of(op)["code"], stand.demo.hub.open_letter(op)["first_name"]) for op in stand.demo.hub.statuses()
    ]
    sys.stdout.write(f"{KILLS} kills: {len(promised)} promised, {len(kept)} kept and arrived" + "\n")
    assert len(promised) > 3
    assert sorted(code for code, _ in arrived) == sorted(kept)
    assert len(set(kept)) == len(kept)
    assert dict(arrived).items() >= promised.items()
    assert len(kept) - len(promised) <= KILLS


def _all_kept(stand: Stand) -> list[str]:
    """The codes of every sign-up in the file, none of them half written."""
    from kiosk.store.db import open_letters

    connection = open_letters(stand.data / "letters.db")
    kept = _kept(connection)
    connection.close()
    assert all(body for _, _, body in kept)
    return [code for code, _, _ in kept]
