"""Full copies, refused cursors and odd pages: the week on the glass is whole, or it is the old one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.ports import UplinkError
from kiosk.sync.answers import Answer
from kiosk.sync.feed import page_in
from kiosk.sync.pretend_hub import PretendHub
from kiosk.wire import FeedItem, FeedPage
from tests.sync.station import NOON, Station, event


def test_an_old_page_played_again_is_dropped(station: Station, hub: PretendHub) -> None:
    """A cache that gives an earlier true answer: its `from` is not what we asked."""
    hub.publish("event", "a", event("Før"))
    station.pull()
    hub.publish("event", "a", None)
    station.pull()
    place = station.shelf.place()
    hub.faults.next_at("/v1/feed", "old_replay", "old_replay")

    assert station.try_pull() == "no_page"

    assert station.shelf.place() == place
    assert station.titles() == {}


def test_an_older_number_never_replaces_a_newer_one(station: Station, hub: PretendHub) -> None:
    """Even a page that answers what we asked: neither an edit nor a deletion is undone by it."""
    hub.publish("event", "a", event("Gammel"))
    hub.publish("event", "b", event("B"))
    station.pull()
    hub.publish("event", "a", event("Ny"))
    hub.publish("event", "b", None)
    station.pull()
    items = (("a", 1, "Gammel"), ("b", 2, "B"))
    old = tuple(FeedItem(seq, "event", key, deleted=False, data=json.dumps(event(title))) for key, seq, title in items)

    station.shelf.take(FeedPage(old, "x.4"), NOON)

    assert station.titles() == {"a": "Ny"}


def test_a_cursor_the_hub_does_not_know_brings_a_full_copy(station: Station, hub: PretendHub) -> None:
    """Tombstones were purged while we were away: what the new copy does not name is gone."""
    hub.publish("event", "a", event("A"))
    hub.publish("event", "b", event("B"))
    station.pull()
    hub.publish("event", "a", None)
    hub.publish("event", "c", event("C"))
    hub.feed.purge()

    station.pull()

    assert station.titles() == {"b": "B", "c": "C"}


def test_a_full_copy_is_shown_when_it_is_whole(tmp_path: Path, hub: PretendHub) -> None:
    """Page by page nothing changes on the glass; a restart half-way goes on where it was; then the new week is there at once."""
    station = Station(tmp_path / "k", hub, page=2)
    for number in range(5):
        hub.publish("event", f"old{number}", event(f"Gammel {number}"))
    station.pull()
    old = station.titles()
    for number in range(5):
        hub.publish("event", f"old{number}", None)
        hub.publish("event", f"new{number}", event(f"Ny {number}"))
    hub.new_epoch()

    assert station.reader.pull().more
    station.restart()
    assert station.titles() == old
    assert station.reader.pull().more
    assert station.titles() == old
    revision = station.content.data_version()
    station.pull()

    assert station.titles() == {f"new{number}": f"Ny {number}" for number in range(5)}
    assert station.content.data_version() != revision
    station.stop()


def test_a_copy_that_begins_again_forgets_the_half_of_the_first(tmp_path: Path, hub: PretendHub) -> None:
    """Two restores in a row: what only the first half named is not shown."""
    station = Station(tmp_path / "k", hub, page=2)
    for key in ("a", "b", "c"):
        hub.publish("event", key, event(key))
    station.pull()
    hub.new_epoch()
    station.reader.pull()
    hub.publish("event", "a", None)
    hub.publish("event", "b", None)
    hub.feed.purge()
    hub.new_epoch()

    station.pull()

    assert station.titles() == {"c": "c"}
    station.stop()


def test_a_page_too_big_is_asked_for_in_halves(station: Station, hub: PretendHub) -> None:
    """And nothing is lost by it."""
    for number in range(5):
        hub.publish("event", f"e{number}", event())
    hub.faults.next_at("/v1/feed", "e413", "e413")

    pulled = station.reader.pull()

    assert pulled.items == 5
    assert station.reader._page == 100  # a quarter, and grown back once


def test_a_cursor_that_is_refused_is_forgotten_once_a_day(station: Station, hub: PretendHub) -> None:
    """The first refusal begins from the start, with the old week on the glass; the next ones only wait."""
    hub.publish("event", "a", event("A"))
    station.pull()
    cursor = station.shelf.place().cursor
    hub.faults.next_at("/v1/feed", "e422", None, "e422")

    assert station.try_pull() == "bad_envelope"
    assert station.shelf.place().cursor == ""
    assert station.titles() == {"a": "A"}
    assert station.try_pull() == ""
    assert station.try_pull() == "bad_envelope"

    assert station.shelf.place().cursor == cursor


def test_another_version_of_the_program_reads_the_kept_rows_anew(station: Station, hub: PretendHub) -> None:
    """What the last version could not show, or showed otherwise, is laid out from what came, without asking the hub."""
    hub.publish("event", "a", event("A"))
    station.pull()
    station.connections[2].execute("UPDATE item SET body = '{}', hash = '' WHERE source = 'hub'")
    assert station.titles() == {}

    station.version = "2"
    station.restart()

    assert station.titles() == {"a": "A"}


@pytest.mark.parametrize(
    "change",
    [
        {"from": "other"},
        {"next": ""},
        {"next": 7},
        {"items": {}},
        {"more": True, "next": "c.1"},
        {"results": [], "items": None},
    ],
)
def test_an_answer_that_is_no_page_is_none(change: dict[str, Any]) -> None:
    """Ours, and yet not what was asked: nothing of it is taken."""
    page = {"from": "c.1", "reset": False, "more": False, "next": "c.2", "items": []}
    assert page_in(Answer(200, {}, json.dumps(page).encode()), "c.1").next == "c.2"

    with pytest.raises(UplinkError, match="no_page"):
        page_in(Answer(200, {}, json.dumps(page | change).encode()), "c.1")


def test_items_that_cannot_be_named_are_counted() -> None:
    """A key with a blank, a number out of range, no kind: the others are taken."""
    good = {"seq": 1, "kind": "event", "key": "a", "deleted": False, "data": {}, "new_field": 1}
    bad = [good | {"key": "a b"}, good | {"seq": 0}, good | {"seq": 2**53 + 1}, good | {"kind": ""}, good | {"seq": "1"}, 7, None]
    page = {"from": None, "reset": False, "more": False, "next": "c.2", "items": [good, *bad]}

    read = page_in(Answer(200, {"etag": 'W/"c.2"'}, json.dumps(page).encode()), "")

    assert [item.key for item in read.items] == ["a"]
    assert (read.unread, read.etag) == (len(bad), 'W/"c.2"')


def test_the_glass_is_told_of_the_hub_like_of_any_source(station: Station, hub: PretendHub) -> None:
    """Trouble is noted with its reason, a stranger's answer only after the third; a good answer takes it back."""
    hub.publish("event", "a", event())
    station.downlink.once()
    hub.faults.always("captive200")

    def trouble() -> str:
        station.clock.now += 4000
        station.downlink.step()
        return station.content.programme(NOON).sources[0].trouble

    assert [trouble(), trouble(), trouble()] == ["", "", "not_ours"]
    hub.faults.always("refuse")
    assert trouble() == "unreachable"
    hub.faults.clear()
    assert trouble() == ""


def test_a_hub_put_back_gets_acked_letters_again_with_what_was_told(station: Station, hub: PretendHub, kiosk: Any) -> None:
    """An epoch first seen in the feed is enough: the letter is offered again, with `was`."""
    kiosk.sign_up("a")
    kiosk.push()
    courier_letters = kiosk.letters
    station.downlink._letters = courier_letters
    station.downlink.once()
    assert courier_letters.counts().waiting == 0

    hub.new_epoch()
    station.clock.now += 4000
    station.downlink.step()

    assert courier_letters.counts().waiting == 1
    (op,) = courier_letters.next_batch(kiosk.clock.now)
    assert json.loads(op.body)["was"]["status"] == "confirmed"
