"""Pictures over real HTTP: checked by their hash, resumed where they were cut, and never in the way of anything else."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest

from kiosk.sync import pretend_door
from kiosk.sync.answers import Answer
from kiosk.sync.line import Question
from kiosk.sync.pretend_faults import Fault
from kiosk.sync.pretend_hub import PretendHub
from tests.sync.station import NOON, Station, event

PIXELS = bytes(range(256)) * 400


def with_picture(hub: PretendHub, key: str = "a", content: bytes = PIXELS) -> str:
    """Publish an event with a picture; give its name."""
    picture = hub.feed.add_blob(content, "image/png")
    hub.publish("event", key, event(picture=picture))
    return str(picture["sha256"])


def names(station: Station) -> list[str]:
    """What lies in the folder."""
    return sorted(path.name for path in (station.folder / "blobs").iterdir())


def test_a_picture_is_fetched_after_its_page_and_lies_whole(station: Station, hub: PretendHub) -> None:
    """The event is on the glass before its picture is here."""
    name = with_picture(hub)
    assert station.downlink.step()
    assert station.titles() == {"a": "Højtlæsning"}
    assert names(station) == []

    assert station.downlink.step()

    assert names(station) == [name]
    assert (station.folder / "blobs" / name).read_bytes() == PIXELS
    assert station.fetcher.wanted() == ()


def test_what_was_cut_goes_on_where_it_was(station: Station, hub: PretendHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it came; the rest is asked for by `Range`, also after a restart, and the whole is right."""
    name = with_picture(hub)
    station.downlink.step()
    hub.faults.next_at(f"/v1/blobs/{name}", "cut_body")
    assert station.downlink.step() is False
    begun = station.blobs.begun(station.shelf.pictures()[0])
    assert 0 < begun < len(PIXELS)
    station.restart()
    asked: list[dict[str, str]] = []
    real = station.line.ask_openly

    def asking(question: Question, *more: Any) -> Answer:
        asked.append(dict(question.headers))
        return real(question, *more)

    monkeypatch.setattr(station.line, "ask_openly", asking)

    assert station.fetcher.fetch(station.fetcher.wanted()[0])

    assert asked[0]["Range"] == f"bytes={begun}-"
    assert (station.folder / "blobs" / name).read_bytes() == PIXELS


@pytest.mark.parametrize("fault", ["captive200", "empty200", "other_json", "garbage_gzip"])
def test_what_is_not_the_picture_is_thrown_away(station: Station, hub: PretendHub, fault: Fault) -> None:
    """Somebody else's 200 never becomes a picture; it is asked for again after an hour."""
    name = with_picture(hub)
    station.downlink.step()
    hub.faults.next_at(f"/v1/blobs/{name}", fault)

    station.downlink.step()

    assert [each for each in names(station) if not each.endswith(".part")] == []
    assert station.fetcher.wanted() == ()
    station.clock.now += 3601
    assert station.fetcher.fetch(station.fetcher.wanted()[0])
    assert names(station) == [name]


def test_a_picture_the_hub_does_not_have_is_no_trouble(station: Station, hub: PretendHub) -> None:
    """404: the typographic cover stays, everything else goes on."""
    with_picture(hub)
    hub.feed._db.execute("DELETE FROM blob")

    report = station.downlink.once()

    assert report.reason == ""
    assert names(station) == []
    assert len(hub.beats) == 1


def test_more_than_was_promised_is_not_taken(station: Station, hub: PretendHub) -> None:
    """A picture larger than the feed said is cut off before it fills the disk."""
    picture = hub.feed.add_blob(PIXELS, "image/png")
    hub.publish("event", "a", event(picture=picture | {"bytes": 1000}))
    station.downlink.step()

    assert station.downlink.step() is False

    assert all((station.folder / "blobs" / each).stat().st_size <= 1000 for each in names(station))
    assert station.fetcher.wanted() == ()


@pytest.mark.parametrize(
    "change", [{"type": "text/html"}, {"bytes": 3 * 1024 * 1024}, {"sha256": "../../etc/passwd"}, {"bytes": 0}]
)
def test_what_the_contract_does_not_allow_is_not_even_asked_for(
    station: Station, hub: PretendHub, change: dict[str, object]
) -> None:
    """The event is shown without it."""
    picture = hub.feed.add_blob(PIXELS, "image/png")
    hub.publish("event", "a", event(picture=picture | change))

    station.pull()

    assert station.titles() == {"a": "Højtlæsning"}
    assert station.fetcher.wanted() == ()


def test_a_picture_that_is_taken_off_is_dropped_after_thirty_days(station: Station, hub: PretendHub) -> None:
    """Named ones stay for ever; looked at once a day."""
    kept, dropped = with_picture(hub, "a"), with_picture(hub, "b", PIXELS + b"x")
    station.downlink.once()
    for name in (kept, dropped):
        os.utime(station.folder / "blobs" / name, (NOON.timestamp(), NOON.timestamp()))
    hub.publish("event", "b", event())
    station.pull()

    for days in (29, 2):
        station.moment += timedelta(days=days)
        station.clock.now += 86_400
        station.fetcher.wanted()
        assert kept in names(station)

    assert names(station) == [kept]


def test_a_slow_line_brings_a_picture_piece_by_piece(station: Station, hub: PretendHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a line that takes longer than our patience, each try goes on where the last one was, and none is trouble."""
    monkeypatch.setattr(pretend_door, "DRIP_S", 0.0)
    name = with_picture(hub, content=PIXELS * 5)
    station.downlink.step()
    hub.faults.next_at(f"/v1/blobs/{name}", "slow")

    tries = 0
    while names(station) != [name]:
        assert station.downlink.step()
        tries += 1
        assert tries < 50

    assert tries > 1
    assert (station.folder / "blobs" / name).read_bytes() == PIXELS * 5
    assert station.content.programme(NOON).sources[0].trouble == ""
