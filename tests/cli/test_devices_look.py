"""`kiosk devices list`, `status` and `print-test`: what is there, how it is, and whether it prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from devices.plugged import Kind, Plugged
from kiosk.look_devices import REMEDIES, typing_scanners
from kiosk.ports import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.run_pretend import PretendDevices
    from tests.cli.conftest import Kiosk

    Config = Callable[..., Path]

TYPING = Plugged(Kind.KEYBOARD, "/dev/input/event5", "Datalogic Barcode Scanner", "05f9:2204")
KEYBOARD = Plugged(Kind.KEYBOARD, "/dev/input/event4", "USB Keyboard", "046d:c31c")


def test_the_list_can_be_read_by_people_and_by_scripts(kiosk: Kiosk) -> None:
    """Whatever is plugged in here: it ends well, and both say the same."""
    words, rows = kiosk("devices", "list"), kiosk("devices", "list", "--json")

    assert (words.returncode, rows.returncode) == (0, 0)
    assert all(f'address = "{row["address"]}"' in words.stdout for row in json.loads(rows.stdout))
    assert words.stdout


def test_the_status_of_well_devices_is_well(kiosk: Kiosk, config: Config) -> None:
    """Both are opened and asked."""
    found = kiosk("devices", "status", "--config", config(), "--json")

    assert found.returncode == 0, found.stderr
    assert [(row["device"], row["state"]) for row in json.loads(found.stdout)][:2] == [("printer", "well"), ("scanner", "well")]


def test_the_status_says_what_is_wrong_and_what_to_do(kiosk: Kiosk, config: Config, devices: PretendDevices) -> None:
    """No paper, and no scanner."""
    devices.printer.paper_out()
    devices.scanner.unplug()

    found = kiosk("devices", "status", "--config", config())

    assert found.returncode == 1
    assert "paper_out" in found.stdout
    assert "Put in a new roll" in found.stdout
    assert "gone" in found.stdout
    assert "kiosk devices list" in found.stdout


def test_what_is_not_set_up_is_a_note(kiosk: Kiosk, config: Config) -> None:
    """A kiosk may have no printer, or no scanner."""
    found = kiosk("devices", "status", "--config", config(printer="none", scanner="none"), "--json")

    assert found.returncode == 0
    assert [row["state"] for row in json.loads(found.stdout)][:2] == ["note", "note"]


def test_an_address_nobody_knows_is_bad(kiosk: Kiosk, config: Config) -> None:
    """With the addresses that are known; the other commands say it too, and none breaks."""
    file = config(printer="http://printer", scanner="keyboard")

    found = kiosk("devices", "status", "--config", file)
    assert found.returncode == 1
    assert "hid:VID:PID" in found.stdout
    assert "tcp://host:port" in found.stdout

    for act in ("listen", "print-test"):
        said = kiosk("devices", act, "--config", file)
        assert said.returncode == 1
        assert "known are" in said.stdout
        assert "Traceback" not in said.stderr


def test_the_doctor_says_of_devices_what_status_says(kiosk: Kiosk, config: Config, devices: PretendDevices) -> None:
    """One look, two commands."""
    devices.printer.cover_open()

    found = kiosk("doctor", "--config", config(), "--json")

    rows = {row["what"]: row for row in json.loads(found.stdout)}
    assert rows["scanner"]["state"] == "well"
    assert (rows["printer"]["state"], rows["printer"]["remedy"]) == ("bad", REMEDIES[Trouble.COVER_OPEN])


def test_a_test_slip_comes_out(kiosk: Kiosk, config: Config, devices: PretendDevices) -> None:
    """The one that staff print on the glass."""
    found = kiosk("devices", "print-test", "--config", config())

    assert found.returncode == 0, found.stdout
    assert devices.printer.wait_for(1, 5)


def test_a_test_slip_that_cannot_come_out_says_why(kiosk: Kiosk, config: Config, devices: PretendDevices) -> None:
    """With what to do."""
    devices.printer.paper_out()

    found = kiosk("devices", "print-test", "--config", config())

    assert found.returncode == 1
    assert "Put in a new roll" in found.stdout


def test_a_scanner_that_types_is_named_where_the_settings_look_for_none() -> None:
    """All it scans would be typed into whatever has the focus. A plain keyboard is none of the kiosk's business."""
    found = list(typing_scanners("serial:/dev/ttyACM0", [KEYBOARD, TYPING]))

    assert [(each.state, each.address) for each in found] == [("bad", "hid:05f9:2204")]
    assert 'scanner.address = "hid:05f9:2204"' in found[0].remedy
    assert list(typing_scanners("hid:05f9:2204", [KEYBOARD, TYPING])) == []


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        ('item_pattern = "(a+)+"', "scanner.item_pattern", "holds more than characters"),
        ('item_pattern = "[0-9]{65}"', "scanner.item_pattern", "must fit labels"),
        ('suffix = "slut på det"', "scanner.suffix", "Expected"),
        ("frame_timeout_ms = 5", "scanner.frame_timeout_ms", "Expected"),
        ('profile = "acme"', "scanner.profile", "Invalid"),
    ],
)
def test_settings_of_a_scanner_that_cannot_be_used_are_refused(
    kiosk: Kiosk, config: Config, line: str, where: str, what: str
) -> None:
    """By `kiosk check`, with the key and what is wrong."""
    file = config()
    file.write_text(f"{file.read_text('utf-8')}{line}\n", encoding="utf-8")

    found = kiosk("check", file)

    assert found.returncode == 2
    assert where in found.stderr
    assert what in found.stderr


def test_settings_of_a_scanner_with_marks_and_labels_are_good(kiosk: Kiosk, config: Config) -> None:
    """As some self-service systems have them."""
    file = config()
    lines = 'item_pattern = "[0-9]{8}"\nprefix = "!BA10"\nsuffix = "!C"\nframe_timeout_ms = 500\nprofile = "zebra"\n'
    file.write_text(file.read_text("utf-8") + lines, encoding="utf-8")

    assert kiosk("check", file).returncode == 0


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_remedy_for_technicians(trouble: Trouble) -> None:
    """A new trouble gets one too."""
    assert REMEDIES[trouble]
