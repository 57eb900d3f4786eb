"""The page a slip leads to: nothing of a person, and one's own sign-up only."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from hub.acts import content
from hub.models import Library, Occasion, Seats, Signup, Translation
from hub.outside import now
from tests.hub.desk import Kiosk, client, event, signup

TOKEN = "BCDFGHJKMNPQ2345"
SLIP = sha256(TOKEN.encode()).hexdigest()


@pytest.fixture
def occasion(library: Library, kiosk: Kiosk) -> Occasion:
    """Give an event that the slip stands for, with English words."""
    made = event(library, capacity=1)
    Translation.objects.create(occasion=made, lang="en", title="Reading aloud")
    kiosk.send(signup(name="Hemmelig", contact="87654321", code="KTRM", slip=SLIP))
    return made


def page(path: str, **more: Any) -> tuple[int, str]:
    """Fetch a page."""
    answer = client().get(path, **more)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("token", [TOKEN, TOKEN.lower()])
def test_a_slip_in_any_case_tells_how_it_stands(occasion: Occasion, token: str) -> None:
    """Event, state, the way to the calendar, and nothing of a person."""
    status, words = page(f"/k/{token}")

    assert status == 200
    assert "Højtlæsning" in words
    assert "Du har en plads" in words
    for secret in ("Hemmelig", "87654321", "KTRM", SLIP):
        assert secret not in words


def test_it_keeps_to_itself(occasion: Occasion) -> None:
    """No search engine, no referrer, nothing from elsewhere, no memory."""
    answer = client().get(f"/k/{TOKEN}")

    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert b"http" not in answer.content


def test_it_speaks_english_when_asked(occasion: Occasion) -> None:
    """And then of the event too."""
    assert "Reading aloud" in page(f"/k/{TOKEN}?lang=en")[1]
    assert "You have a seat" in page(f"/k/{TOKEN}?lang=en")[1]


@pytest.mark.parametrize("token", ["BCDFGHJKMNPQ2346", "x", "A" * 16, "æ" * 16])
def test_an_unknown_slip_may_only_be_early(occasion: Occasion, token: str) -> None:
    """The kiosk may have had no network yet."""
    status, words = page(f"/k/{token}")

    assert status == 404
    assert "Din seddel gælder" in words


def test_cancelling_asks_first(occasion: Occasion) -> None:
    """A GET changes nothing; a form of ours does, once."""
    visitor = client()
    visitor.get(f"/k/{TOKEN}/cancel")
    assert Seats.objects.get().taken == 1

    answer = visitor.post(f"/k/{TOKEN}/cancel", {"lang": "en"})

    assert answer.status_code == 302
    assert answer["Location"] == f"/k/{TOKEN}?lang=en"
    assert Seats.objects.get().taken == 0
    assert "You have cancelled" in page(answer["Location"])[1]
    visitor.post(f"/k/{TOKEN}/cancel")
    assert Seats.objects.get().taken == 0


def test_a_form_from_elsewhere_cancels_nothing(occasion: Occasion) -> None:
    """The browser must have had our page."""
    from django.test import Client

    answer = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1").post(f"/k/{TOKEN}/cancel")

    assert answer.status_code == 403
    assert Seats.objects.get().taken == 1


def test_what_is_over_cannot_be_cancelled(occasion: Occasion) -> None:
    """Nor what was called off."""
    occasion.start, occasion.end = now() - timedelta(days=2), now() - timedelta(days=1)
    content.save(occasion, capacity=1, who="x", now=now())

    client().post(f"/k/{TOKEN}/cancel")

    assert Signup.objects.get().status == "confirmed"
    assert "Det har været" in page(f"/k/{TOKEN}")[1]


def test_the_calendar_file(occasion: Occasion) -> None:
    """One event, without a person."""
    answer = client().get(f"/k/{TOKEN}/calendar.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:H\xc3\xb8jtl\xc3\xa6sning" in answer.content
    assert b"Hemmelig" not in answer.content


def test_who_asks_too_often_waits(occasion: Occasion) -> None:
    """30 a minute from one address."""
    for _ in range(30):
        assert page("/k/BCDFGHJKMNPQ2346")[0] == 404

    assert page(f"/k/{TOKEN}")[0] == 429
    assert page(f"/k/{TOKEN}", REMOTE_ADDR="10.0.0.9")[0] == 200
