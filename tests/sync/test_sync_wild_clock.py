"""A wild clock of the kiosk decides nothing: what waits is not erased by it, and what was made under it is not past its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.store.retention import erased_unsent

HUB_NOW = datetime(2026, 11, 24, 11, 0, tzinfo=ZoneInfo("UTC"))
WILD = datetime(2099, 1, 1, tzinfo=ZoneInfo("UTC"))


def test_a_clock_of_2099_erases_no_letter_that_waits(kiosk: Any) -> None:
    """The hub was heard today; a night passes in 2099; the visitor's sign-up still arrives."""
    kiosk.letters.heard(HUB_NOW)
    letter = kiosk.sign_up()

    kiosk.letters.forget_old(WILD)
    kiosk.drain()

    assert kiosk.record(letter).status.value == "confirmed"
    assert erased_unsent(kiosk.connection) == 0


def test_what_was_taken_stays_until_the_hub_says_that_it_is_safe(kiosk: Any) -> None:
    """Else a hub that is put back tomorrow could not be told again."""
    kiosk.sign_up()
    kiosk.drain()
    kiosk.letters.heard(HUB_NOW)

    kiosk.letters.forget_old(WILD)

    assert kiosk.letters.offer_again("another-epoch") == 1


def test_the_rules_hold_when_time_really_passes(kiosk: Any) -> None:
    """The hub itself says that it is months later."""
    kiosk.letters.heard(HUB_NOW)
    kiosk.sign_up()
    kiosk.letters.heard(HUB_NOW + timedelta(days=90))

    assert kiosk.letters.forget_old(HUB_NOW + timedelta(days=90)).signups == 1


def test_a_heartbeat_tells_the_hubs_time(station: Any) -> None:
    """So that every kiosk with a hub has it within a minute."""
    station.downlink.once()

    assert station.letters._hub_now() is not None
