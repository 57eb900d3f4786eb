"""A broken row of a folder is named by key and field, and takes no other row with it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.ports import Batch, SkippedRow, Validators
from kiosk.sources.folder import FILES, FolderSource

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GOOD_EVENT = {"key": "good", "title": "God", "date": {"day": 0, "time": "16:00"}}
GOOD_GROUP = {"key": "good", "name": "God", "when": "Tirsdage"}
GOOD_BOOK = {"key": "good", "title": "God", "author": "Forfatter"}
GOOD_HOURS = {"weekday": "tue", "opens": "10:00", "closes": "18:00"}
GOOD_TAG = {"key": "good", "name": "god"}


def fetch(folder: Path, **files: str) -> Batch:
    (folder / "branch.toml").write_text('name = "Nibe"\n', encoding="utf-8")
    for file in FILES[1:]:
        (folder / file).write_text(files.get(file.removesuffix(".json"), '{"rows": []}'), encoding="utf-8")
    batch = FolderSource(name="here", folder=folder).fetch(Validators(), NOW)
    assert isinstance(batch, Batch)
    return batch


def rows(*every: object) -> str:
    return json.dumps({"rows": every})


EVENTS: list[tuple[str, dict[str, object]]] = [
    ("title", {"title": ""}),
    ("title", {"title": "Onde\u202e ord"}),
    ("title", {"title": "x" * 2001}),
    ("title", {"title": {"dansk sprog": "x"}}),
    ("title", {"title": {}}),
    ("title", {"title": "linje\nskift"}),
    ("body", {"body": ["god", "klokke\x07"]}),
    ("body", {"body": "ikke en liste"}),
    ("date", {"date": {}}),
    ("date", {"date": {"day": 0, "weekday": "tue"}}),
    ("date", {"date": {"start": "i morgen"}}),
    ("date", {"date": {"start": "2026-02-30"}}),
    ("date", {"date": {"start": "2026-11-25T10:00", "end": "2026-11-24T10:00"}}),
    ("date", {"date": {"start": "9999-12-31T23:59", "minutes": 600}}),
    ("date.day", {"date": {"day": 10**9}}),
    ("date.time", {"date": {"day": 0, "time": "25:00"}}),
    ("date.dag", {"date": {"dag": 0}}),
    ("state", {"state": "Perhaps"}),
    ("price", {"price": -1}),
    ("link", {"link": "javascript:alert(1)"}),
    ("ticket_link", {"ticket_link": "https://a b"}),
    ("seats.capacity", {"seats": {"signup": "open", "capacity": -3}}),
    ("seats.signup", {"seats": {"signup": "maybe"}}),
    ("titel", {"titel": "stavefejl"}),
    ("online", {"online": "ja"}),
    ("languages", {"languages": ["DANSK"]}),
]


@pytest.mark.parametrize(("field", "change"), EVENTS)
def test_a_broken_event_is_skipped_with_its_key_and_field(tmp_path: Path, field: str, change: dict[str, object]) -> None:
    """Given a bad row between two good ones, the two are there and the bad one is named."""
    bad = GOOD_EVENT | {"key": "bad"} | change

    batch = fetch(tmp_path, events=rows(GOOD_EVENT, bad, GOOD_EVENT | {"key": "also"}))

    assert [event.key for event in batch.events or ()] == ["good", "also"]
    assert batch.skipped == (SkippedRow("bad", field),)


@pytest.mark.parametrize(
    ("kind", "good", "change", "field"),
    [
        ("groups", GOOD_GROUP, {"drop_in": True, "seats": {"signup": "open"}}, "drop_in"),
        ("groups", GOOD_GROUP, {"quorum": 0}, "quorum"),
        ("groups", GOOD_GROUP, {"dates": [{"day": 0}, {}]}, "dates"),
        ("books", GOOD_BOOK, {"isbn": "9788700000019"}, "isbn"),
        ("books", GOOD_BOOK, {"isbn": "ikke et nummer"}, "isbn"),
        ("books", GOOD_BOOK, {"tags": ["unknown"]}, "tags"),
        ("books", GOOD_BOOK, {"title": " "}, "title"),
        ("books", GOOD_BOOK, {"forms": ["scroll"]}, "forms"),
        ("books", GOOD_BOOK, {"pick": {"by": "Bodil"}}, "pick.words"),
        ("tags", GOOD_TAG, {"name": ""}, "name"),
    ],
)
def test_a_broken_row_of_another_file_is_skipped_too(
    tmp_path: Path, kind: str, good: dict[str, object], change: dict[str, object], field: str
) -> None:
    """Given a bad row in another file, it is named and the good one before it stays."""
    batch = fetch(tmp_path, **{kind: rows(good, good | {"key": "bad"} | change)})

    assert batch.skipped == (SkippedRow("bad", field),)
    assert len(batch.groups or ()) == (kind == "groups")
    assert len(batch.books or ()) == (kind == "books")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": 0}, "weekday"),
        ({"closes": "09:00"}, "closes"),
        ({"weekday": None, "date": "2026-02-30"}, "date"),
        ({"opens": 10}, "opens"),
    ],
)
def test_broken_hours_are_named_by_their_place_in_the_file(tmp_path: Path, change: dict[str, object], field: str) -> None:
    """Given hours, which have no key, the row is named by file and position."""
    batch = fetch(tmp_path, hours=rows(GOOD_HOURS, GOOD_HOURS | change))

    assert batch.skipped == (SkippedRow("hours.json#2", field),)
    assert len(batch.hours or ()) == 2


@pytest.mark.parametrize("row", [None, 3, "tekst", [], {}, {"key": "../../etc"}, {"key": "æ" * 70}, {"key": 7}])
def test_a_row_without_a_key_we_trust_goes_by_its_place(tmp_path: Path, row: object) -> None:
    """Given something that is no row, nothing of its content is repeated."""
    batch = fetch(tmp_path, events=rows(GOOD_EVENT, row))

    assert [skipped.key for skipped in batch.skipped] == ["events.json#2"]
    assert len(batch.events or ()) == 1


def test_the_second_row_with_a_key_is_the_broken_one(tmp_path: Path) -> None:
    """Given one key twice, the first row stands."""
    batch = fetch(tmp_path, events=rows(GOOD_EVENT, GOOD_EVENT | {"title": "Kopi"}))

    assert [event.title.danish for event in batch.events or ()] == ["God"]
    assert batch.skipped == (SkippedRow("good", "key"),)


def test_a_weekly_row_that_breaks_keeps_the_last_good_version_of_every_date(tmp_path: Path) -> None:
    """Given a broken weekly row whose date can still be read, each of its dates is named as skipped."""
    weekly = GOOD_EVENT | {"date": {"weekday": "tue", "time": "19:00", "weeks": 2}}
    before = fetch(tmp_path, events=rows(weekly))

    broken = fetch(tmp_path, events=rows(weekly | {"price": "gratis"}))

    assert [event.key for event in before.events or ()] == ["good:2026-11-24", "good:2026-12-01"]
    assert broken.skipped == (SkippedRow("good:2026-11-24", "price"), SkippedRow("good:2026-12-01", "price"))


def test_no_key_can_be_taken_for_a_weekly_date(tmp_path: Path) -> None:
    """Given a key that looks like a weekly row's, or a weekly one too long for its date, the row is refused."""
    weekly = {"weekday": "tue", "time": "19:00"}

    batch = fetch(
        tmp_path, events=rows(GOOD_EVENT | {"key": "a:2026-11-24"}, GOOD_EVENT | {"key": "k" * 60, "date": weekly}, GOOD_EVENT)
    )

    assert [event.key for event in batch.events or ()] == ["good"]
    assert {skipped.field for skipped in batch.skipped} == {"key"}


def test_bytes_that_are_not_utf_8_cost_one_row(tmp_path: Path) -> None:
    """Given a row saved in another encoding, only that row is lost."""
    fetch(tmp_path)
    good, bad = json.dumps(GOOD_EVENT).encode(), b'{"key": "bad", "title": "K\xf8b", "date": {"day": 0}}'
    (tmp_path / "events.json").write_bytes(b'{"rows": [' + bad + b", " + good + b"]}")

    batch = FolderSource(name="here", folder=tmp_path).fetch(Validators(), NOW)

    assert isinstance(batch, Batch)
    assert [event.key for event in batch.events or ()] == ["good"]
    assert [skipped.key for skipped in batch.skipped] == ["events.json#1"]


def test_the_log_tells_staff_where_to_look_and_nothing_of_what_stands_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a bad row, file, key and field are in the log, its words are not."""
    with caplog.at_level(logging.WARNING):
        fetch(tmp_path, events=rows(GOOD_EVENT | {"key": "bad", "title": "Hemmelig", "price": "dyr"}))

    assert "events.json: bad skipped, look at price" in caplog.text
    assert "Hemmelig" not in caplog.text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD_EVENT, "seats", "da", "day", "start"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(JSON, max_size=4), st.dictionaries(st.sampled_from(["key", "title", "date", "seats", "body", "languages"]), JSON))
def test_whatever_stands_in_a_row_the_good_row_stays(tmp_path: Path, noise: list[object], change: dict[str, object]) -> None:
    """Given any rows at all beside it, the good row is read, and every key is there once."""
    batch = fetch(tmp_path, events=rows(GOOD_EVENT, *noise, GOOD_EVENT | {"key": "other"} | change))

    keys = [event.key for event in batch.events or ()]
    assert keys[0] == "good"
    assert len(keys) == len(set(keys))
    assert len(keys) + len(batch.skipped) == 2 + len(noise)
