"""The feed over real HTTP: pages, tombstones, resets, and everything that may come instead of a page."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.nouns import Key, Seats, SignupState, Text
from kiosk.ports import Batch, UplinkError
from kiosk.programme import SourceNote
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.sync.answers import Answer
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import NOON, Station, event


def test_a_first_pull_brings_everything_and_the_second_is_a_304(station: Station, hub: PretendHub) -> None:
    """Given events and seats, they are on the glass with their seats; then the same tag says that nothing is new."""
    hub.publish("event", "a", event("Strik", langs=["da", "uk"]))
    hub.publish("seats", "a", {"capacity": 20, "taken": 19, "waiting": 0, "at": "2026-11-24T10:00:00Z"})

    assert station.pull() == 2
    station.moment += timedelta(hours=3)
    again = station.pull()

    shown = station.shown()[Key("a")]
    assert (shown.title, shown.place, shown.languages) == (Text("Strik"), "Salen", ("da", "uk"))
    assert shown.body == (Text("Kom og hør."), Text("Der er te."))
    assert shown.seats == Seats(SignupState.OPEN, 20, 19, 0, waitlist=True)
    assert again == 0
    assert station.content.programme(NOON).sources == (SourceNote("hub", station.moment, "", 0),)
    assert station.shelf.place().etag == f'"{station.shelf.place().cursor}"'


def test_page_and_cursor_are_one_step(tmp_path: Path, hub: PretendHub) -> None:
    """With pages of three, each brings its items and moves the cursor; nothing is asked for twice."""
    station = Station(tmp_path / "k", hub, page=3)
    for number in range(8):
        hub.publish("event", f"e{number}", event(f"Nummer {number}"))
    cursors = []

    for _ in range(3):
        pulled = station.reader.pull()
        cursors.append((pulled.items, pulled.more, station.shelf.place().cursor.rpartition(".")[2]))

    assert cursors == [(3, True, "3"), (3, True, "6"), (2, False, "8")]
    assert len(station.shown()) == 8
    station.stop()


def test_new_edited_and_deleted_objects_come_through(station: Station, hub: PretendHub) -> None:
    """Whatever happens to an event at the hub happens to it on the glass."""
    for key in ("a", "b", "c"):
        hub.publish("event", key, event(key.upper()))
    station.pull()

    hub.publish("event", "a", event("Rettet"))
    hub.publish("event", "b", None)
    hub.publish("event", "d", event("Ny", state="cancelled"))
    station.pull()

    assert station.titles() == {"a": "Rettet", "c": "C", "d": "Ny"}
    assert station.shown()[Key("d")].state is EventState.CANCELLED


def test_the_hub_adds_seats_languages_and_signup_to_the_sites_own_event(station: Station, hub: PretendHub) -> None:
    """An event of the CMS keeps its words; the hub's seats, languages and cancelling count."""
    start = NOON + timedelta(days=2)
    site = LibraryEvent(Key("dpl:81"), Text("Forfatteraften"), start, start + timedelta(hours=2), state=EventState.ACTIVE)
    station.content.apply("site", Batch(events=(site,)), NOON)
    hub.publish("event", "dpl:81", event("x", langs=["da", "ar"], capacity=8))
    hub.publish("event", "own", event("Vores eget", langs=[]))

    station.pull()
    joined = station.shown()[Key("dpl:81")]
    hub.publish("event", "dpl:81", event("x", state="cancelled", langs=[]))
    station.pull()

    assert (joined.title, joined.start, joined.languages) == (Text("Forfatteraften"), start, ("da", "ar"))
    assert (joined.state, joined.seats.capacity) == (EventState.ACTIVE, 8)
    assert station.shown()[Key("dpl:81")].state is EventState.CANCELLED
    assert station.shown()[Key("dpl:81")].languages == ("da",)
    assert station.shown()[Key("own")].languages == ("da",)


def test_groups_and_keys_come_too(station: Station, hub: PretendHub) -> None:
    """A group with its seats; the first key of the settings is the one to seal to."""
    key, old = hub.seal.public, "A" * 43 + "="
    told = {"name": "Læsekreds", "when": "hver anden tirsdag", "dates": ["2026-12-01T16:00:00Z"], "capacity": 8, "signup": "open"}
    hub.publish("group", "g", told)
    hub.publish("seats", "g", {"capacity": 8, "taken": 3, "waiting": 0})
    hub.publish("settings", "library", {"seal": [{"id": "s1", "public": key}, {"id": "s0", "public": old}], "tone": "ny"})

    station.pull()

    (group,) = station.content.programme(NOON).groups
    assert (group.name, group.when, group.seats.left) == (Text("Læsekreds"), Text("hver anden tirsdag"), 5)
    assert station.content.seal() == hub.seal


def test_what_cannot_be_read_is_skipped_counted_and_kept(station: Station, hub: PretendHub) -> None:
    """A row of a known kind, an unknown kind, seats without sense: none blocks the others, and all are kept as they came."""
    hub.publish("event", "good", event("God"))
    hub.publish("event", "bad", event("Uden tid") | {"start": "i morgen"})
    hub.publish("seats", "good", {"taken": "mange"})
    hub.publish("poem", "p", {"lines": ["a", "b"]})

    station.pull()

    assert station.titles() == {"good": "God"}
    assert station.shelf.bad_rows() == 2
    kept = station.connections[2].execute("SELECT kind, data FROM feed WHERE kind = 'poem'").fetchall()
    assert [(kind, json.loads(str(data))) for kind, data in kept] == [("poem", {"lines": ["a", "b"]})]
    hub.publish("event", "bad", event("Nu med tid"))
    station.pull()
    assert set(station.titles()) == {"good", "bad"}
    assert station.shelf.bad_rows() == 1


def test_the_last_good_version_stays_when_a_newer_one_cannot_be_read(station: Station, hub: PretendHub) -> None:
    """An event does not vanish because the hub learnt to say something we cannot read."""
    hub.publish("event", "a", event("Læselig"))
    station.pull()

    hub.publish("event", "a", event("Ulæselig", start=7))
    station.pull()

    assert station.titles() == {"a": "Læselig"}
    assert station.shelf.bad_rows() == 1


FAULTS: list[tuple[Fault, str]] = [
    ("refuse", "unreachable"),
    ("reset_before", "unreachable"),
    ("lost_ack", "unreachable"),
    ("cut_headers", "not_ours"),
    ("cut_body", "unreachable"),
    ("garbage_gzip", "not_ours"),
    ("slow", "slow"),
    ("captive200", "not_ours"),
    ("captive302", "not_ours"),
    ("other_json", "not_ours"),
    ("empty200", "not_ours"),
    ("e404_html", "not_ours"),
    ("e401", "bad_token"),
    ("e403_waiting", "waiting"),
    ("e429_ra", "slow_down"),
    ("e500", "hub_error"),
    ("e503_ra", "busy"),
    ("e422", "bad_envelope"),
]


@pytest.mark.parametrize(("fault", "reason"), FAULTS)
def test_no_fault_changes_what_is_shown_and_the_next_pull_heals(
    station: Station, hub: PretendHub, fault: Fault, reason: str
) -> None:
    """Whoever answers, or does not: the week on the glass stays, and the change comes with the next good answer."""
    hub.publish("event", "a", event("Før"))
    station.pull()
    before = station.shelf.place()
    hub.publish("event", "a", event("Efter"))
    hub.faults.next_at("/v1/feed", *[fault] * (3 if fault == "e401" else 1))

    assert station.try_pull() == reason
    assert station.titles() == {"a": "Før"}
    if reason != "bad_envelope":
        assert station.shelf.place() == before
    hub.faults.clear()
    station.pull()

    assert station.titles() == {"a": "Efter"}


def test_a_304_that_names_another_tag_is_nobodys(station: Station, hub: PretendHub) -> None:
    """A proxy's 304 does not make old content fresh."""
    hub.publish("event", "a", event())
    station.pull()
    place = station.shelf.place()
    station.connections[2].execute("UPDATE feed_place SET etag = '\"other\"'")
    assert station.try_pull() == ""
    place_after = station.shelf.place()
    assert place_after.etag == place.etag

    with pytest.raises(UplinkError, match="not_ours"):
        station.reader._nothing_new(Answer(304, {"etag": '"other"'}, b""), place)
