"""What staff do: take a kiosk in, see how it is, let what is refused go again, and shut it out. The real kiosk, the real hub."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import __version__
from kiosk.nouns import Lost, Part
from kiosk.rooms.signup.model import SignupStatus
from kiosk.rooms.staff.model import Enrolling
from kiosk.visit.events import HealthChanged, SendAgainPressed
from kiosk.visit.states import StaffRoom
from tests.joined.hub_house import HubHouse
from tests.joined.stand import Stand

NAME = "ULVHILD"


def test_a_code_on_the_command_line_makes_a_device_and_is_good_once(
    house: HubHouse, new_stand: Callable[[str], Stand], place: str
) -> None:
    """The kiosk stands in the fleet; the same code makes no second one."""
    code = house.ask("code", place=place)["code"]
    first, second = new_stand(""), new_stand("")

    assert first.enrol(code.lower()) == 0

    assert house.ask("device", place=place)["state"] == "active"
    assert place in house.page("kiosks/")
    assert second.enrol(code) == 1
    assert second.device == ""


def test_a_kiosk_is_enrolled_with_its_own_scanner_while_everything_runs(
    house: HubHouse, new_stand: Callable[[str], Stand], place: str, key: str
) -> None:
    """The hub's letter before the scanner, in the staff's room; then sign-ups are taken, and nothing was started anew."""
    # given a kiosk that is nobody's device, with its sync process, and staff before the settings screen
    stand = new_stand("")
    stand.start_sync()
    stand.staff_room()
    assert stand.says("Skærmen er ikke tilmeldt.")
    house.ask("occasion", key=key, capacity=2)

    # when they hold the letter to the scanner
    stand.scanner.scan(house.ask("code", place=place)["letter"])
    stand.until("the hub's answer", lambda: isinstance(stand.place, StaffRoom) and _how(stand).done)

    # then the kiosk is a device, says so, and somebody can sign up
    assert _how(stand) == Enrolling("active", "Vejgaard Bibliotek")
    assert stand.says("Skærmen er tilmeldt.")
    assert stand.device == house.ask("device", place=place)["pk"]
    assert not (stand.data / "enrol-letter").exists()
    stand.leave()
    stand.sign_up(key, NAME)
    stand.until("the hub's word", lambda: stand.says("Du har en plads"))


def _how(stand: Stand) -> Enrolling:
    """How enrolling goes."""
    assert isinstance(stand.place, StaffRoom)
    return stand.place.enrolling or Enrolling("asked")


def test_the_fleet_shows_version_and_health_of_the_kiosk(house: HubHouse, stand: Stand, place: str) -> None:
    """As the glass leaves it for the heartbeat."""
    # given a printer that has run out of paper
    stand.do(HealthChanged(Part.PRINTER, Lost("paper_out")))
    stand.until("the glass's vitals", lambda: b"paper_out" in _vitals(stand))

    # when the kiosk beats
    stand.sync()

    # then the hub knows, and its page says so
    known = house.ask("device", place=place)
    assert known["app"] == __version__
    assert known["parts"]["printer"] == "trouble"
    assert known["parts"]["glass"] == "ready"
    page = house.page(f"kiosks/{known['pk']}/")
    assert __version__ in page
    assert "printeren" in page.lower()


def _vitals(stand: Stand) -> bytes:
    """What the glass has left."""
    file = stand.data / "glass.json"
    return file.read_bytes() if file.exists() else b""


def test_a_letter_the_hub_refuses_is_shelved_for_staff_who_send_it_again(house: HubHouse, stand: Stand, key: str) -> None:
    """The event was closed meanwhile; staff see why, the hub's staff open it, and the same letter is taken."""
    # given a sign-up to an event that was closed before the letter came
    house.ask("occasion", key=key, capacity=4)
    stand.sync()
    receipt = stand.sign_up(key, NAME)
    house.ask("occasion", key=key, capacity=4, fields={"signup": "closed"})
    stand.sync()

    # when staff look
    room = stand.staff_room()

    # then it is there by its code, with its reason, and without its person
    assert room.report is not None
    assert [(line.code, line.reason) for line in room.report.parked] == [(receipt.code, "closed")]
    assert stand.says("tilmeldingen var lukket")
    assert not stand.says(NAME)

    # and when the hub takes sign-ups again, »Send igen« brings it there under the same id
    house.ask("occasion", key=key, capacity=4)
    stand.until("a refused letter", lambda: bool(stand.core.loop.kiosk.house.outbox.parked))
    stand.do(SendAgainPressed())
    stand.until("no refused letter", lambda: not stand.core.loop.kiosk.house.outbox.parked)
    stand.sync()
    assert house.ask("signups", key=key) == {receipt.id: "confirmed"}
    stand.leave()
    assert stand.show_slip(receipt).status is SignupStatus.CONFIRMED


def test_a_poisoned_letter_harms_no_neighbour(house: HubHouse, stand: Stand, key: str) -> None:
    """One the hub can never take is shelved; the one behind it arrives."""
    house.ask("occasion", key=key, capacity=4)
    house.ask("occasion", key=f"{key}-gone", capacity=4)
    stand.sync()
    poison = stand.sign_up(f"{key}-gone", "FRIDA")
    stand.leave()
    well = stand.sign_up(key, NAME)
    letters = stand.letters()
    letters._db.execute("UPDATE letter SET body = replace(body, '-gone', '-never') WHERE id = ?", (poison.id,))

    stand.sync()

    assert house.ask("signups", key=key) == {well.id: "confirmed"}
    counts = letters.counts()
    assert (counts.sent, counts.parked, counts.waiting) == (1, 1, 0)
    room = stand.staff_room()
    assert room.report is not None
    assert [line.reason for line in room.report.parked] == ["no_such_event"]


def test_a_kiosk_that_is_revoked_shreds_what_it_holds_and_says_so(house: HubHouse, stand: Stand, place: str, key: str) -> None:
    """What was sealed here is gone, also what had not arrived; so are the programme and its pictures."""
    house.ask("occasion", key=key, capacity=4, picture="#a27")
    stand.sync()
    stand.sign_up(key, NAME)
    stand.sync()
    stand.leave()
    stand.sign_up(key, "FRIDA")
    stand.leave()

    house.ask("revoke", place=place, wipe=True)
    stand.sync()

    stand.until("the closed glass", lambda: stand.says("Denne skærm er lukket ned"))
    assert _bodies(stand) == [None, None]
    assert stand.events() == {}
    assert list((stand.data / "blobs").iterdir()) == []


def test_a_letter_that_is_in_a_backup_is_emptied_on_the_kiosk(house: HubHouse, stand: Stand, key: str) -> None:
    """Before the backup it is kept, for the hub might be put back; after it the slip still works."""
    house.ask("occasion", key=key, capacity=4)
    stand.sync()
    receipt = stand.sign_up(key, NAME)
    stand.sync()
    kept = _bodies(stand)

    house.ask("backed_up", minutes=2)
    stand.sync()
    house.ask("backed_up", minutes=-600)  # the other kiosks keep theirs

    assert [bool(body) for body in kept] == [True]
    assert _bodies(stand) == [None]
    stand.leave()
    assert stand.show_slip(receipt).status is SignupStatus.CONFIRMED


def _bodies(stand: Stand) -> list[object]:
    """The sealed parts that lie on the kiosk."""
    return [body for (body,) in stand.letters()._db.execute("SELECT body FROM letter ORDER BY n").fetchall()]
