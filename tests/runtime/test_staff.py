"""The staff PIN: six digits, hashed, and a lock that neither the plug nor the clock opens."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Ticket
from kiosk.rooms.staff.model import SlipLine, StaffReport
from kiosk.runtime.staff import FREE_TRIES, PinFile, StaffDesk
from kiosk.visit.effects import CheckPin, ReadStaffReport
from kiosk.visit.events import PinAccepted, PinRefused, StaffReportRead
from kiosk.wire import Verdict
from tests.runtime.clocks import LetterBox, StandingClock
from tests.store.conftest import MakePerson

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.letters import Letters

PIN, WRONG = "739155", "000000"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def pins(tmp_path: Path, clock: StandingClock) -> PinFile:
    """A PIN file with a PIN in it."""
    made = PinFile(tmp_path, clock.monotonic)
    made.set(PIN)
    return made


def lock(pins: PinFile, times: int = FREE_TRIES) -> None:
    for _ in range(times):
        pins.check(WRONG)


def test_the_right_pin_opens_and_another_does_not(pins: PinFile) -> None:
    """One digit off is wrong, and costs nothing yet."""
    assert pins.check(PIN) == (True, 0, False)
    assert pins.check("739156") == (False, 0, False)
    assert pins.check("") == (False, 0, False)


@pytest.mark.parametrize("bad", ["", "12345", "12345a", "١٢٣٤٥٦", "123 456", "12345²"])
def test_a_pin_has_six_digits_at_least(tmp_path: Path, clock: StandingClock, bad: str) -> None:
    """What is shorter, or no digit 0 to 9, is refused and stored nowhere."""
    made = PinFile(tmp_path, clock.monotonic)

    with pytest.raises(ValueError, match="six digits"):
        made.set(bad)

    assert made.check(bad) == (False, 0, True)
    assert list(tmp_path.iterdir()) == []


def test_without_a_pin_nothing_opens(tmp_path: Path, clock: StandingClock) -> None:
    """There is no PIN that comes with the kiosk; the answer says that it is not set."""
    made = PinFile(tmp_path, clock.monotonic)

    assert [made.check(pin) for pin in ("000000", "123456", "")] == [(False, 0, True)] * 3


def test_only_a_hash_is_stored_for_nobody_else_to_read(tmp_path: Path, pins: PinFile) -> None:
    """Argon2id, and no digit of the PIN in any file."""
    pins.check(PIN)

    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert (tmp_path / "staff-pin").read_text().startswith("$argon2id$")
    assert all(PIN.encode() not in path.read_bytes() for path in files)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_five_wrong_ones_lock_the_door_for_a_minute_then_two_then_four(pins: PinFile, clock: StandingClock) -> None:
    """The wait doubles with each wrong try; while it lasts not even the right PIN opens, and no try counts."""
    lock(pins, FREE_TRIES - 1)
    waits = []
    for _ in range(4):
        waits.append(pins.check(WRONG)[1])
        assert pins.check(PIN)[0] is False
        clock.go(waits[-1] + 1)

    assert waits == [60, 120, 240, 480]
    assert pins.check(PIN) == (True, 0, False)


def test_the_wait_is_never_longer_than_an_hour(tmp_path: Path, pins: PinFile, clock: StandingClock) -> None:
    """Somebody who tries all night does not lock the staff out for a week."""
    (tmp_path / "staff-lock").write_bytes(b'{"wrong": 40}')
    pins = PinFile(tmp_path, clock.monotonic)
    clock.go(3601)

    assert pins.check(WRONG)[1] == 3600


def test_the_right_pin_forgives(tmp_path: Path, pins: PinFile) -> None:
    """Four wrong, one right, two wrong: not locked."""
    lock(pins, 4)
    assert pins.check(PIN)[0]

    assert (tmp_path / "staff-lock").read_bytes() == b'{"wrong":0}'
    lock(pins, 2)
    assert pins.check(PIN)[0]


def test_pulling_the_plug_forgives_nothing(tmp_path: Path, pins: PinFile, clock: StandingClock) -> None:
    """Given a locked door half way through its wait, after a restart the whole wait runs again."""
    lock(pins)
    clock.go(40)

    after = PinFile(tmp_path, clock.monotonic)

    assert after.check(PIN) == (False, 61, False)
    clock.go(59)
    assert after.check(PIN)[0] is False
    clock.go(2)
    assert after.check(PIN)[0]


def test_a_try_is_counted_before_it_is_answered(tmp_path: Path, pins: PinFile, clock: StandingClock) -> None:
    """Given a plug pulled in the middle of the fifth check, it has counted."""
    lock(pins, 4)
    stored = (tmp_path / "staff-lock").read_bytes()
    pins.check(WRONG)

    assert (tmp_path / "staff-lock").read_bytes() != stored
    assert PinFile(tmp_path, clock.monotonic).check(PIN)[1] > 0


def test_setting_the_wall_clock_opens_nothing(pins: PinFile, clock: StandingClock) -> None:
    """A year on the wall is no second of the wait."""
    from datetime import timedelta

    lock(pins)
    clock.wall_time += timedelta(days=365)

    assert pins.check(PIN)[0] is False


@pytest.mark.parametrize("rubbish", [b"", b"{", b'{"wrong": "many"}', b"\x00" * 40])
def test_a_lock_that_cannot_be_read_is_locked(tmp_path: Path, pins: PinFile, clock: StandingClock, rubbish: bytes) -> None:
    """Spoiling the file does not help."""
    (tmp_path / "staff-lock").write_bytes(rubbish)

    assert PinFile(tmp_path, clock.monotonic).check(PIN)[1] > 0


def test_a_hash_that_cannot_be_read_opens_for_nobody(tmp_path: Path, pins: PinFile) -> None:
    """Rubbish in the file is no PIN."""
    (tmp_path / "staff-pin").write_text("123456")

    assert pins.check("123456")[0] is False


@pytest.fixture
def desk(tmp_path: Path, pins: PinFile, letters: Letters, clock: StandingClock) -> tuple[StaffDesk, LetterBox]:
    """A desk with one refused sign-up."""
    box = LetterBox()
    return (
        StaffDesk(
            pins=pins,
            letters=letters,
            fixed=StaffReport(version="9", branch="Prøve"),
            slips=lambda: (SlipLine("signup", "confirmed", clock.wall()),),
            language_file=tmp_path / "language",
            wall=clock.wall,
            post=box.post,
        ),
        box,
    )


def test_the_desk_answers_with_the_ticket_of_who_asked(desk: tuple[StaffDesk, LetterBox]) -> None:
    """Right and wrong, each to its own visit."""
    staff, box = desk

    staff.check_pin(CheckPin(Ticket(7), PIN))
    staff.check_pin(CheckPin(Ticket(8), WRONG))

    assert box.events == [PinAccepted(Ticket(7)), PinRefused(Ticket(8), wait_s=0, unset=False)]


def test_the_report_tells_of_what_the_hub_refused(desk: tuple[StaffDesk, LetterBox], letters: Letters, person: MakePerson) -> None:
    """Given a refused sign-up, its code, title and reason are in the report, and nobody's name."""
    staff, box = desk
    someone = person()
    someone.sign_up(letters)
    letters.apply([Verdict(someone.letter, "rejected", code="closed")], 0.0)

    staff.report(ReadStaffReport(Ticket(3)))

    report = box.only(StaffReportRead).report
    assert (report.version, report.branch) == ("9", "Prøve")
    assert [(line.code, line.title, line.reason) for line in report.parked] == [(someone.code, "Højtlæsning", "closed")]
    assert [(line.kind, line.state) for line in report.slips] == [("signup", "confirmed")]


def test_the_resting_language_is_kept_for_the_next_start(desk: tuple[StaffDesk, LetterBox], tmp_path: Path) -> None:
    """And read there by `house_of`."""
    from kiosk.house import house_of
    from kiosk.nouns import Language
    from kiosk.programme import Programme
    from kiosk.settings import Branch, Languages, Settings

    staff, _ = desk
    settings = Settings(branch=Branch(name="Prøve"), languages=Languages(("da", "en")))
    assert house_of(settings, tmp_path, Programme()).languages == ("da", "en")

    staff.keep_language(Language("en"))

    assert house_of(settings, tmp_path, Programme()).languages == ("en", "da")
    (tmp_path / "language").write_text("tlh")
    assert house_of(settings, tmp_path, Programme()).languages == ("da", "en")
