"""Ops and their verdicts: every row of the contract's tables."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from hub.kinds.base import op_kinds
from hub.models import Ballot, Library, Note, Op, Refusal, Signup
from hub.outside import new_id, now
from tests.hub.desk import Json, Kiosk, cancel, event, note, signup


def bad(**changes: Any) -> Json:
    """Write a sign-up with something wrong in it."""
    op = signup()
    return op | {"data": op["data"] | changes}


WRONG: list[tuple[str, Json, str]] = [
    ("no event", bad(event="nowhere"), "no_such_event"),
    ("NUL", bad(consent="a\0b"), "bad_text"),
    ("lone surrogate", bad(consent="\ud800"), "bad_text"),
    ("not NFC", bad(consent="A\u030a"), "bad_text"),
    ("control character", bad(consent="a\x1bb"), "bad_text"),
    ("C1 control", bad(consent="a\x85b"), "bad_text"),
    ("text anywhere", bad(more={"x": ["\0"]}), "bad_text"),
    ("2 to the 63rd", bad(seats=2**63), "bad_field"),
    ("NaN", bad(seats=float("nan")), "bad_field"),
    ("a float", bad(seats=1.0), "bad_field"),
    ("text for a number", bad(seats="1"), "bad_field"),
    ("true for a number", bad(seats=True), "bad_field"),
    ("no seats", bad(seats=0), "bad_field"),
    ("seven seats", bad(seats=7), "bad_field"),
    ("a key with a blank", bad(event="dpl 81"), "bad_field"),
    ("a key with a newline", bad(event="dpl:81\n"), "bad_field"),
    ("a long key", bad(event="x" * 65), "bad_field"),
    ("code in small letters", bad(code="ktrm"), "bad_field"),
    ("a long consent", bad(consent="x" * 61), "bad_field"),
    ("no language", bad(lang=""), "bad_field"),
    ("slip that is no hash", bad(slip="BCDF"), "bad_field"),
    ("no box", bad(sealed={"key": "s1", "box": ""}), "bad_field"),
    ("not base64", bad(sealed={"key": "s1", "box": "æøå="}), "bad_field"),
    ("a large box", bad(sealed={"key": "s1", "box": "A" * 4100}), "too_big"),
    ("strange key", bad(sealed={"key": "s99", "box": "AAAA"}), "unknown_key"),
    ("no data", {"id": new_id(), "kind": "signup"}, "bad_field"),
    ("data a list", {"id": new_id(), "kind": "signup", "data": []}, "bad_field"),
    ("no kind", {"id": new_id(), "data": {}}, "bad_field"),
    ("made_at no time", signup() | {"made_at": "yesterday"}, "bad_field"),
    ("made_at without zone", signup() | {"made_at": "2026-11-23T10:00:00"}, "bad_field"),
    ("very deep", bad(more=json.loads("[" * 60 + "]" * 60)), "bad_field"),
    ("id in capitals", signup() | {"id": new_id().upper().replace("4", "A")}, "bad_field"),
    ("id without hyphens", signup() | {"id": uuid.uuid4().hex}, "bad_field"),
    ("id of version 1", signup() | {"id": str(uuid.uuid1())}, "bad_field"),
    ("id a number", signup() | {"id": 7}, "bad_field"),
    ("note too long", note("x" * 141), "bad_field"),
    ("note about nothing", note(about="weather"), "bad_field"),
    ("cancel nothing", cancel(), "bad_field"),
    ("cancel unknown", cancel(signup=str(uuid.uuid4())), "no_such_signup"),
    ("no ballots", {"id": new_id(), "kind": "ballots", "data": {"question": "q", "ballots": []}}, "bad_field"),
    ("large ballot", {"id": new_id(), "kind": "ballots", "data": {"question": "q", "ballots": [{"a": "x" * 5000}]}}, "too_big"),
]


@pytest.mark.parametrize(("op", "code"), [(op, code) for _, op, code in WRONG], ids=[name for name, _, _ in WRONG])
def test_a_bad_op_gets_its_own_verdict_and_harms_no_neighbour(library: Library, kiosk: Kiosk, op: Json, code: str) -> None:
    """One good op before it, one behind it, and its id echoed as sent."""
    event(library)
    first, last = signup(), note()

    before, verdict, after = kiosk.send(first, op, last)

    assert verdict == {"id": op.get("id"), "verdict": "rejected", "code": code}
    assert (before["verdict"], before["status"]) == ("accepted", "confirmed")
    assert (after["verdict"], after["status"]) == ("accepted", "received")


def test_every_kind_is_taken(library: Library, kiosk: Kiosk) -> None:
    """The four of the contract."""
    event(library)
    one = signup()
    ballots = {"id": new_id(), "kind": "ballots", "data": {"question": "q1", "ballots": [{"a": 1}] * 5}}

    verdicts = kiosk.send(one, cancel(signup=one["id"]), ballots, note())

    assert [(each["verdict"], each["status"]) for each in verdicts] == [
        ("accepted", "confirmed"),
        ("accepted", "cancelled"),
        ("accepted", "received"),
        ("accepted", "received"),
    ]
    assert set(op_kinds()) == {"signup", "cancel", "ballots", "note", "use"}


def test_ballots_leave_no_trace_of_the_voter(kiosk: Kiosk) -> None:
    """No device, no minute, no order of their own."""
    op = {"id": new_id(), "kind": "ballots", "data": {"question": "q1", "ballots": [{"n": n} for n in range(5)]}}

    kiosk.send(op)

    kept = Op.objects.get(pk=op["id"])
    assert kept.device is None
    assert (kept.at.hour, kept.at.minute, kept.at.second) == (0, 0, 0)
    assert Ballot.objects.count() == 5
    assert kiosk.send(op)[0]["verdict"] == "duplicate"
    assert Ballot.objects.count() == 5


def test_the_same_op_a_day_late_is_a_duplicate(library: Library, kiosk: Kiosk) -> None:
    """Ids do not expire; the answer is the first one's."""
    event(library)
    op = signup()
    first = kiosk.send(op)[0]
    Op.objects.filter(pk=op["id"]).update(at=now() - timedelta(hours=25))
    Signup.objects.filter(op_id=op["id"]).update(at=now() - timedelta(hours=25))

    again = kiosk.send(op | {"made_at": "1986-01-01T00:00:00Z"})[0]

    assert (again["verdict"], again["status"]) == ("duplicate", first["status"])
    assert Signup.objects.count() == 1


def test_a_duplicate_tells_todays_status(library: Library, kiosk: Kiosk) -> None:
    """Staff may have acted, and the person may be erased."""
    event(library)
    op = signup()
    kiosk.send(op, cancel(signup=op["id"]))

    assert kiosk.send(op)[0]["status"] == "cancelled"

    Signup.objects.update(status="erased", box="")
    assert kiosk.send(op)[0]["status"] == "erased"


def test_the_same_id_with_other_content_is_refused(library: Library, kiosk: Kiosk) -> None:
    """The order of keys and unknown fields outside `data` do not matter; anything in it does."""
    event(library)
    op = signup()
    kiosk.send(op)

    turned = dict(reversed(op["data"].items()))
    assert kiosk.send({"data": turned, "kind": "signup", "id": op["id"], "new": 1})[0]["verdict"] == "duplicate"
    for other in (op | {"data": op["data"] | {"seats": 2}}, op | {"data": op["data"] | {"default": None}}, op | {"kind": "note"}):
        assert kiosk.send(other)[0] == {"id": op["id"], "verdict": "rejected", "code": "id_reused"}


def test_an_unknown_kind_waits_for_a_newer_hub(kiosk: Kiosk) -> None:
    """`later`, not refused."""
    verdict = kiosk.send({"id": new_id(), "kind": "poem", "data": {"x": "\0"}})[0]

    assert (verdict["verdict"], verdict["code"]) == ("later", "unknown_kind")
    assert verdict["after_s"] > 0


def test_unknown_fields_are_taken(library: Library, kiosk: Kiosk) -> None:
    """A newer kiosk says more than this hub reads."""
    event(library)
    op = signup(hat="blue", slip="ab" * 32)

    assert kiosk.send(op | {"mood": "good"})[0]["verdict"] == "accepted"
    assert Signup.objects.get().slip == "ab" * 32


def test_an_op_the_database_objects_to_waits_and_its_neighbours_are_taken(
    library: Library, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All together first, then each by itself."""
    event(library)
    kind, poison = op_kinds()["note"], note("gift")

    def objecting(op: Any) -> str:
        if op.data["text"] == "gift":
            raise DatabaseError
        return type(kind).take(kind, op)

    monkeypatch.setattr(kind, "take", objecting)
    verdicts = kiosk.send(signup(), poison, note("tak"))

    assert [each["verdict"] for each in verdicts] == ["accepted", "later", "accepted"]
    assert verdicts[1]["code"] == "hub_error"
    assert (Signup.objects.count(), Note.objects.count()) == (1, 1)


def test_staff_see_what_was_refused_until_it_is_taken(library: Library, kiosk: Kiosk) -> None:
    """Event, code and reason; nothing of the person."""
    occasion = event(library, signup="closed")
    op = signup()

    kiosk.send(op)
    refusal = Refusal.objects.get()
    assert (refusal.reason, refusal.event, refusal.code) == ("closed", "dpl:81", op["data"]["code"])

    occasion.signup = "open"
    occasion.save()
    assert kiosk.send(op)[0]["verdict"] == "accepted"
    assert Refusal.objects.get().closed_at is not None


def test_a_note_with_a_telephone_number_is_held_for_a_closer_look(kiosk: Kiosk) -> None:
    """Held, never deleted."""
    kiosk.send(note("Ring til mig på 12 34 56 78"), note("Flere stole, tak"))

    assert [each.held for each in Note.objects.order_by("text")] == ["", "phone"]


def test_another_librarys_ids_are_not_ours(library: Library, kiosk: Kiosk) -> None:
    """A cancel from another branch finds nothing, and an id is one thing in the whole hub."""
    from hub.acts import content
    from tests.hub.desk import enrolled

    event(library)
    op = signup()
    kiosk.send(op)
    other = enrolled(content.add_library("hasseris", "Hasseris", now=now()))

    assert other.send(cancel(signup=op["id"]))[0]["code"] == "no_such_signup"
    assert other.send(op)[0]["code"] == "id_reused"
