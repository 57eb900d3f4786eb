"""Opening hours of the CMS, over a real socket."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from kiosk.ports import Batch, SkippedRow, SourceError, SourceTrouble, Unchanged, Validators
from kiosk.rooms.local.model import OpenSpan
from kiosk.sources.moments import HERE
from kiosk.sources.opening_hours import PAST_MIDNIGHT, DplOpeningHours
from tests.contracts.cms_server import HOURS, CmsServer, hours_row
from tests.contracts.faults import Fault
from tests.contracts.web_server import Served

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.sources.http import HttpGetter
    from tests.contracts.web_server import WebServer

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def source(base: str, getter: HttpGetter, **settings: Any) -> DplOpeningHours:
    """The source under test."""
    return DplOpeningHours(name="tider", base_url=base, getter=getter, **({"branch_id": 12} | settings))


def batch(asked: DplOpeningHours, now: datetime = NOW) -> Batch:
    """Fetch without a condition."""
    answer = asked.fetch(Validators(), now)
    assert isinstance(answer, Batch)
    return answer


def span(
    opens: str = "08:00", closes: str = "20:00", title: str = "Selvbetjening", day: date = TODAY, *, staffed: bool = False
) -> OpenSpan:
    """A span in short."""
    return OpenSpan(day, time.fromisoformat(opens), time.fromisoformat(closes), title, staffed)


def test_overlapping_categories_are_spans_in_order(cms: CmsServer, getter: HttpGetter) -> None:
    """Whatever order they come in; a title says whether somebody is there."""
    staffed = {"title": "MED betjening", "color": "red"}
    cms.serve_hours([hours_row("2026-11-24", "10:00", "18:00", category=staffed), hours_row("2026-11-24")])

    answer = batch(source(cms.base, getter))

    assert answer.hours == (span(), span("10:00", "18:00", "MED betjening", staffed=True))
    assert answer.events is None
    assert answer.skipped == ()


def test_the_window_is_asked_for_and_is_the_scope(cms: CmsServer, getter: HttpGetter) -> None:
    """Yesterday to two weeks ahead, as the branch counts days, also just after midnight in the summer."""
    cms.serve_hours([])

    answer = batch(source(cms.base, getter), datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    assert [asked.path for asked in cms.asked] == [HOURS + "?_format=json&branch_id=12&from_date=2026-07-01&to_date=2026-07-16"]
    assert (answer.scope.start, answer.scope.end) == (datetime(2026, 7, 1, tzinfo=HERE), datetime(2026, 7, 17, tzinfo=HERE))
    assert answer.hours == ()


def test_rows_outside_the_window_or_of_another_branch_are_dropped(web: WebServer, getter: HttpGetter) -> None:
    """A server that filters nothing does not show us other people's hours."""
    rows = [hours_row("2026-11-22"), hours_row("2026-12-09"), hours_row("2026-11-24", branch_id=13), hours_row("2026-11-24")]
    web.pages[HOURS] = Served(json.dumps(rows).encode(), "application/json")

    assert batch(source(web.base, getter)).hours == (span(),)


def test_older_sites_without_names_are_read(cms: CmsServer, getter: HttpGetter) -> None:
    """The branch's number is enough."""
    cms.serve_hours([hours_row("2026-11-24", branch_name=None, branch_isil_id=None)], honest=False)

    assert batch(source(cms.base, getter)).hours == (span(),)


@pytest.mark.parametrize("branch", ["DK-785100", "dk-785100", "hovedbiblioteket"])
def test_a_branch_is_also_known_by_isil_number_or_name(cms: CmsServer, getter: HttpGetter, branch: str) -> None:
    """Where its number on the site is not known."""
    other = hours_row("2026-11-24", "09:00", branch_id=13, branch_name="Andet", branch_isil_id="DK-785101")
    cms.serve_hours([hours_row("2026-11-24"), other])

    assert batch(source(cms.base, getter, branch_id=None, branch=branch)).hours == (span(),)


def test_titles_that_are_not_the_branchs_own_are_left_out(cms: CmsServer, getter: HttpGetter) -> None:
    """Citizen service has its own hours."""
    cms.serve_hours([hours_row("2026-11-24"), hours_row("2026-11-24", category={"title": "Borgerservice", "color": "red"})])

    assert batch(source(cms.base, getter, ignored_titles=("borgerservice",))).hours == (span(),)


@pytest.mark.parametrize(
    ("opens", "closes", "hours"),
    [
        ("20:00", "02:00", (span("20:00", "23:59"), span("00:00", "02:00", day=TODAY + timedelta(days=1)))),
        ("20:00", "00:00", (span("20:00", "23:59"),)),
        ("20:00", "24:00", (span("20:00", "23:59"),)),
        ("00:00", "00:00", (span("00:00", "23:59"),)),
        ("08:00:00", "20:00:00", (span(),)),
    ],
)
def test_a_night_ends_next_day(cms: CmsServer, getter: HttpGetter, opens: str, closes: str, hours: tuple[OpenSpan, ...]) -> None:
    """Two spans, so that neither closes before it opens; and it is counted, for the CMS does not think of nights."""
    cms.serve_hours([hours_row("2026-11-24", opens, closes)])

    answer = batch(source(cms.base, getter))

    assert answer.hours == hours
    assert answer.skipped == ((SkippedRow("#0", PAST_MIDNIGHT),) if len(hours) == 2 else ())


def test_yesterdays_night_reaches_into_today(cms: CmsServer, getter: HttpGetter) -> None:
    """That is why yesterday is asked for; a night after the last day is cut at the window's end."""
    cms.serve_hours([hours_row("2026-11-23", "22:00", "01:00"), hours_row("2026-12-08", "22:00", "01:00")])

    days = [(found.day, found.closes) for found in batch(source(cms.base, getter)).hours or ()]

    assert days == [(date(2026, 11, 23), time(23, 59)), (TODAY, time(1)), (date(2026, 12, 8), time(23, 59))]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"date": "i morgen"}, "date"),
        ({"date": None}, "date"),
        ({"start_time": "8"}, "start_time"),
        ({"end_time": "25:00"}, "end_time"),
        ({"end_time": None}, "end_time"),
        ({"category": {}}, "category.title"),
        ({"category": None}, "category.title"),
    ],
)
def test_a_broken_row_is_skipped(web: WebServer, getter: HttpGetter, broken: dict[str, Any], field: str) -> None:
    """And the others stay."""
    rows = [hours_row("2026-11-24", **broken), hours_row("2026-11-24")]
    web.pages[HOURS] = Served(json.dumps(rows).encode(), "application/json")

    answer = batch(source(web.base, getter))

    assert answer.hours == (span(),)
    assert answer.skipped == (SkippedRow("#0", field),)


def test_new_ids_for_the_same_hours_change_nothing(cms: CmsServer, getter: HttpGetter) -> None:
    """Ids are not stable; the same span twice is one."""
    cms.serve_hours([hours_row("2026-11-24")])
    before = batch(source(cms.base, getter)).hours
    cms.serve_hours([hours_row("2026-11-24", id=77), hours_row("2026-11-24", id=78)])

    assert batch(source(cms.base, getter)).hours == before


def test_rows_of_nothing_we_know_delete_nothing(cms: CmsServer, getter: HttpGetter) -> None:
    """Then it is another list."""
    cms.serve_hours([hours_row("2026-11-24", start_time=None)], honest=False)

    with pytest.raises(SourceError, match=SourceTrouble.UNREADABLE.value):
        batch(source(cms.base, getter))


def test_trouble_raises(cms: CmsServer, getter: HttpGetter) -> None:
    """And so deletes nothing."""
    cms.faults[""] = Fault.SERVER_ERROR

    with pytest.raises(SourceError, match=SourceTrouble.REFUSED.value):
        batch(source(cms.base, getter))


def test_unchanged_is_for_the_same_day_only(cms: CmsServer, getter: HttpGetter) -> None:
    """Tomorrow's window is another question."""
    cms.serve_hours([hours_row("2026-11-24"), hours_row("2026-12-09")])
    asked = source(cms.base, getter)
    known = batch(asked).validators

    assert asked.fetch(known, NOW) == Unchanged()
    assert isinstance(asked.fetch(known, NOW + timedelta(days=1)), Batch)


def test_the_sites_own_mock_bodies_are_read(web: WebServer, getter: HttpGetter, shared_contracts: Path) -> None:
    """They lack the branch's name and fail the current description; we read them all the same."""
    body = (shared_contracts / "dpl-cms" / "opening-hours-bodies" / "opening-hours-all.json").read_bytes()
    rows = json.loads(body)
    description = json.loads((shared_contracts / "dpl-cms" / "openapi.json").read_text("utf-8"))
    schema = description["paths"][HOURS]["get"]["responses"]["200"]["schema"]
    assert list(jsonschema.Draft4Validator(schema).iter_errors(rows))
    web.pages[HOURS] = Served(body, "application/json")

    answer = batch(source(web.base, getter, branch_id=rows[0]["branch_id"]), datetime(2024, 3, 19, 12, tzinfo=UTC))

    assert {span.day for span in answer.hours or ()} == {date(2024, 3, day) for day in (*range(18, 23), *range(25, 31))} | {
        date(2024, 4, 1), date(2024, 4, 2),
    }  # fmt: skip
    assert not [skipped for skipped in answer.skipped if skipped.field != PAST_MIDNIGHT]
