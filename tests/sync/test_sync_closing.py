"""A kiosk that is revoked: it stops, says so, shreds what it is told to shred, and comes back when it is enrolled again."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ports import Batch
from kiosk.rooms.signup.model import SignupStatus
from kiosk.sync.closing import Closing
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import CODE, NOON, Station, event
from tests.sync.test_sync_blobs import names, with_picture


def closed(station: Station) -> bool:
    """Whether the glass is told."""
    return station.content.closed()


def test_revoked_without_wipe_keeps_everything_and_says_so(station: Station, hub: PretendHub, kiosk: Any) -> None:
    """The hub asks after the kiosk once a day from here on; the letters stay sealed."""
    with_picture(hub)
    station.downlink.once()
    kiosk.sign_up()
    station.closing._letters = kiosk.letters
    revision = station.content.data_version()
    hub.members.set_state("revoked")

    station.clock.now += 4000
    station.downlink.step()

    assert closed(station)
    assert station.closing.shut.is_set()
    assert station.content.data_version() != revision
    assert station.titles() == {"a": "Højtlæsning"}
    assert kiosk.connection.execute("SELECT body IS NULL FROM letter").fetchall() == [(0,)]
    assert 43_000 < station.downlink._pauses.left_s() <= 86_400


def test_revoked_with_wipe_leaves_nothing(station: Station, hub: PretendHub, kiosk: Any) -> None:
    """Sealed bodies, content of every source and pictures are gone; the line of the sign-up stays for staff."""
    with_picture(hub)
    station.downlink.once()
    station.content.apply("site", Batch(events=()), NOON)
    letter = kiosk.sign_up(name="Zqxjåwz")
    box = kiosk.connection.execute("SELECT body FROM letter").fetchall()[0][0][-200:-100]
    station.closing._letters = kiosk.letters
    hub.members.set_state("revoked", wipe=True)

    station.clock.now += 4000
    station.downlink.step()

    assert closed(station)
    assert kiosk.connection.execute("SELECT body FROM letter").fetchall() == [(None,)]
    assert kiosk.letters.next_batch(1e9) == ()
    assert kiosk.record(letter).status is SignupStatus.KEPT
    for ending in ("", "-wal"):
        file = kiosk.path.with_name(kiosk.path.name + ending)
        assert not file.exists() or box.encode() not in file.read_bytes()
    programme = station.content.programme(NOON)
    assert (programme.events, names(station), station.shelf.place().cursor) == ((), [], "")
    assert [note.name for note in programme.sources] in ([], ["hub"])


def test_it_is_still_closed_after_a_restart(station: Station, hub: PretendHub) -> None:
    """The flag stands in the file."""
    hub.members.set_state("revoked")
    assert station.downlink.once().reason == "revoked"

    station.restart()

    assert station.closing.shut.is_set()
    assert closed(station)


def test_enrolled_again_it_opens(station: Station, hub: PretendHub) -> None:
    """A new device of the same machine: the first good answer opens the glass, and the week comes back."""
    hub.publish("event", "a", event())
    hub.members.set_state("revoked", wipe=True)
    station.downlink.once()
    hub.new_code(CODE)
    station.enrol()

    assert station.downlink.once().reason == ""

    assert not closed(station)
    assert not station.closing.shut.is_set()
    assert station.titles() == {"a": "Højtlæsning"}


@pytest.mark.parametrize("reason", ["waiting", "bad_token", "not_ours", "unreachable", "hub_error"])
def test_nothing_else_closes_it(station: Station, reason: str) -> None:
    """A stranger's refusal, or a hub in trouble, is no revocation."""
    Closing(letters=station.letters, feed=station.shelf, blobs=station.blobs).heard(reason)

    assert not closed(station)


def test_a_revocation_heard_while_handing_over_letters_counts_too(kiosk: Any, station: Station, hub: PretendHub) -> None:
    """The courier's reason is the same word."""
    station.courier._letters = kiosk.letters
    letter = kiosk.sign_up()
    hub.members.set_state("revoked")

    pushed = station.courier.push_once()
    station.closing.heard(pushed.reason)

    assert (pushed.reason, letter in hub.statuses()) == ("revoked", False)
    assert station.courier.told_to_wait
    assert closed(station)
