"""The archive and the newsroom on real files: what is kept, found, cancelled and watched, and what is new."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest
from nacl.public import PrivateKey, SealedBox

from kiosk.nouns import CODE_ALPHABET, DANISH, SLIP_ALPHABET, Key, Lost, Part, ShortCode, SlipToken, Ticket, Well
from kiosk.ports import Batch, SealKey, StoreError
from kiosk.programme import OutboxCounts
from kiosk.rooms.signup.model import ContactKind, Draft, Receipt, SignupStatus
from kiosk.runtime.archive import Archive
from kiosk.runtime.newsroom import Newsroom
from kiosk.seal import seal
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.visit.effects import FindBook, FindSignup, KeepCancel, KeepSignup, WatchVerdict
from kiosk.visit.events import (
    BookFound,
    BookMissing,
    CancelKept,
    CancelNotKept,
    HealthChanged,
    OutboxCounted,
    ProgrammeArrived,
    SealChanged,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    VerdictSeen,
)
from kiosk.wire import OpId, Verdict
from tests.core.samples import CIRCLE, FYR, HAVBREV, OCCASION, READING, VINTER
from tests.runtime.clocks import LetterBox, StandingClock

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.letters import Letters

HERE = Ticket(5)
DRAFT = Draft("Ulvhild", ContactKind.PHONE, "12345678")
KEEP = KeepSignup(HERE, OCCASION, DRAFT, "signup-1", DANISH)


@dataclass
class Desk:
    """An archive on a letters.db and a content.db, with a hub's key."""

    archive: Archive
    letters: Letters
    content: Content
    box: LetterBox
    private: PrivateKey
    keys: list[SealKey]
    codes: list[str]
    rings: list[int]

    def keep(self) -> Receipt:
        """Keep a sign-up, and give its receipt."""
        self.archive.keep_signup(KEEP)
        kept = self.box.events.pop()
        assert isinstance(kept, SignupKept), kept
        return kept.receipt


@pytest.fixture
def desk(letters: Letters, content: Content) -> Desk:
    private = PrivateKey.generate()
    key = SealKey("s1", base64.b64encode(bytes(private.public_key)).decode())
    box, numbers, clock = LetterBox(), count(1), StandingClock()
    keys, codes, rings = [key], [], []

    def draw(alphabet: str, length: int) -> str:
        if alphabet == CODE_ALPHABET and codes:
            return codes.pop(0)
        return "".join(alphabet[(next(numbers) * 7 + i) % len(alphabet)] for i in range(length))

    archive = Archive(
        letters=letters,
        content=lambda: content,
        seal=lambda draft, key, consent: seal(draft, key, consent=consent),
        seal_key=lambda: keys[0] if keys else None,
        public="https://hub.example",
        new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012}",
        draw=draw,
        wall=clock.wall,
        post=box.post,
        ring=lambda: rings.append(1),
    )
    return Desk(archive, letters, content, box, private, keys, codes, rings)


def test_a_signup_is_told_of_when_it_is_on_disk_and_the_bell_rings_after(desk: Desk) -> None:
    """Given a draft, one row and one letter are kept, the receipt is the visitor's, and the bell has rung once."""
    receipt = desk.keep()

    record = desk.letters.find_by_id(receipt.id)
    assert record is not None
    assert (record.code, record.status, record.occasion) == (receipt.code, SignupStatus.KEPT, OCCASION)
    assert receipt.link == f"HTTPS://HUB.EXAMPLE/K/{receipt.token}"
    assert set(receipt.token) <= set(SLIP_ALPHABET)
    assert len(receipt.token) == 16
    assert desk.letters.counts().waiting == 1
    assert desk.rings == [1]


def test_only_the_hubs_key_opens_what_was_typed(desk: Desk) -> None:
    """The letter holds no name; the private key finds name, contact and what was agreed to."""
    desk.keep()

    (op,) = desk.letters.next_batch(0.0, 20)
    assert "Ulvhild" not in op.body
    assert "12345678" not in op.body
    box = json.loads(op.body)["data"]["sealed"]
    clear = json.loads(SealedBox(desk.private).decrypt(base64.b64decode(box["box"])))
    assert clear == {"first_name": "Ulvhild", "contact_kind": "phone", "contact": "12345678", "consent": "signup-1"}


def test_without_a_key_nothing_is_kept(desk: Desk) -> None:
    """Given no seal key, the visitor is told, and neither row nor letter is there."""
    desk.keys.clear()

    desk.archive.keep_signup(KEEP)

    assert desk.box.events == [SignupNotKept(HERE, "no_seal_key")]
    assert desk.letters.counts() == OutboxCounts()
    assert desk.rings == []


def test_a_key_that_is_no_key_is_told_of(desk: Desk) -> None:
    """Given rubbish for a key, the reason says so and nothing is kept in clear."""
    desk.keys[:] = [SealKey("s1", "not base64")]

    desk.archive.keep_signup(KEEP)

    assert desk.box.events == [SignupNotKept(HERE, "bad_seal_key")]
    assert desk.letters.counts().waiting == 0


def test_a_code_that_is_taken_is_drawn_again(desk: Desk) -> None:
    """Given two draws of the same letters, the second visitor gets the next ones."""
    desk.codes[:] = ["BBBB", "BBBB", "CCCC"]

    first, second = desk.keep(), desk.keep()

    assert (first.code, second.code) == ("BBBB", "CCCC")


def test_when_every_code_is_taken_nothing_is_kept(desk: Desk) -> None:
    """Given dice that always show the same, it gives up and says so instead of giving two people one code."""
    desk.codes[:] = ["BBBB"]
    desk.keep()
    desk.codes[:] = ["BBBB"] * 1000

    desk.archive.keep_signup(KEEP)

    assert desk.box.events == [SignupNotKept(HERE, "full")]


def test_a_disk_that_is_full_is_told_of(desk: Desk) -> None:
    """Given a file that may not grow, the sign-up is not kept, in words the machine knows."""
    pages = desk.letters._db.pragma("page_count")
    desk.letters._db.pragma("max_page_count", pages)
    kept = 0
    while True:
        desk.archive.keep_signup(KEEP)
        answer = desk.box.events.pop()
        if isinstance(answer, SignupNotKept):
            break
        kept += 1
        assert kept < 500

    assert answer == SignupNotKept(HERE, "full")
    assert desk.letters.counts().waiting == kept


def test_a_slip_finds_its_signup_by_token_and_by_letters(desk: Desk) -> None:
    """And what is on no slip finds nothing."""
    receipt = desk.keep()

    desk.archive.find_signup(FindSignup(HERE, token=receipt.token))
    desk.archive.find_signup(FindSignup(HERE, code=receipt.code))
    desk.archive.find_signup(FindSignup(HERE, token=SlipToken("Z" * 16)))
    desk.archive.find_signup(FindSignup(HERE, code=ShortCode("ZZZZ")))
    desk.archive.find_signup(FindSignup(HERE))

    found = desk.box.events
    assert [type(event) for event in found] == [SignupFound, SignupFound, SignupMissing, SignupMissing, SignupMissing]
    assert isinstance(found[0], SignupFound)
    assert found[0].record.id == receipt.id


def test_a_cancellation_is_kept_with_its_letter(desk: Desk) -> None:
    """Given a kept sign-up, two letters wait, the sign-up's first; one that is unknown is told of."""
    receipt = desk.keep()

    desk.archive.keep_cancel(KeepCancel(HERE, receipt.id))
    desk.archive.keep_cancel(KeepCancel(HERE, type(receipt.id)("nobody")))

    kept, missed = desk.box.events
    assert isinstance(kept, CancelKept)
    assert kept.record.status is SignupStatus.CANCELLING
    assert missed == CancelNotKept(HERE, "unknown")
    assert desk.letters.counts().waiting == 2
    assert desk.rings == [1, 1]


def test_a_verdict_is_told_once_to_whoever_waits_for_it(desk: Desk) -> None:
    """Given a watched sign-up, nothing is said until the hub has answered, then once."""
    receipt = desk.keep()
    desk.archive.watch(WatchVerdict(HERE, receipt.id))
    desk.archive.look_for_verdict()
    assert desk.box.events == []
    assert desk.archive.watching

    desk.letters.apply([Verdict(OpId(receipt.id), "accepted", status="confirmed", at="2026-11-24T11:00:00Z")], 0.0)
    desk.archive.look_for_verdict()
    desk.archive.look_for_verdict()

    seen = desk.box.only(VerdictSeen)
    assert (seen.ticket, seen.record.status) == (HERE, SignupStatus.CONFIRMED)
    assert not desk.archive.watching


def test_a_verdict_for_somebody_who_has_left_is_not_told(desk: Desk) -> None:
    """Given a visitor who left, the answer is the file's business."""
    receipt = desk.keep()
    desk.archive.watch(WatchVerdict(HERE, receipt.id))

    desk.archive.unwatch()
    desk.letters.apply([Verdict(OpId(receipt.id), "accepted", status="confirmed", at="2026-11-24T11:00:00Z")], 0.0)
    desk.archive.look_for_verdict()

    assert desk.box.events == []


def test_a_book_is_found_by_number_and_by_key_with_those_near_it(desk: Desk) -> None:
    """And one the branch does not know is said to be missing."""
    desk.content.apply("demo", Batch(books=(HAVBREV, FYR, VINTER)), StandingClock().wall())

    desk.archive.find_book(FindBook(HERE, isbn=HAVBREV.isbn))
    desk.archive.find_book(FindBook(HERE, key=FYR.key))
    desk.archive.find_book(FindBook(HERE, isbn="9788799999990"))

    by_isbn, by_key, missing = desk.box.events
    assert isinstance(by_isbn, BookFound)
    assert isinstance(by_key, BookFound)
    assert (by_isbn.book.key, by_key.book.key) == (HAVBREV.key, FYR.key)
    assert {book.key for book in by_isbn.near} == {FYR.key, VINTER.key}
    assert missing == BookMissing(HERE, "9788799999990")


# ---------------------------------------------------------------------------------------------------------- the newsroom


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
