"""The CMS's list of events, over a real socket: what is in it, what is skipped, what is unchanged, what deletes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import requests

from kiosk.ports import Batch, SkippedRow, SourceError, SourceTrouble, Unchanged
from kiosk.sources.moments import HERE
from tests.contracts.cms_server import EVENTS, CmsServer, event_row
from tests.contracts.faults import Fault
from tests.sources.cms_asking import KEY, NOW, batch, source

if TYPE_CHECKING:
    from kiosk.sources.http import HttpGetter


def test_the_list_is_asked_for_whole_and_once(cms: CmsServer, getter: HttpGetter) -> None:
    """Without `from_date`, which would lose running exhibitions."""
    cms.serve_events([event_row()])

    batch(source(cms, getter))

    assert [asked.path for asked in cms.asked] == [EVENTS + "?_format=json"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (event_row(title=None), "title"),
        (event_row(title="  \u200b "), "title"),
        (event_row(date_time=None), "date_time.start"),
        (event_row(date_time={"end": "2026-12-01T21:00:00+01:00"}), "date_time.start"),
        (event_row(date_time={"start": "i morgen", "end": "x"}), "date_time.start"),
        (event_row(date_time={"start": "0001-01-01T00:00:00+14:00"}), "date_time.start"),
        (event_row(date_time={"start": "2026-12-01T19:00:00+01:00", "end": "senere"}), "date_time.end"),
    ],
)
def test_a_broken_row_is_skipped_and_the_list_stays(cms: CmsServer, getter: HttpGetter, row: dict[str, Any], field: str) -> None:
    """The row is named by key and field, so that its last good version stays."""
    cms.serve_events([event_row(2), row, event_row(3)], honest=False)

    answer = batch(source(cms, getter))

    assert answer.skipped == (SkippedRow(KEY, field),)
    assert [event.key[-1] for event in answer.events or ()] == ["2", "3"]


@pytest.mark.parametrize("row", [event_row(uuid=None), event_row(uuid="æ/../x"), event_row(uuid="a" * 61), "row", None, 7, [[]]])
def test_a_row_without_a_usable_id_is_skipped_by_its_place(cms: CmsServer, getter: HttpGetter, row: object) -> None:
    """There is nothing else to call it."""
    cms.serve_events([event_row(2), row], honest=False)

    assert batch(source(cms, getter)).skipped == (SkippedRow("#1", "uuid"),)


def test_a_list_of_nothing_but_broken_rows_deletes_nothing(cms: CmsServer, getter: HttpGetter) -> None:
    """Then it is another list."""
    cms.serve_events([{"id": 1}, {"id": 2}], honest=False)

    with pytest.raises(SourceError, match=SourceTrouble.UNREADABLE.value):
        batch(source(cms, getter))


def test_an_empty_list_is_an_answer(cms: CmsServer, getter: HttpGetter) -> None:
    """A small branch in July; whether to believe it is not ours to say."""
    cms.serve_events([])

    assert batch(source(cms, getter)).events == ()


def test_a_running_exhibition_is_in_and_what_is_over_or_far_is_not(cms: CmsServer, getter: HttpGetter) -> None:
    """Filtered by end and start against whole local days, which are also the scope."""

    def lasting(number: int, start: str, end: str) -> dict[str, Any]:
        return event_row(number, date_time={"start": start, "end": end})

    cms.serve_events([
        lasting(1, "2026-10-01T10:00:00+02:00", "2026-12-24T16:00:00+01:00"),
        lasting(2, "2026-11-23T10:00:00+01:00", "2026-11-23T23:00:00+01:00"),
        lasting(3, "2026-11-24T08:00:00+01:00", "2026-11-24T09:00:00+01:00"),
        lasting(4, "2026-12-04T23:59:00+01:00", "2026-12-05T01:00:00+01:00"),
        lasting(5, "2026-12-05T00:00:00+01:00", "2026-12-05T01:00:00+01:00"),
    ])  # fmt: skip

    answer = batch(source(cms, getter, days_ahead=10))

    assert [event.key[-1] for event in answer.events or ()] == ["1", "3", "4"]
    assert answer.scope.start == datetime(2026, 11, 24, tzinfo=HERE)
    assert answer.scope.end == datetime(2026, 12, 5, tzinfo=HERE)


def test_both_summer_time_sundays_keep_their_moments(cms: CmsServer, getter: HttpGetter) -> None:
    """In October half past two comes twice; in March it does not come."""
    october = event_row(1, date_time={"start": "2026-10-25T02:45:00+02:00", "end": "2026-10-25T02:15:00+01:00"})
    march = event_row(2, date_time={"start": "2027-03-28T01:30:00+01:00", "end": "2027-03-28T03:30:00+02:00"})
    skipped_hour = event_row(3, date_time={"start": "2027-03-28T02:30:00", "end": "2027-03-28T04:00:00"})
    cms.serve_events([october, march, skipped_hour], honest=False)

    events = batch(source(cms, getter, days_ahead=200), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)).events or ()

    assert [event.end.timestamp() - event.start.timestamp() for event in events] == [1800.0, 3600.0, 1800.0]
    assert [event.start.isoformat() for event in events] == [
        "2026-10-25T02:45:00+02:00", "2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("branches", "unplaced", "keys"),
    [
        ((), False, "1234"),
        (("hovedbiblioteket",), False, "13"),
        (("DK-785101",), False, "23"),
        (("DK-785101",), True, "234"),
        (("Ukendt",), False, ""),
    ],
)
def test_a_branch_gets_its_own_events(
    cms: CmsServer, getter: HttpGetter, branches: tuple[str, ...], unplaced: bool, keys: str
) -> None:
    """By name or ISIL number; an event of nobody's branch where that is wished for."""
    other = {"branches": ["Nørresundby"], "branch_isil_ids": ["DK-785101"]}
    both = {"branches": ["Hovedbiblioteket", "Nørresundby"], "branch_isil_ids": ["", "DK-785101"]}
    cms.serve_events([event_row(1), event_row(2, **other), event_row(3, **both), event_row(4, branches=[], branch_isil_ids=None)])

    events = batch(source(cms, getter, branches=branches, unplaced=unplaced)).events or ()

    assert "".join(event.key[-1] for event in events) == keys


def test_of_two_rows_with_one_id_the_newest_counts(cms: CmsServer, getter: HttpGetter) -> None:
    """Once, whatever their order."""
    old, new = event_row(title="Før", updated_at="2026-01-01T00:00:00+01:00"), event_row(title="Nu")
    for rows in ([old, new], [new, old]):
        cms.serve_events(rows)

        assert [event.title.danish for event in batch(source(cms, getter)).events or ()] == ["Nu"]


def test_the_same_rows_in_another_order_are_the_same_batch(cms: CmsServer, getter: HttpGetter) -> None:
    """So that nothing is written."""
    rows = [event_row(number) for number in range(5)]
    cms.serve_events(rows)
    before = batch(source(cms, getter)).events
    cms.serve_events(rows[::-1])

    assert batch(source(cms, getter)).events == before


def test_a_second_question_on_the_same_day_is_answered_with_unchanged(cms: CmsServer, getter: HttpGetter) -> None:
    """The kept validators belong to the question: same day and settings, and nothing has changed."""
    cms.serve_events([event_row()])
    known = batch(source(cms, getter)).validators

    assert source(cms, getter).fetch(known, NOW + timedelta(hours=1)) == Unchanged()


def test_another_question_is_never_answered_with_unchanged(cms: CmsServer, getter: HttpGetter) -> None:
    """On a new day, or with another branch, the whole list comes."""
    cms.serve_events([event_row()])
    known = batch(source(cms, getter)).validators

    assert isinstance(source(cms, getter).fetch(known, NOW + timedelta(days=1)), Batch)
    assert isinstance(source(cms, getter, branches=("Hovedbiblioteket",)).fetch(known, NOW), Batch)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.EMPTY, SourceTrouble.UNREADABLE),
        (Fault.NOT_JSON, SourceTrouble.UNREADABLE),
        (Fault.NOT_UTF8, SourceTrouble.UNREADABLE),
        (Fault.OBJECT, SourceTrouble.UNREADABLE),
        (Fault.DEEP, SourceTrouble.UNREADABLE),
        (Fault.HUGE, SourceTrouble.UNREADABLE),
        (Fault.PORTAL, SourceTrouble.NOT_OURS),
        (Fault.SHORT, SourceTrouble.TRUNCATED),
        (Fault.UNAVAILABLE, SourceTrouble.REFUSED),
    ],
)
def test_what_is_no_list_deletes_nothing(cms: CmsServer, getter: HttpGetter, fault: Fault, trouble: SourceTrouble) -> None:
    """It raises, with a reason fit for staff."""
    cms.serve_events([event_row()])
    cms.faults[""] = fault

    with pytest.raises(SourceError) as caught:
        batch(source(cms, getter))

    assert caught.value.reason == trouble.value


def test_a_byte_order_mark_is_no_trouble(cms: CmsServer, getter: HttpGetter) -> None:
    """It is dropped."""
    cms.serve_events([event_row()])
    cms.faults[""] = Fault.BOM

    assert len(batch(source(cms, getter)).events or ()) == 1


def test_ten_thousand_events_are_read(cms: CmsServer, patient: HttpGetter) -> None:
    """A list far larger than any library's is read whole, in order."""
    first = datetime(2026, 12, 1, 10, tzinfo=HERE)
    times = [{"start": (first + timedelta(minutes=number)).isoformat(), "end": None} for number in range(10_000)]
    rows = [event_row(number, date_time=time) for number, time in enumerate(times)]
    cms.serve_events(rows[::-1], honest=False)

    answer = batch(source(cms, patient))

    assert [int(event.key[-12:]) for event in answer.events or ()] == list(range(10_000))
    assert answer.skipped == ()


def test_the_contract_server_judges_what_it_serves(cms: CmsServer) -> None:
    """A row that the CMS could not send is refused, so our rows are honest."""
    if not cms.judged:
        pytest.skip("the description of the CMS is not beside the project")

    with pytest.raises(jsonschema.ValidationError, match="is a required property"):
        cms.serve_events([event_row(title=None)])


def test_the_contract_server_catches_credentials(cms: CmsServer) -> None:
    """An Authorization header would be noticed; here one is sent on purpose and then forgiven."""
    cms.serve_events([event_row()])

    answer = requests.get(cms.base + EVENTS + "?_format=json", auth=("me", "secret"), timeout=2)

    assert answer.status_code == 403
    assert len(cms.authorised) == 1
    cms.asked.clear()
