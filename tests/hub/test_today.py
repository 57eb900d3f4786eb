"""The page of the day: what is wrong, and what to do about it."""

from __future__ import annotations

from datetime import timedelta

from hub.acts import content, retention
from hub.acts.identity import identity
from hub.models import AuditLog, HubIdentity, Library, Seats
from hub.outside import now
from tests.hub.desk import Kiosk, event, note, signup
from tests.hub.office import staff


def test_too_many_promises_are_named_with_what_to_do(library: Library, kiosk: Kiosk) -> None:
    """After a restore, or when the room becomes smaller; it goes by itself when there is room again."""
    occasion = event(library, capacity=3)
    kiosk.send(signup(seats=3))
    content.save(occasion, capacity=1, who="x", now=now())
    browser = staff("Filialmedarbejder")

    day, page = browser.get("/office/").content.decode(), browser.get(f"/office/guests/{occasion.pk}/").content.decode()

    assert "Højtlæsning: 2 for mange har fået lovet plads" in day
    assert "Så ret antallet af pladser" in page
    occasion.refresh_from_db()
    content.save(occasion, capacity=3, who="x", now=now())
    assert "for mange" not in browser.get("/office/").content.decode()
    assert Seats.objects.get().taken == 3


def test_what_waits_for_a_decision_is_counted_by_kind(library: Library, kiosk: Kiosk) -> None:
    """With the way to it; a technician does not see it."""
    kiosk.send(note(), note(about="proposal"), note(about="proposal"))

    text = staff("Moderator").get("/office/").content.decode()

    assert '?kind=proposal&amp;branch=vejgaard">Forslag til biblioteket</a><b>2</b>' in text
    assert "Forslag til biblioteket" not in staff("Tekniker", "tove").get("/office/").content.decode()


def test_nothing_leads_where_somebody_may_not_go(library: Library, kiosk: Kiosk) -> None:
    """An editor sees the programme, and no way to names."""
    event(library, start=now(), end=now() + timedelta(minutes=5))

    text = staff("Redaktør").get("/office/").content.decode()

    assert "Højtlæsning" in text
    assert "/office/guests/" not in text
    assert "/office/tell/" not in text


def test_a_hub_that_forgot_to_delete_says_so_to_those_who_can_help(library: Library) -> None:
    """Two days without the nightly command; not to branch staff, who cannot."""
    technician, branch = staff("Tekniker"), staff("Filialmedarbejder", "carl")
    identity(now())
    HubIdentity.objects.update(epoch_since=now() - timedelta(days=9))
    assert "ikke slettet i to dage" in technician.get("/office/").content.decode()
    assert "ikke slettet i to dage" not in branch.get("/office/").content.decode()

    retention.erase_old(now(), "x")

    assert "ikke slettet i to dage" not in technician.get("/office/").content.decode()
    AuditLog.objects.filter(act="retention").update(at=now() - timedelta(days=3))
    assert "ikke slettet i to dage" in technician.get("/office/").content.decode()
