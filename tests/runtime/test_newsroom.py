"""The newsroom on real files: what is new is told once, and what is lost too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.nouns import Key, Lost, Part, Well
from kiosk.ports import Batch, SealKey, StoreError
from kiosk.runtime.newsroom import Newsroom
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.feed import FeedShelf
from kiosk.visit.events import (
    HealthChanged,
    OutboxCounted,
    ProgrammeArrived,
    SealChanged,
)
from tests.core.samples import CIRCLE, READING
from tests.runtime.clocks import LetterBox, StandingClock

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.letters import Letters

from tests.runtime.desks import Desk


class Room:
    """A newsroom on real files, and another connection that stands for the sync process."""

    def __init__(self, folder: Path, letters: Letters, configured: SealKey | None = None) -> None:
        self.path, self.clock, self.box = folder / "content.db", StandingClock(), LetterBox()
        self.sync = Content(open_content(self.path))
        self.newsroom = Newsroom(
            letters=letters,
            open_content=lambda: Content(open_content(self.path)),
            configured_seal=configured,
            wall=self.clock.wall,
            post=self.box.post,
        )

    def news(self) -> list[object]:
        """Look, and give what is new."""
        self.box.events.clear()
        self.newsroom.look()
        return list(self.box.events)

    def beat(self) -> None:
        """Leave a sign of life."""
        self.sync.beat(at=self.clock.wall(), every_s=60.0, uplink="")


@pytest.fixture
def room(tmp_path: Path, letters: Letters) -> Room:
    return Room(tmp_path, letters)


def test_the_first_look_tells_everything_and_the_second_nothing(room: Room) -> None:
    """Given quiet files, each thing is said once."""
    room.beat()

    first, second = room.news(), room.news()

    assert {type(event) for event in first} == {ProgrammeArrived, SealChanged, OutboxCounted, HealthChanged}
    assert HealthChanged(Part.STORE, Well()) in first
    assert HealthChanged(Part.SYNC, Well()) in first
    assert second == []


def test_what_the_other_process_brings_in_is_news(room: Room) -> None:
    """Given new events and a hub's key, both are told; a sign of life alone is not."""
    room.beat()
    room.news()

    room.beat()
    assert room.news() == []
    room.sync.apply("hub", Batch(events=(READING,), groups=(CIRCLE,), seals=(SealKey("s1", "x"),)), room.clock.wall())

    programme, ready = room.news()
    assert isinstance(programme, ProgrammeArrived)
    assert [event.key for event in programme.programme.events] == [Key("reading")]
    assert ready == SealChanged(ready=True)
    assert room.newsroom.seal_key() == SealKey("s1", "x")


def test_at_midnight_the_programme_is_read_again(room: Room) -> None:
    """Given files that stand still, yesterday's events go when the day does."""
    room.sync.apply("hub", Batch(events=(READING,)), room.clock.wall())
    room.news()

    room.clock.go(24 * 3600)
    room.beat()

    (arrived,) = (event for event in room.news() if isinstance(event, ProgrammeArrived))
    assert arrived.programme.events == ()


def test_a_sync_process_that_falls_silent_is_told_of_once(room: Room) -> None:
    """Given no sign of life for three rounds, the part is lost; the next beat brings it back."""
    room.beat()
    room.news()

    room.clock.go(179)
    assert room.news() == []
    room.clock.go(2)
    lost, again = room.news(), room.news()
    room.beat()

    assert lost == [HealthChanged(Part.SYNC, Lost("silent"))]
    assert again == []
    assert room.news() == [HealthChanged(Part.SYNC, Well())]


def test_the_settings_key_serves_where_no_hub_gives_one(tmp_path: Path, letters: Letters) -> None:
    """Given a key in the settings, sign-ups are ready at once; the hub's own takes its place when it comes."""
    configured = SealKey("own", "y")
    room = Room(tmp_path, letters, configured)

    assert SealChanged(ready=True) in room.news()
    assert room.newsroom.seal_key() == configured
    room.sync.apply("hub", Batch(seals=(SealKey("s1", "x"),)), room.clock.wall())
    room.news()
    assert room.newsroom.seal_key() == SealKey("s1", "x")


def test_a_signup_is_news_of_the_outbox(room: Room, desk: Desk) -> None:
    """Given a letter more, the count is told."""
    room.beat()
    room.news()

    receipt = desk.keep()

    (counted,) = room.news()
    assert isinstance(counted, OutboxCounted)
    assert (counted.counts.waiting, counted.counts.oldest_at) == (1, receipt.made_at)


def test_content_that_was_put_aside_is_opened_anew(room: Room) -> None:
    """Given a damaged file that another process moved away, the next looks go on with the new one, and the store stays well."""
    room.beat()
    room.news()
    room.sync._db.close()
    room.path.rename(room.path.with_suffix(".broken"))
    for ending in ("-wal", "-shm"):
        room.path.with_name(room.path.name + ending).unlink(missing_ok=True)
    room.sync = Content(open_content(room.path))
    room.sync.apply("hub", Batch(events=(READING,)), room.clock.wall())
    room.beat()

    news = [*room.news(), *room.news()]

    assert [type(event) for event in news if isinstance(event, ProgrammeArrived | HealthChanged)] == [ProgrammeArrived]


def test_rubbish_in_the_place_of_content_is_told_of_and_kept_out(tmp_path: Path, letters: Letters) -> None:
    """Given a store that cannot be opened, the part is lost with its reason, and said once."""
    box, clock = LetterBox(), StandingClock()

    def refuse() -> Content:
        raise StoreError("broken")

    newsroom = Newsroom(letters=letters, open_content=refuse, configured_seal=None, wall=clock.wall, post=box.post)
    newsroom.look()
    newsroom.look()

    assert box.events == [HealthChanged(Part.STORE, Lost("broken"))]
    assert newsroom.seal_key() is None


def test_old_content_is_not_taken_for_a_sign_of_life(room: Room) -> None:
    """Given a file that was never beaten, sync is lost from the start."""
    assert HealthChanged(Part.SYNC, Lost("silent")) in room.news()


def test_a_revoked_kiosk_is_told_of_until_it_is_taken_again(room: Room) -> None:
    """The flag stands in content.db: a silent sync process does not take it back."""
    room.beat()
    room.news()
    shelf = FeedShelf(open_content(room.path), version="1")

    shelf.close()
    revoked = room.news()
    room.clock.go(3600)
    later = room.news()
    shelf.open()
    room.beat()

    assert HealthChanged(Part.SYNC, Lost("revoked")) in revoked
    assert not [event for event in later if isinstance(event, HealthChanged) and event.part is Part.SYNC]
    assert HealthChanged(Part.SYNC, Well()) in room.news()


def test_without_room_on_the_disk_no_signups_are_offered_and_staff_are_told(tmp_path: Path, letters: Letters) -> None:
    """Given a key but no ballast, the store is full; with room again both are well."""
    room = Room(tmp_path, letters, SealKey("own", "y"))
    space = [True]
    room.newsroom._has_room = lambda: space[0]
    room.beat()
    assert SealChanged(ready=True) in room.news()

    space[0] = False
    full = room.news()
    space[0] = True
    again = room.news()

    assert full == [SealChanged(ready=False), HealthChanged(Part.STORE, Lost("full"))]
    assert again == [SealChanged(ready=True), HealthChanged(Part.STORE, Well())]
