"""Taking a sign-up back: by its id, or by event and code, which cannot be guessed."""

from __future__ import annotations

from datetime import timedelta

from hub.models import Attempt, Library, Seats, Signup
from tests.hub.desk import Kiosk, cancel, enrolled, event, signup


def test_by_id_and_again(library: Library, kiosk: Kiosk) -> None:
    """The seat is free once; asking again under another id is no fault."""
    occasion = event(library, capacity=5)
    op = signup(seats=2)
    kiosk.send(op)

    verdicts = [kiosk.send(cancel(signup=op["id"]))[0] for _ in range(2)]

    assert [(each["verdict"], each["status"]) for each in verdicts] == [("accepted", "cancelled")] * 2
    assert Seats.objects.get(pk=occasion.pk).taken == 0


def test_somebody_who_waits_leaves_the_queue(library: Library, kiosk: Kiosk) -> None:
    """Not a seat."""
    occasion = event(library, capacity=1)
    first, second = signup(), signup()
    kiosk.send(first, second, cancel(signup=second["id"]))

    seats = Seats.objects.get(pk=occasion.pk)
    assert (seats.taken, seats.waiting) == (1, 0)


def test_by_event_and_code(library: Library, kiosk: Kiosk) -> None:
    """What somebody types from a slip."""
    event(library)
    kiosk.send(signup(code="KTRM"), signup(code="BBBB"))

    assert kiosk.send(cancel(event="dpl:81", code="KTRM"))[0]["status"] == "cancelled"
    assert list(Signup.objects.filter(status="cancelled").values_list("code", flat=True)) == ["KTRM"]


def test_a_code_belongs_to_the_kiosk_that_gave_it(library: Library, kiosk: Kiosk) -> None:
    """Two kiosks gave the same; each frees its own, and a third, who cannot know whose, frees none."""
    event(library)
    other, third = enrolled(library), enrolled(library)
    mine, theirs = signup(code="KTRM"), signup(code="KTRM")
    kiosk.send(mine)
    other.send(theirs)

    assert third.send(cancel(event="dpl:81", code="KTRM"))[0]["code"] == "no_such_signup"
    assert kiosk.send(cancel(event="dpl:81", code="KTRM"))[0]["status"] == "cancelled"
    assert Signup.objects.get(op_id=theirs["id"]).status == "confirmed"


def test_codes_cannot_be_guessed(library: Library, kiosk: Kiosk) -> None:
    """Five wrong ones an hour from one kiosk, then it waits; another kiosk does not, nor does a cancel by id."""
    event(library)
    op = signup(code="KTRM")
    kiosk.send(op)
    wrong = [kiosk.send(cancel(event="dpl:81", code=code))[0]["code"] for code in ("BBBB", "CCCC", "DDDD", "FFFF", "GGGG")]
    assert wrong == ["no_such_signup"] * 5

    right = cancel(event="dpl:81", code="KTRM")
    verdict = kiosk.send(right)[0]
    assert (verdict["verdict"], verdict["after_s"]) == ("later", 3600)

    Attempt.objects.update(at=Attempt.objects.first().at - timedelta(hours=1, seconds=1))  # type: ignore[union-attr] # there are five
    assert kiosk.send(right)[0]["status"] == "cancelled"
