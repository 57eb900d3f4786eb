"""The journal: what kind of thing happened and where it led; no name, no code, no number; bounded; and it can be replayed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest

from kiosk.build import machine
from kiosk.codes import BookCode, PersonalCode, SlipCode
from kiosk.nouns import Lost, Part
from kiosk.rooms.local.filters import EventFilter
from kiosk.runtime import journal as journals
from kiosk.runtime.journal import Journal
from kiosk.runtime.replay import read_journal, replay
from kiosk.visit import events as e
from kiosk.visit.states import Home, Kiosk
from tests.core.samples import CATALOGUE, HAVBREV, HOUSE, NOW, READING, RECEIPT, RECORD
from tests.runtime.clocks import StandingClock

STEP = partial(machine, CATALOGUE)
TICKET = Kiosk(HOUSE).ticket
NAME, PHONE, PIN = "Ulvhildmarker", "87654321", "739155"


def visit(path: Path, *happened: e.Event, clock: StandingClock | None = None) -> Kiosk:
    """Let things happen at a kiosk that keeps a journal."""
    clock = clock or StandingClock()
    kept = Journal(path, clock.monotonic)
    kiosk = Kiosk(HOUSE, place=Home())
    for event in happened:
        clock.go(0.25)
        kiosk, _ = STEP(kiosk, event)
        kept.noticed(event, kiosk)
    kept.close()
    return kiosk


def typed(text: str) -> list[e.Event]:
    return [e.KeyTyped(character) for character in text]


SIGNING_UP: list[e.Event] = [
    e.GlassTouched(),
    e.RoomChosen(e.Room.LOCAL),
    e.FilterChosen(EventFilter.FREE),
    e.EventChosen(READING.key),
    e.SignupChosen(),
    *typed(NAME),
    e.NextPressed(),
    *typed(PHONE),
    e.NextPressed(),
    e.SendPressed(),
    e.SignupKept(TICKET, RECEIPT),
    e.SlipFailed(TICKET, 1, "paper_out"),
    e.HomePressed(),
    e.CodeScanned(SlipCode(RECEIPT.token)),
    e.SignupFound(TICKET, RECORD),
    e.BackPressed(),
    e.CodeScanned(PersonalCode()),
    e.StaffAsked(),
    *typed(PIN),
    e.NextPressed(),
    e.PinRefused(TICKET, wait_s=60),
    e.DonePressed(),
]


def test_a_whole_visit_leaves_nothing_of_the_visitor(tmp_path: Path) -> None:
    """Given a sign-up, a scanned slip, a card and a PIN, the journal holds no name, number, token, code or PIN."""
    visit(tmp_path / "j", *SIGNING_UP)

    text = (tmp_path / "j").read_text("utf-8")
    assert len(text.splitlines()) == len(SIGNING_UP)
    for secret in (NAME, PHONE, PIN, RECEIPT.token, RECEIPT.code, RECEIPT.link, RECEIPT.id):
        assert secret not in text
    assert not [line for line in map(msgspec.json.decode, text.splitlines()) if line["event"] == "KeyTyped" and "told" in line]


def test_it_tells_what_the_kiosk_showed(tmp_path: Path) -> None:
    """Given a room, a filter, an event and a lost part, each is named; a scan is named by its kind only."""
    visit(
        tmp_path / "j",
        e.RoomChosen(e.Room.LOCAL),
        e.FilterChosen(EventFilter.FREE),
        e.EventChosen(READING.key),
        e.CodeScanned(PersonalCode()),
        e.HealthChanged(Part.PRINTER, Lost("paper_out")),
    )

    lines = list(read_journal(tmp_path / "j"))
    assert [line.told for line in lines] == [
        {"room": "local"},
        {"filter": "free"},
        {"key": "reading"},
        {"code": "PersonalCode"},
        {"part": "printer", "health": "Lost"},
    ]
    assert [line.place for line in lines] == ["EventList", "EventList", "EventPage", "EventPage", "EventPage"]
    assert [line.ms for line in lines] == [250, 500, 750, 1000, 1250]


def test_the_clocks_own_events_are_left_out(tmp_path: Path) -> None:
    """A kiosk at rest writes nothing all night."""
    visit(tmp_path / "j", e.MinutePassed(NOW), e.PosterTurned())

    assert (tmp_path / "j").read_bytes() == b""


def test_replay_comes_to_the_same_places(tmp_path: Path) -> None:
    """Given the journal of a visit, every line that says enough leads where it led then, whatever was typed."""
    visit(tmp_path / "j", *SIGNING_UP[:14])

    lines = list(replay(read_journal(tmp_path / "j"), Kiosk(HOUSE, place=Home()), STEP, NOW))

    assert [line for line in lines if line.same is False] == []
    assert len([line for line in lines if line.same]) >= 13


def test_replay_follows_a_visitor_to_books_and_found_signups(tmp_path: Path) -> None:
    """Given books and slips that were looked up, and a cancellation, what was found stands in, and no later line goes astray."""
    looked_up: list[e.Event] = [
        e.CodeScanned(BookCode(HAVBREV.isbn)),
        e.BookFound(TICKET, HAVBREV, ()),
        e.HelpPressed(),
        e.BackPressed(),
        e.CodeScanned(BookCode("9788799999990")),
        e.BookMissing(TICKET, "9788799999990"),
        e.HomePressed(),
        e.CodeScanned(SlipCode(RECEIPT.token)),
        e.SignupFound(TICKET, RECORD),
        e.CancelPressed(),
        e.CancelConfirmed(),
        e.CancelNotKept(TICKET, "full"),
        e.BackPressed(),
        e.CancelPressed(),
        e.CancelConfirmed(),
        e.CancelKept(TICKET, RECORD),
        e.HomePressed(),
    ]
    visit(tmp_path / "j", *looked_up)

    lines = list(replay(read_journal(tmp_path / "j"), Kiosk(HOUSE, place=Home()), STEP, NOW))

    assert [(line.event, line.recorded, line.reached) for line in lines if not line.same] == []
    assert {"BookPage", "Message", "SignupPage", "Cancelled"} <= {line.reached for line in lines}


def test_replay_finds_where_the_machine_goes_another_way(tmp_path: Path) -> None:
    """Given a journal of another program, the line that led elsewhere says so."""
    visit(tmp_path / "j", e.RoomChosen(e.Room.LOCAL), e.HomePressed())
    lines = list(read_journal(tmp_path / "j"))
    lines[0].place = "GroupList"

    found = list(replay(lines, Kiosk(HOUSE, place=Home()), STEP, NOW))

    assert [(line.recorded, line.reached, line.same) for line in found] == [
        ("GroupList", "EventList", False),
        ("Home", "Home", True),
    ]


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_last_line_cut_short_by_the_plug_is_left_out(tmp_path: Path, cut: int) -> None:
    """Given a file that ends inside a line, the lines before it are read."""
    visit(tmp_path / "j", *SIGNING_UP[:5])
    whole = (tmp_path / "j").read_bytes()
    (tmp_path / "j").write_bytes(whole[: -cut - 1])

    assert len(list(read_journal(tmp_path / "j"))) == 4


def test_a_broken_line_in_the_middle_is_named(tmp_path: Path) -> None:
    """Rubbish is not taken for a journal."""
    visit(tmp_path / "j", *SIGNING_UP[:5])
    rows = (tmp_path / "j").read_bytes().split(b"\n")
    (tmp_path / "j").write_bytes(b"\n".join([rows[0], b"rubbish", *rows[1:]]))

    with pytest.raises(ValueError, match="line 2 is no line of a journal"):
        list(read_journal(tmp_path / "j"))


def test_it_never_grows_over_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a thousand events and a small bound, two files are kept, both about the bound, and the newest event is there."""
    monkeypatch.setattr(journals, "LARGEST", 2000)

    visit(tmp_path / "journal.jsonl", *[e.GlassTouched()] * 1000, e.HelpPressed())

    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["journal.jsonl", "journal.last"]
    assert all(file.stat().st_size < 2200 for file in files)
    assert b"HelpPressed" in files[0].read_bytes()


def test_it_goes_on_where_the_last_start_ended(tmp_path: Path) -> None:
    """A restart adds to the file."""
    visit(tmp_path / "j", e.GlassTouched())
    visit(tmp_path / "j", e.HomePressed())

    assert [line.event for line in read_journal(tmp_path / "j")] == ["GlassTouched", "HomePressed"]


def test_a_full_disk_does_not_stop_a_visit() -> None:
    """Given a device that is always full, events go by unwritten, and nothing is raised."""
    kept = Journal(Path("/dev/full"), StandingClock().monotonic)

    kept.noticed(e.GlassTouched(), Kiosk(HOUSE))

    kept.close()


def test_nothing_in_a_journal_is_older_than_two_weeks(tmp_path: Path) -> None:
    """Given files an earlier run left, those of a week ago are erased at start; a file that is a week old is begun anew."""
    path, last = tmp_path / "journal.jsonl", tmp_path / "journal.last"
    path.write_text("old\n")
    last.write_text("older\n")
    dated = path.stat().st_mtime
    clock = StandingClock()
    journal = Journal(path, clock.monotonic, now=lambda: dated + 8 * 24 * 3600)

    assert path.read_text() == ""
    assert not last.exists()

    journal.noticed(e.HomePressed(), Kiosk(HOUSE))
    clock.go(8 * 24 * 3600)
    journal.noticed(e.HomePressed(), Kiosk(HOUSE))
    journal.noticed(e.BackPressed(), Kiosk(HOUSE))

    assert len(last.read_text().splitlines()) == 2
    assert len(path.read_text().splitlines()) == 1
    journal.close()
