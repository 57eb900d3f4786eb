"""The pages of the fleet: how each kiosk is, at a glance and one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hub.models import Device, Library
from hub.office.kiosks_words import span
from hub.outside import now
from tests.hub.desk import Kiosk
from tests.hub.office import staff


@pytest.fixture
def browser(library: Library) -> Client:
    """Give a technician."""
    return staff("Tekniker")


def beat(kiosk: Kiosk, **told: object) -> None:
    """Let a kiosk speak."""
    assert kiosk.post("/v1/heartbeat", told)[0] == 200


def test_the_fleet_tells_parts_program_and_how_long_letters_wait(browser: Client, kiosk: Kiosk) -> None:
    """In words, not in codes."""
    beat(kiosk, app="1.4.0", waiting=3, oldest_s=5400, parts={"printer": "trouble", "scanner": "ready"})

    page = browser.get("/office/kiosks/").content.decode()

    for said in ("Printeren driller", "Scanneren virker", "1.4.0", "3 venter, 90 min"):
        assert said in page


def test_silent_kiosks_are_named_on_top(browser: Client, kiosk: Kiosk) -> None:
    """And what to think of; one that speaks is not."""
    beat(kiosk)
    assert "Tavse kiosker" not in browser.get("/office/kiosks/").content.decode()

    Device.objects.update(beat_at=now() - timedelta(hours=1))

    assert "Tavse kiosker" in browser.get("/office/kiosks/").content.decode()


def test_one_kiosk_tells_what_it_runs_and_leads_to_its_settings(browser: Client, kiosk: Kiosk) -> None:
    """Also how old its content is."""
    beat(kiosk, feed_age_s=8000, uptime_s=200_000, settings={"version": "0.0"})

    page = browser.get(f"/office/kiosks/{kiosk.device}/").content.decode()

    for said in ("intet er sat herfra", "2 t", "2 d", f"/office/kiosks/settings/{kiosk.device}/"):
        assert said in page


def test_shutting_out_asks_first_and_may_wipe(browser: Client, kiosk: Kiosk) -> None:
    """A stolen kiosk is told to shred what it holds."""
    asked = browser.get(f"/office/kiosks/{kiosk.device}/", {"ask": "revoke"}).content.decode()
    assert "Spær kiosken?" in asked

    browser.post(f"/office/kiosks/{kiosk.device}/act", {"act": "revoke", "wipe": "on"})

    status, body = kiosk.post("/v1/heartbeat", {})
    assert (status, body["wipe"]) == (403, True)


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, ""), (0, "0 s"), (119, "119 s"), (120, "2 min"), (7200, "2 t"), (172800, "2 d")]
)
def test_a_span_is_said_in_the_unit_people_would_use(library: Library, seconds: int | None, said: str) -> None:
    """Seconds, minutes, hours or days."""
    del library

    assert span(seconds) == said
