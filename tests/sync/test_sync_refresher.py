"""The refresher: each source in its rhythm, none stopping another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.nouns import Key, Text
from kiosk.ports import Batch, SourceError, StoreError, Unchanged, Validators
from kiosk.rooms.local.model import LibraryEvent
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.sync.refresher import Refresher

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
PERSONAL = "0101505000"


def events(count: int) -> tuple[LibraryEvent, ...]:
    """So many events to come."""
    return tuple(LibraryEvent(Key(f"e{n}"), Text("x"), NOON, NOON + timedelta(hours=1)) for n in range(count))


@dataclass
class Told:
    """A source that does what it is told; the last instruction stays."""

    name: str
    answers: list[Any]
    known: list[Validators] = field(default_factory=list)

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Answer, or raise."""
        self.known.append(known)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, (Batch, Unchanged))
        return answer


@dataclass
class Clock:
    """Monotonic seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def content(tmp_path: Path) -> Iterator[Content]:
    """A fresh content.db."""
    connection = open_content(tmp_path / "content.db")
    yield Content(connection)
    connection.close()


def refresher(content: Content, clock: Clock, *sources: Told, luck: float = 0.5, **more: Any) -> Refresher:
    """A refresher with a die that always shows the same."""
    return Refresher(sources=sources, content=content, clock=clock, random=lambda: luck, wall=lambda: NOON, **more)


def test_content_comes_in_and_validators_go_back(content: Content) -> None:
    """The second question is conditional."""
    source = Told("dpl", [Batch(events=events(2), validators=Validators("abc")), Unchanged()])
    asking = refresher(content, Clock(), source)

    first, second = asking.refresh_all(), asking.refresh_all()

    assert [(each.written, each.unchanged) for each in (*first, *second)] == [(2, False), (0, True)]
    assert source.known == [Validators(), Validators("abc")]
    assert len(content.programme(NOON).events) == 2


@pytest.mark.parametrize(("luck", "pause"), [(0.0, 80.0), (0.999999, 120.0)])
def test_each_source_has_its_own_rhythm(content: Content, luck: float, pause: float) -> None:
    """Give or take a fifth, so that a fleet does not ask as one."""
    clock = Clock()
    sources = [Told(name, [Unchanged()]) for name in "ab"]
    asking = refresher(content, clock, *sources, luck=luck, every_s={"a": 100.0, "b": 900.0})
    assert [each.name for each in asking.refresh_due()] == ["a", "b"]
    assert asking.next_due_in() == pytest.approx(pause, abs=0.1)

    clock.now = pause - 1
    assert asking.refresh_due() == ()
    clock.now = pause + 1

    assert [each.name for each in asking.refresh_due()] == ["a"]


def test_trouble_backs_off_and_speaks_once(content: Content, caplog: pytest.LogCaptureFixture) -> None:
    """One line when it goes, one when it comes back; the pause doubles up to a quarter of an hour."""
    caplog.set_level(logging.INFO, "sync")
    clock = Clock()
    source = Told("dpl", [*(SourceError("unreachable") for _ in range(9)), Batch(events=())])
    asking = refresher(content, clock, source)
    pauses = []
    for _ in range(9):
        (report,) = asking.refresh_due()
        assert report.trouble == "unreachable"
        pauses.append(asking.next_due_in())
        clock.now += asking.next_due_in()

    assert pauses == pytest.approx([0.75 * min(900, 15 * 2**n) for n in range(9)])
    assert content.programme(NOON).sources[0].trouble == "unreachable"
    asking.refresh_due()
    assert [record.getMessage() for record in caplog.records] == ["source dpl lost: unreachable", "source dpl is back"]


def test_a_bug_in_one_source_stops_no_other(content: Content, caplog: pytest.LogCaptureFixture) -> None:
    """The bug is named by type and place, never by what it quotes."""
    asking = refresher(content, Clock(), Told("bad", [ValueError(PERSONAL)]), Told("good", [Batch(events=events(1))]))

    bad, good = asking.refresh_all()

    assert (bad.trouble, good.written) == ("unreadable", 1)
    assert "ValueError at test_sync_refresher.py:" in caplog.text
    assert PERSONAL not in caplog.text


def test_a_suspicious_answer_is_trouble_until_it_comes_again(content: Content) -> None:
    """Twenty events, then none, then none: believed the second time."""
    asking = refresher(content, Clock(), Told("dpl", [Batch(events=events(20)), Batch(events=())]))
    asking.refresh_all()

    (doubted,) = asking.refresh_all()
    assert (doubted.trouble, len(content.programme(NOON).events)) == ("suspicious", 20)
    (believed,) = asking.refresh_all()

    assert (believed.trouble, believed.deleted) == ("", 20)


def test_a_full_disk_is_reported_and_the_next_source_is_asked(content: Content, tmp_path: Path) -> None:
    """No room for content is trouble of the disk, not of the source, and no crash."""
    connection = open_content(tmp_path / "content.db")
    connection.pragma("max_page_count", connection.pragma("page_count"))
    asking = refresher(Content(connection), Clock(), Told("a", [Batch(events=events(500))]), Told("b", [SourceError("slow")]))

    first, second = asking.refresh_all()

    assert (first.trouble, second.trouble) == ("full", "slow")
    connection.close()


def test_a_broken_file_ends_the_round(content: Content) -> None:
    """Only a new start can mend it."""

    class Broken(Content):
        """A content whose file is damaged."""

        def validators(self, source: str) -> Validators:
            """Fail."""
            raise StoreError("broken")

    asking = refresher(Broken(content._db), Clock(), Told("a", [Unchanged()]))

    with pytest.raises(StoreError, match="broken"):
        asking.refresh_all()


def test_a_fleet_does_not_start_as_one(content: Content) -> None:
    """The first question comes within the time given."""
    asking = refresher(content, Clock(), Told("a", [Unchanged()]), first_within_s=60.0)

    assert asking.next_due_in() == 30.0
    assert asking.refresh_due() == ()
