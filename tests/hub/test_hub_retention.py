"""Deleting what has had its time, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from hub.acts import retention
from hub.models import AuditLog, Library, Note, Op, Seats, Signup
from hub.outside import now
from tests.hub.conftest import DATA, ON_POSTGRESQL
from tests.hub.desk import Kiosk, event, group, note, signup


def test_a_person_is_erased_14_days_after_the_event(library: Library, kiosk: Kiosk) -> None:
    """Box, code and slip; the seats stay counted, and a late retry is answered `erased`."""
    occasion = event(library)
    op = signup(slip="ab" * 32)
    box = op["data"]["sealed"]["box"]
    kiosk.send(op)
    assert retention.erase_old(now() + timedelta(days=15), "Bente").people == 0

    done = retention.erase_old(now() + timedelta(days=16), "Bente")

    left = Signup.objects.get()
    assert done.people == 1
    assert (left.status, left.box, left.code, left.slip, left.made_at) == ("erased", "", "", "", "")
    assert Seats.objects.get(pk=occasion.pk).taken == 1
    assert kiosk.send(op)[0] | {"at": ""} == {"id": op["id"], "verdict": "duplicate", "status": "erased", "at": ""}
    assert AuditLog.objects.filter(act="retention", who="Bente").count() == 2
    if not ON_POSTGRESQL:
        connection.close()
        assert box.encode() not in (DATA / "hub.db").read_bytes()


def test_without_a_date_a_person_is_erased_180_days_after_signing_up(library: Library, kiosk: Kiosk) -> None:
    """A group has no end."""
    group(library)
    kiosk.send(signup("g-1"))

    assert retention.erase_old(now() + timedelta(days=179), "x").people == 0
    assert retention.erase_old(now() + timedelta(days=181), "x").people == 1


def test_notes_nobody_decided_on_lapse_but_proposals_are_owed_an_answer(library: Library, kiosk: Kiosk) -> None:
    """30 days; what was approved stays."""
    kiosk.send(note("a"), note("b", about="proposal"), note("c"))
    Note.objects.filter(text="c").update(state="approved")

    assert retention.erase_old(now() + timedelta(days=31), "x").notes == 1
    assert list(Note.objects.order_by("text").values_list("text", flat=True)) == ["b", "c"]


def test_stubs_stay_400_days(library: Library, kiosk: Kiosk) -> None:
    """Then nobody sends it again; who is not erased keeps the stub."""
    event(library)
    kiosk.send(signup())

    retention.erase_old(now() + timedelta(days=399), "x")
    assert Op.objects.count() == 1
    retention.erase_old(now() + timedelta(days=401), "x")
    assert (Op.objects.count(), Signup.objects.count()) == (0, 0)
