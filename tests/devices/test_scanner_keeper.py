"""The scanner's keeper: scanners come and go, codes come once, and the log says so once."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import pytest

from devices.scanner.addresses import scanner_at
from devices.scanner.pretend import PretendScanner
from devices.scanner.profiles import Commands
from devices.scanner.rules import ScanRules, rules_of
from devices.scanner_keeper import ScannerKeeper
from kiosk.codes import BookCode, GoodsCode, ItemCode, PersonalCode
from kiosk.nouns import Lost, Well
from tests.devices.doubles import PATIENCE, PAUSES, Heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPENED = "9788702269161"


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[PretendScanner]:
    """Give a pretend scanner, plugged in."""
    found = PretendScanner(link=tmp_path / "scanner")
    found.plug()
    yield found
    found.unplug()


def test_a_scanner_comes_back_after_it_was_pulled_out(scanner: PretendScanner, caplog: pytest.LogCaptureFixture) -> None:
    """Unplug and plug: the health is told each time it changes, the log has one line each way, and codes come again."""
    caplog.set_level(logging.INFO, "devices")
    codes, health = Heard(), Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600),
        on_code=codes,
        on_health=health,
        rules=ScanRules(hub_host="hub.example.dk"),
        pauses=PAUSES,
    )
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        scanner.scan(OPENED)
        assert codes.wait_for_last(BookCode(OPENED))

        scanner.unplug()
        assert health.wait_for_last(Lost("gone"))
        scanner.plug()
        assert health.wait_for_last(Well())
        scanner.send(b"0101901234")

        assert codes.wait_for_last(PersonalCode())
    finally:
        keeper.stop()
    assert health.all == [Well(), Lost("gone"), Well()]
    assert [record.getMessage() for record in caplog.records] == ["scanner lost: gone", "scanner back"]
    assert "0101901234" not in caplog.text
    assert not any(thread.name == "scanner" for thread in threading.enumerate())


def test_a_double_scan_is_one_code(scanner: PretendScanner) -> None:
    """A slow hand gives the code three times; the next code is another."""
    codes, health = Heard(), Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600), on_code=codes, on_health=health, rules=ScanRules(), pauses=PAUSES
    )
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        for _ in range(3):
            scanner.scan(OPENED)
        scanner.scan("96385074")
        assert codes.wait_for(lambda heard: len(heard) == 2)
    finally:
        keeper.stop()
    assert codes.all == [BookCode(OPENED), GoodsCode("96385074")]


def test_half_a_code_that_ends_in_silence_must_make_sense(scanner: PretendScanner) -> None:
    """A scanner without a suffix is understood; noise on its line is not a scan."""
    codes, health = Heard(), Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600), on_code=codes, on_health=health, rules=ScanRules(), pauses=PAUSES
    )
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        scanner.send(b"97887022")
        threading.Event().wait(0.3)
        scanner.send(OPENED.encode())
        assert codes.wait_for_last(BookCode(OPENED))
    finally:
        keeper.stop()
    assert codes.all == [BookCode(OPENED)]


def test_a_scanner_with_a_profile_is_woken_told_how_a_code_was_and_let_rest(scanner: PretendScanner) -> None:
    """In the words of its maker, and again after it was pulled out; what was to be said meanwhile is not said late."""
    commands = Commands(wake=b"W", rest=b"R", beep_good=b"G", beep_bad=b"B")
    health = Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600),
        on_code=Heard(),
        on_health=health,
        rules=ScanRules(commands=commands),
        pauses=PAUSES,
    )
    keeper.start()
    try:
        assert scanner.heard(PATIENCE) == b"W"
        keeper.beep_good()
        assert scanner.heard(PATIENCE) == b"G"
        keeper.beep_bad()
        assert scanner.heard(PATIENCE) == b"B"

        scanner.unplug()
        assert health.wait_for_last(Lost("gone"))
        keeper.beep_good()
        scanner.plug()
        assert scanner.heard(PATIENCE) == b"W"
        assert scanner.heard(0.3) == b""
        keeper.stop()
        assert scanner.heard(PATIENCE) == b"R"
    finally:
        keeper.stop()


def test_a_scanner_without_a_profile_is_told_nothing(scanner: PretendScanner) -> None:
    """Whatever is asked of the keeper."""
    health = Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600), on_code=Heard(), on_health=health, rules=ScanRules(), pauses=PAUSES
    )
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        keeper.beep_good()
        assert scanner.heard(0.3) == b""
    finally:
        keeper.stop()


def test_the_rules_of_the_branch_are_kept(scanner: PretendScanner) -> None:
    """What stands round a code, and what its labels look like."""
    codes, health = Heard(), Heard()
    rules = rules_of(hub_host="h", item_pattern="[0-9]{6}", prefix="!B", suffix="!C", commands=Commands())
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600, 0.1), on_code=codes, on_health=health, rules=rules, pauses=PAUSES
    )
    keeper.start()
    try:
        assert health.wait_for_last(Well())
        scanner.send(b"123456\r!B123456!C")
        assert codes.wait_for_last(ItemCode("123456"))
    finally:
        keeper.stop()
    assert codes.all == [ItemCode("123456")]


def test_a_port_that_another_program_holds_is_said_to_be_held(scanner: PretendScanner) -> None:
    """Two kiosks on one scanner: the second says why it hears nothing, and hears when the first lets go."""
    first = scanner_at(f"serial:{scanner.link}", 9600)
    first.open()
    health = Heard()
    keeper = ScannerKeeper(
        scanner=scanner_at(f"serial:{scanner.link}", 9600), on_code=Heard(), on_health=health, rules=ScanRules(), pauses=PAUSES
    )
    keeper.start()
    try:
        assert health.wait_for_last(Lost("held"))
        first.close()
        assert health.wait_for_last(Well())
    finally:
        keeper.stop()
