"""What librarians do in the back office, by its pages."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from hub.acts import content, retention
from hub.models import AuditLog, Device, EnrolCode, Library, Note, Occasion, Refusal, SeatLoan, Seats, Signup
from hub.office.paper import plain_cell
from hub.outside import now
from tests.hub.desk import Kiosk, cancel, event, group, note, signup
from tests.hub.office import staff


@pytest.fixture
def browser(library: Library) -> Client:
    """Give a colleague who may do everything."""
    return staff()


def words(browser: Client, path: str) -> str:
    """Fetch a page that must be there."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_start_page_tells_the_day(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Who comes, who waits, what was refused, which kiosks are silent; and no name."""
    event(library, "today", 1, title="Fælleslæsning", start=now(), end=now() + timedelta(minutes=5))
    kiosk.send(signup("today", name="Hemmelig"), signup("today"), signup("nowhere", code="KTRM"), note())

    page = words(browser, "/office/")

    for said in ("Fælleslæsning", "Arrangementet findes ikke her", "KTRM", "har ikke meldt sig", "Tips til andre læsere"):
        assert said in page
    assert "Hemmelig" not in page


def test_a_refused_letter_can_be_closed(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """When staff have dealt with it."""
    kiosk.send(signup("nowhere", code="KTRM"))

    browser.post(f"/office/refusals/{Refusal.objects.get().pk}/close")

    assert "KTRM" not in words(browser, "/office/")


def test_opening_names_is_written_down(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Who looked at which list, and how many names were on it; never the names."""
    occasion = event(library)
    kiosk.send(signup(name="Åse", contact="12345678"), signup(name="Bo", contact="12345678"))

    page = words(browser, f"/office/guests/{occasion.pk}/")

    assert all(said in page for said in ("Åse", "Bo", "12345678", "Måske tilmeldt to gange"))
    line = AuditLog.objects.get(act="names_opened")
    assert (line.who, line.what) == ("bente", "dpl:81 (2)")
    assert "Åse" not in words(browser, "/office/log/")


def test_a_name_is_never_markup(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Visitors type what they like."""
    occasion = event(library)
    kiosk.send(signup(name="<script>alert(1)</script>"))

    assert "<script>alert" not in words(browser, f"/office/guests/{occasion.pk}/")


def test_giving_a_seat_and_telling_so(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The queue moves up by a click, and stays on the start page until somebody has called."""
    occasion = event(library, capacity=1)
    first, second = signup(), signup(name="Nummer to")
    kiosk.send(first, second)
    act = f"/office/guests/{occasion.pk}/act"
    waiting = Signup.objects.get(op_id=second["id"])
    browser.post(act, {"signup": waiting.pk, "act": "up"})
    assert "ikke plads nok" in words(browser, f"/office/guests/{occasion.pk}/")

    browser.post(act, {"signup": Signup.objects.get(op_id=first["id"]).pk, "act": "cancel"})
    browser.post(act, {"signup": waiting.pk, "act": "up"})
    assert "har fået en plads" in words(browser, f"/office/guests/{occasion.pk}/")
    assert f"/office/guests/{occasion.pk}/" in words(browser, "/office/")

    browser.post(act, {"signup": waiting.pk, "act": "told"})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.told_by) == ("confirmed", "bente")
    assert "Ingen venter på at høre fra jer" in words(browser, "/office/")


def test_calling_an_event_off_tells_whom_to_call(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Those who come and those who wait, not who left."""
    occasion = event(library, capacity=1)
    gone = signup()
    kiosk.send(signup(), signup(), gone, cancel(signup=gone["id"]))

    occasion.state = "cancelled"
    content.save(occasion, capacity=1, who="bente", now=now())

    assert Signup.objects.filter(tell="called_off").count() == 2


def test_lists_on_paper_and_in_a_table(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Opened by a spreadsheet without danger; both written down."""
    occasion = event(library)
    kiosk.send(signup(name="=HYPERLINK(1)", contact="+45 12"), signup(name="Åse; Bo"))

    text = browser.get(f"/office/guests/{occasion.pk}/guests.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", "Åse; Bo"]
    assert rows[1][2] == "'+45 12"
    assert plain_cell("@x") == "'@x"
    assert "Åse; Bo" in words(browser, f"/office/guests/{occasion.pk}/print")
    assert set(AuditLog.objects.values_list("act", flat=True)) >= {"names_printed", "names_exported"}


def test_the_calendar_holds_the_branchs_events(browser: Client, library: Library) -> None:
    """Called off ones say so."""
    event(library, state="cancelled")

    text = browser.get("/office/calendar.ics").content.decode()

    assert "STATUS:CANCELLED" in text


FORM = {
    "key": "ny",
    "title": "Nyt",
    "start_0": "2030-01-01",
    "start_1": "10:00",
    "end_0": "2030-01-01",
    "end_1": "11:00",
    "signup": "open",
    "capacity": "7",
    "waitlist": "on",
    "move_up": "auto",
    "state": "active",
    "shown": "on",
    "langs": "da en",
    "translations-TOTAL_FORMS": "1",
    "translations-INITIAL_FORMS": "0",
    "translations-0-lang": "en",
    "translations-0-title": "New",
}


def test_an_event_made_by_the_form_is_on_the_kiosk(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """With its seats and its English words; the same form again changes them."""
    answer = browser.post("/office/hub/event/add/", FORM | {"library": library.pk})
    assert answer.status_code == 302, answer.content.decode()[:3000]

    told = kiosk.everything()[0]
    assert told["event ny"]["others"] == {"en": {"title": "New"}}
    assert (told["event ny"]["capacity"], told["event ny"]["langs"]) == (7, ["da", "en"])
    assert told["seats ny"]["capacity"] == 7

    made = Occasion.objects.get()
    changed = FORM | {"title": "Ændret", "capacity": "", "translations-TOTAL_FORMS": "0"}
    assert browser.post(f"/office/hub/event/{made.pk}/change/", changed).status_code == 302
    assert kiosk.everything()[0]["event ny"]["title"] == "Ændret"
    assert Seats.objects.get().capacity is None
    assert content.publish_all(library, now()) == []


@pytest.mark.parametrize("wrong", [{"end_1": "09:00"}, {"key": "æ ø"}, {"capacity": "-1"}, {"title": ""}], ids=repr)
def test_a_form_filled_in_wrongly_says_so(browser: Client, library: Library, wrong: dict[str, str]) -> None:
    """And keeps nothing."""
    assert browser.post("/office/hub/event/add/", FORM | {"library": library.pk} | wrong).status_code == 200
    assert not Occasion.objects.exists()


def test_a_kiosk_is_taken_in_approved_and_shut_out(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The code is shown once, and kept as a hash only."""
    said = {"library": library.pk, "place": "Børn", "hours": "24", "approve": "on"}
    page = browser.post("/office/kiosks/new", said).content.decode()
    assert "<svg" in page
    assert EnrolCode.objects.filter(place="Børn", approve=True).exists()

    assert "Spær kiosken?" in words(browser, f"/office/kiosks/{kiosk.device}/?ask=revoke")
    browser.post(f"/office/kiosks/{kiosk.device}/act", {"act": "rotate"})
    assert kiosk.post("/v1/heartbeat", {})[1]["rotate"] is True
    browser.post(f"/office/kiosks/{kiosk.device}/act", {"act": "revoke", "wipe": "on"})
    assert kiosk.post("/v1/heartbeat", {})[1]["wipe"] is True
    assert Device.objects.get().state == "revoked"
    assert "Ved døren" in words(browser, "/office/kiosks/")


def test_lending_seats_by_the_page(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """And taking them back."""
    occasion = event(library, capacity=3)
    browser.post(f"/office/guests/{occasion.pk}/lend", {"device": kiosk.device, "seats": "2", "hours": "4"})
    assert Seats.objects.get().lent == 2

    browser.post(f"/office/guests/{occasion.pk}/lend", {"back": SeatLoan.objects.get().pk})
    assert Seats.objects.get().lent == 0


def test_a_note_is_decided_on(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """With a kind reason."""
    kiosk.send(note())
    made = Note.objects.get()

    browser.post(f"/office/moderation/tip/{made.op_id}/decide", {"decision": "refused:have_it", "words": "Vi har allerede 40"})

    assert Note.objects.get().state == "refused"
    assert AuditLog.objects.filter(act="note_decided", who="bente").exists()


def test_every_page_opens_and_an_erased_list_too(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Also when there is little on it."""
    occasion, _ = event(library), group(library)
    kiosk.send(signup())
    retention.erase_old(now() + timedelta(days=17), "x")
    for path in ("hub/event/", "hub/group/", "hub/group/add/", "moderation/", "hub/branchprofile/", "log/", "hub/library/"):
        words(browser, f"/office/{path}")
    for path in ("staff/", "staff/new", "tell/", "kiosks/", "kiosks/new", "authenticator", "password_change/"):
        words(browser, f"/office/{path}")
    assert "er slettet" in words(browser, f"/office/guests/{occasion.pk}/")
