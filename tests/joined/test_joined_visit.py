"""A sign-up from the glass to the back office and back: the kiosk's core and sync service, and the real hub over real HTTP."""

from __future__ import annotations

from kiosk.nouns import Key
from kiosk.rooms.signup.model import SignupStatus
from kiosk.visit.events import CancelConfirmed, CancelPressed
from kiosk.visit.states import Cancelled
from tests.joined.hub_house import HubHouse
from tests.joined.stand import Stand

NAME, PHONE = "ULVHILD", "20304050"


def test_a_sign_up_is_in_the_back_office_and_the_glass_promises_the_seat(house: HubHouse, stand: Stand, key: str) -> None:
    """Sealed on the kiosk, opened on the page of guests only, and the verdict comes back while the visitor is there."""
    # given an event of the hub's, which the kiosk has fetched
    event = house.ask("occasion", key=key, capacity=5)
    stand.sync()

    # when somebody signs up, and the service makes its round
    receipt = stand.sign_up(key, NAME, PHONE)
    report = stand.sync()

    # then staff see who comes, the glass says that the seat is theirs, and the slip shows no person
    assert report.pushed is not None
    assert (report.pushed.acked, report.pushed.reason) == (1, "")
    guests = house.page(f"guests/{event['pk']}/")
    assert NAME in guests
    assert receipt.code in guests
    stand.until("the hub's word", lambda: stand.says("Du har en plads"))
    stand.leave()
    record = stand.show_slip(receipt)
    assert (record.status, record.occasion.title.danish) == (SignupStatus.CONFIRMED, "Højtlæsning")
    assert not stand.says(NAME)
    assert not stand.says(PHONE)


def test_a_sign_up_taken_back_by_its_slip_frees_the_seat(house: HubHouse, stand: Stand, key: str) -> None:
    """The slip, the question, the letter behind the letter."""
    house.ask("occasion", key=key, capacity=1)
    stand.sync()
    receipt = stand.sign_up(key, NAME)
    stand.sync()
    stand.leave()

    # when the visitor comes back with the slip
    stand.show_slip(receipt)
    stand.do(CancelPressed(), CancelConfirmed())
    stand.until("a cancellation that is kept", lambda: isinstance(stand.place, Cancelled))
    stand.sync()

    # then both sides say the same
    assert list(house.ask("signups", key=key).values()) == ["cancelled"]
    stand.leave()
    assert stand.show_slip(receipt).status is SignupStatus.CANCELLED


def test_whoever_moves_up_the_waiting_list_reads_it_on_the_slip(house: HubHouse, stand: Stand, key: str) -> None:
    """Full, waiting, a seat freed, staff choose; the kiosk asks after those who wait when something has changed."""
    # given one seat and two who want it
    house.ask("occasion", key=key, capacity=1)
    stand.sync()
    first = stand.sign_up(key, "FRIDA")
    stand.sync()
    stand.leave()
    second = stand.sign_up(key, NAME)
    stand.sync()
    stand.leave()
    assert stand.show_slip(second).status is SignupStatus.WAITLIST

    # when the first leaves, and staff give the seat on
    stand.show_slip(first)
    stand.do(CancelPressed(), CancelConfirmed())
    stand.until("a cancellation that is kept", lambda: isinstance(stand.place, Cancelled))
    stand.sync()
    house.ask("move_up", op=second.id)
    stand.sync()
    stand.sync()

    # then the slip says so
    stand.leave()
    assert stand.show_slip(second).status is SignupStatus.CONFIRMED
    assert list(house.ask("signups", key=key).values()) == ["cancelled", "confirmed"]


def test_what_staff_change_is_on_the_glass_after_the_next_round(house: HubHouse, stand: Stand, key: str) -> None:
    """New, renamed, and taken off again."""
    house.ask("occasion", key=key, fields={"title": "Strikkecafé"}, capacity=3)
    stand.sync()
    stand.sees_event(key)
    assert stand.events()[Key(key)].title.danish == "Strikkecafé"

    house.ask("occasion", key=key, fields={"title": "Strikkecafé flytter"}, capacity=3)
    stand.sync()
    renamed = stand.events()[Key(key)].title.danish
    house.ask("hide", key=key)
    stand.sync()

    assert renamed == "Strikkecafé flytter"
    assert Key(key) not in stand.events()


def test_a_picture_is_fetched_whole_and_lies_under_its_hash(house: HubHouse, stand: Stand, key: str) -> None:
    """Named by the feed, asked for after the page, and put in its place when it is the one that was named."""
    from hashlib import sha256

    named = house.ask("occasion", key=key, picture="#27a")["picture"]

    report = stand.sync()

    assert report.pulled is not None
    assert report.pulled.pictures >= 1
    kept = (stand.data / "blobs" / named).read_bytes()
    assert sha256(kept).hexdigest() == named
    assert not list((stand.data / "blobs").glob("*.part"))
