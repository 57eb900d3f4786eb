"""The demo's kiosk is enrolled as any is, and the real hub beside it may come late, crash, or be of yesterday."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from kiosk.demo.device import hub_of
from kiosk.demo.guide import HubGuide
from kiosk.demo.real_hub import RealHub, free_port
from kiosk.demo.setting import DemoSetting
from kiosk.settings import read
from kiosk.store.enrolment import EnrolmentFile

SIZE = (1080, 1920)
TODAY = "2026-11-24"


@pytest.fixture
def hub_that(tmp_path: Path) -> Callable[[str], RealHub]:
    """Give the way to make a hub that does what a few lines of shell say."""

    def make(lines: str) -> RealHub:
        script = tmp_path / "hub.sh"
        script.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
        script.chmod(0o755)
        return RealHub(tmp_path / "real-hub", free_port(0), script=script)

    return make


def test_the_settings_hold_no_credentials_and_the_kiosk_enrolled_itself(tmp_path: Path) -> None:
    """A code that is good once, a secret of its own; and started again it is the same device."""
    with DemoSetting(tmp_path, size=SIZE, language="da", cursor=False) as demo:
        settings = read(demo.config)
        first, named = EnrolmentFile(demo.data).read(), demo.hub.credentials()

    with DemoSetting(tmp_path, size=SIZE, language="da", cursor=False) as demo:
        second = EnrolmentFile(demo.data).read()

    assert (settings.hub.device, settings.hub.secret_file, settings.seal.public) == ("", "", "")
    assert first.hub == named["hub_id"]
    assert first.device not in {"", named["device"]}
    assert first.secret != named["secret"]
    assert (second.device, second.secret) == (first.device, first.secret)


def test_a_kiosk_of_another_hub_starts_over(tmp_path: Path) -> None:
    """Its letters are sealed to a key that this hub does not have."""
    membership = EnrolmentFile(tmp_path / "data")
    (tmp_path / "data").mkdir()
    with DemoSetting(tmp_path, size=SIZE, language="da", cursor=False) as demo:
        ours = hub_of(demo.data)
    membership.change(lambda held: type(held)(hub="another", device=held.device, secret=held.secret))
    (tmp_path / "data" / "letters.db").write_bytes(b"of another hub")

    with DemoSetting(tmp_path, size=SIZE, language="da", cursor=False) as demo:
        assert hub_of(demo.data) == ours
        assert not (demo.data / "letters.db").exists() or (demo.data / "letters.db").read_bytes() != b"of another hub"


def test_a_hub_that_crashes_is_named_in_one_sentence(tmp_path: Path, hub_that: Callable[[str], RealHub]) -> None:
    """With its status and where its last words are; said once, and nobody waits for it."""
    hub = hub_that("echo 'no such table' && exit 3")
    said: list[str] = []
    heard = threading.Event()

    def say(words: str) -> None:
        said.append(words)
        heard.set()

    hub.start()
    guide = HubGuide(hub, data=tmp_path / "data", today=TODAY, say=say)
    guide.start()
    assert heard.wait(20.0)
    guide.stop()
    hub.stop()

    assert said == [
        f"The hub has ended (status 3); the kiosk goes on, and sign-ups wait on it. The hub's last words are in {hub.log}",
    ]
    assert hub.log.read_text("utf-8") == "no such table\n"
    assert hub.log.stat().st_mode & 0o077 == 0


def test_all_processes_of_the_hub_end_with_it(tmp_path: Path, hub_that: Callable[[str], RealHub]) -> None:
    """Its workers are its children; none is left behind."""
    hub = hub_that(f"sleep 600 & sleep 600 & echo $$ > {tmp_path}/group; wait")
    hub.start()
    ends, pause = monotonic() + 20.0, threading.Event()
    while not (tmp_path / "group").exists() or not (tmp_path / "group").read_text():
        assert monotonic() < ends
        pause.wait(0.02)
    group = int((tmp_path / "group").read_text())

    hub.stop()

    while _alive(group):
        assert monotonic() < ends
        pause.wait(0.02)


def _alive(group: int) -> list[str]:
    """The processes of a group that still run; one that waits to be buried does not."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                found.append(path.parent.name)
    return found


def test_the_hub_is_made_anew_each_day_and_with_another_kiosk(hub_that: Callable[[str], RealHub]) -> None:
    """Its events are counted from the day it was made."""
    hub = hub_that("exit 0")
    hub.start()
    hub.note_made(TODAY, "h1")

    assert hub.is_of(TODAY, "h1")
    assert not hub.is_of("2026-11-25", "h1")
    assert not hub.is_of(TODAY, "h2")
    assert not hub.is_of(TODAY, "")
    hub.stop()
    hub.start_over()
    assert not hub.is_of(TODAY, "h1")
    assert not hub.log.exists()


def test_the_password_is_read_from_what_the_hub_said_last(hub_that: Callable[[str], RealHub]) -> None:
    """And is unknown where the hub said none, as at its second start."""
    hub = hub_that("exit 0")
    hub.start()
    assert hub.password() == ""

    hub.log.write_text("hub: log in as »admin« with the password  abcd-efgh\nhub: more\n", "utf-8")

    assert hub.password() == "abcd-efgh"
    hub.stop()


def test_a_port_that_somebody_has_is_not_taken() -> None:
    """Another one is."""
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = int(other.getsockname()[1])

        assert free_port(taken) != taken
