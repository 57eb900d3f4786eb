"""Whom staff have to tell what: name, contact, what to say, and who did it when."""

from __future__ import annotations

from django.test import Client

from hub.acts import content, queueing
from hub.models import AuditLog, Library, Occasion, Seats, Signup
from hub.outside import now
from tests.hub.desk import Kiosk, event, group, signup
from tests.hub.office import staff


def tell(browser: Client) -> str:
    """Read the page of whom to tell."""
    answer = browser.get("/office/tell/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_names_whom_to_call_and_what_to_say(library: Library, kiosk: Kiosk) -> None:
    """With a number that a telephone dials; opening it is written down, without a name."""
    occasion, _ = event(library), event(library, "andet", title="Uden beskeder")
    kiosk.send(signup(name="Åse", contact="12 34 56 78"), signup("andet", name="Bo"))
    occasion.state = "cancelled"
    content.save(occasion, capacity=None, who="x", now=now())

    text = tell(staff("Filialmedarbejder"))

    assert all(said in text for said in ("Åse", 'href="tel:12345678"', "desværre aflyst", "Højtlæsning"))
    assert "Uden beskeder" not in text
    assert AuditLog.objects.get(act="names_opened").what == "dpl:81 (1)"


def test_marking_somebody_as_told_keeps_who_and_when_and_can_be_taken_back(library: Library, kiosk: Kiosk) -> None:
    """The first who says so counts; the wrong button is no harm."""
    occasion = event(library)
    kiosk.send(signup())
    occasion.state = "moved"
    content.save(occasion, capacity=None, who="x", now=now())
    browser, made = staff("Filialmedarbejder"), Signup.objects.get()
    form = {"signup": made.pk, "act": "told", "back": "tell"}

    assert browser.post(f"/office/guests/{occasion.pk}/act", form)["Location"] == "/office/tell/"
    staff("Filialmedarbejder", "carl").post(f"/office/guests/{occasion.pk}/act", form)
    made.refresh_from_db()
    assert (made.told_by, made.told_at is None) == ("bente", False)
    assert "bente" in tell(browser)

    browser.post(f"/office/guests/{occasion.pk}/act", form | {"act": "untold"})
    made.refresh_from_db()
    assert (made.told_by, made.told_at) == ("", None)
    assert set(AuditLog.objects.values_list("act", flat=True)) >= {"signup_told", "signup_untold"}


def test_the_queue_moves_up_by_itself_once_staff_say_so(library: Library, kiosk: Kiosk) -> None:
    """Free seats go at once to who waited longest, and they are to be told; back again, staff choose."""
    occasion = event(library, capacity=1)
    first, second = signup(), signup()
    kiosk.send(first, second)
    browser = staff("Filialmedarbejder")
    queueing.cancel(Signup.objects.get(op_id=first["id"]).pk, who="x", now=now())
    assert Signup.objects.get(op_id=second["id"]).status == "waitlist"

    browser.post(f"/office/guests/{occasion.pk}/rule", {"rule": "auto"})

    moved = Signup.objects.get(op_id=second["id"])
    assert (moved.status, moved.tell) == ("confirmed", "moved_up")
    assert (Seats.objects.get().taken, Seats.objects.get().waiting) == (1, 0)
    browser.post(f"/office/guests/{occasion.pk}/rule", {"rule": "staff"})
    browser.post(f"/office/guests/{occasion.pk}/rule", {"rule": "nonsense"})
    assert Occasion.objects.get().move_up == "staff"


def test_a_group_that_is_enough_is_announced_once(library: Library, kiosk: Kiosk) -> None:
    """The start page says so until somebody answers; then those with a seat are to be told, each once."""
    occasion = group(library, quorum=2)
    browser = staff("Filialmedarbejder")
    kiosk.send(signup("g-1"))
    assert "nok til at begynde" not in browser.get("/office/").content.decode()

    kiosk.send(signup("g-1"))
    assert "nok til at begynde" in browser.get("/office/").content.decode()
    for _ in range(2):
        browser.post(f"/office/groups/{occasion.pk}/begin")

    assert "nok til at begynde" not in browser.get("/office/").content.decode()
    assert Signup.objects.filter(tell="starts").count() == 2
    assert AuditLog.objects.filter(act="group_begun").count() == 1
    assert "hvornår I mødes" in tell(browser)
