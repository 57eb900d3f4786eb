"""The archive on real files: what is kept, found, cancelled and watched."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from nacl.public import SealedBox

from kiosk.nouns import SLIP_ALPHABET, ShortCode, SlipToken
from kiosk.ports import Batch, SealKey
from kiosk.programme import OutboxCounts
from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.ballast import Ballast
from kiosk.visit.effects import FindBook, FindSignup, KeepCancel, WatchVerdict
from kiosk.visit.events import (
    BookFound,
    BookMissing,
    CancelKept,
    CancelNotKept,
    SignupFound,
    SignupMissing,
    SignupNotKept,
    VerdictSeen,
)
from kiosk.wire import OpId, Verdict
from tests.core.samples import FYR, HAVBREV, OCCASION, VINTER
from tests.runtime.clocks import StandingClock
from tests.runtime.desks import HERE, KEEP, Desk


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


def test_on_a_full_disk_the_ballast_goes_and_no_promise_is_made_until_it_is_back(desk: Desk, tmp_path: Path) -> None:
    """Given a disk that fills up, the room is given back for what was promised; a new promise waits for new room."""
    ballast = Ballast(tmp_path)
    desk.archive._ballast = ballast
    desk.keep()
    desk.letters._db.pragma("max_page_count", desk.letters._db.pragma("page_count"))
    while not any(isinstance(event, SignupNotKept) for event in desk.box.events):
        desk.archive.keep_signup(KEEP)
    freed = not (tmp_path / "ballast").exists()
    desk.letters._db.pragma("max_page_count", 100_000)
    before = desk.letters.counts().waiting
    ballast.ready = lambda: False  # type: ignore[method-assign] # the disk is still full

    desk.archive.keep_signup(KEEP)
    refused = desk.box.events.pop()
    desk.archive._ballast = Ballast(tmp_path)
    desk.keep()

    assert freed
    assert refused == SignupNotKept(HERE, "full")
    assert desk.letters.counts().waiting == before + 1
    assert (tmp_path / "ballast").exists()


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
