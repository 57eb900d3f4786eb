"""Cursors: those of this epoch go on where they stood, all others begin a full copy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.acts import content, retention
from hub.acts.identity import identity, new_epoch
from hub.models import Alarm, FeedRow, Library
from hub.outside import now
from tests.hub.desk import Kiosk, event

STRANGE = (
    "",
    "x",
    "1.1",
    "{epoch}",
    "{epoch}.",
    "{epoch}.-1",
    "{epoch}.٣",
    "{epoch}." + "9" * 5000,
    "{epoch}.1e3",
    "{epoch}.1 ",
    "\0",
)
OTHER = "00000000-0000-4000-8000-000000000000.1"


BEYOND = "{epoch}.99999999"


@pytest.mark.parametrize("cursor", [*STRANGE, OTHER, BEYOND])
def test_a_cursor_we_cannot_use_begins_a_full_copy(library: Library, kiosk: Kiosk, cursor: str) -> None:
    """And says which question it answers."""
    event(library)
    asked = cursor.format(epoch=identity(now()).epoch)

    page = kiosk.feed(asked)

    assert page["reset"]
    assert page["from"] == asked
    assert {each["kind"] for each in page["items"]} == {"event", "seats", "settings"}
    assert Alarm.objects.filter(kind="beyond_head").exists() == (cursor == BEYOND)


def test_a_cursor_below_the_floor_begins_a_full_copy(library: Library, kiosk: Kiosk) -> None:
    """Tombstones are kept 180 days; whoever comes later starts anew."""
    occasion = event(library)
    _, cursor = kiosk.everything()
    content.show(occasion, shown=False, who="test", now=now())
    retention.erase_old(now() + timedelta(days=179), "test")
    assert not kiosk.feed(cursor)["reset"]

    retention.erase_old(now() + timedelta(days=181), "test")

    assert kiosk.feed(cursor)["reset"]
    assert not FeedRow.objects.filter(deleted=True).exists()


def test_a_new_epoch_begins_a_full_copy(library: Library, kiosk: Kiosk) -> None:
    """After a restore."""
    _, cursor = kiosk.everything()
    new_epoch(now())

    page = kiosk.feed(cursor)

    assert page["reset"]
    assert page["epoch"] != cursor.split(".")[0]
