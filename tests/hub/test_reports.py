"""Reports: what is counted, and that no small number can be read or worked out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.models import Library, Op, UseCount
from hub.office.reports_cells import FEWEST, protected, with_sums
from hub.office.reports_data import MOST_MONTHS, months, use_by_branch, use_by_hour
from hub.outside import new_id, now
from tests.hub.desk import Kiosk
from tests.hub.office import staff

PAGE = "/office/reports/"

tables = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 30]), min_size=wide, max_size=wide), min_size=1, max_size=5
    )
)


def use(hour: datetime | None = None, **counts: int) -> dict[str, object]:
    """Write an op of counts, its names with `__` for the point."""
    at = (hour or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z")
    named = {what.replace("__", "."): number for what, number in counts.items()}
    return {"id": new_id(), "kind": "use", "data": {"hour": at, "counts": named}}


# ------------------------------------------------------------------------------------------------------------ counting


def test_counts_of_two_kiosks_are_added_and_a_retry_is_not(library: Library, kiosk: Kiosk) -> None:
    """The id is the op's for ever, as with any other kind."""
    first, second = use(visit=3, room__local=2), use(visit=4)

    kiosk.send(first, second)
    verdict = kiosk.send(first)[0]["verdict"]

    assert verdict == "duplicate"
    assert dict(UseCount.objects.values_list("what", "n")) == {"visit": 7, "room.local": 2}


def test_the_hub_forgets_which_kiosk_counted(kiosk: Kiosk) -> None:
    """Of the op stay its id and the day."""
    kiosk.send(use(visit=3))

    op = Op.objects.get(kind="use")
    assert op.device is None
    assert (op.at.hour, op.at.minute) == (0, 0)


@pytest.mark.parametrize(
    "data",
    [
        {"hour": "2026-11-24T10:00:00Z", "counts": {}},
        {"hour": "2026-11-24T10:30:00Z", "counts": {"visit": 1}},
        {"hour": "1999-11-24T10:00:00Z", "counts": {"visit": 1}},
        {"hour": "HOUR", "counts": {"visit": 0}},
        {"hour": "HOUR", "counts": {"visit": True}},
        {"hour": "HOUR", "counts": {"who": 1}},
        {"hour": "HOUR", "counts": {"slip.Åse": 1}},
        {"hour": "HOUR", "counts": [1]},
        {"counts": {"visit": 1}},
    ],
)
def test_what_is_no_count_is_refused(kiosk: Kiosk, data: dict[str, object]) -> None:
    """A wrong form, an hour that cannot be, a name of something else."""
    this_hour = now().strftime("%Y-%m-%dT%H:00:00Z")

    sent = {name: this_hour if value == "HOUR" else value for name, value in data.items()}
    verdict = kiosk.send({"id": new_id(), "kind": "use", "data": sent})[0]

    assert (verdict["verdict"], verdict["code"]) == ("rejected", "bad_field")
    assert not UseCount.objects.exists()


# ------------------------------------------------------------------------------------------------------------ hiding


@given(tables)
@settings(max_examples=300, deadline=None)
def test_no_small_number_is_shown_and_none_follows_from_the_sums(cells: list[list[int]]) -> None:
    """Every shown number is nought or five and more; and no hidden one is fixed by the equations of rows and columns."""
    shown, grid = protected(cells), with_sums(cells)

    assert all(number is None or number == 0 or number >= FEWEST for row in shown for number in row)
    assert all(seen in (None, true) for row, truth in zip(shown, grid, strict=True) for seen, true in zip(row, truth, strict=True))
    assert determined(shown) == set()


def determined(shown: list[list[int | None]]) -> set[tuple[int, int]]:
    """Solve the sums: give the hidden cells whose value they fix. Row and column sums are unknowns where they are hidden."""
    hidden = [(r, c) for r, row in enumerate(shown) for c, number in enumerate(row) if number is None]
    lines = [[(r, c) for c in range(len(shown[0]))] for r in range(len(shown))]
    lines += [[(r, c) for r in range(len(shown))] for c in range(len(shown[0]))]
    rows = [[Fraction(-1 if cell == line[-1] else 1) if cell in line else Fraction(0) for cell in hidden] for line in lines]
    reduced = _reduced(rows, len(hidden))
    return {hidden[row.index(Fraction(1))] for row in reduced if sum(value != 0 for value in row) == 1}


def _reduced(rows: list[list[Fraction]], wide: int) -> list[list[Fraction]]:
    """Gauss and Jordan."""
    done = 0
    for column in range(wide):
        pivot = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for other in range(len(rows)):
            if other != done and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [value - factor * base for value, base in zip(rows[other], rows[done], strict=True)]
        done += 1
    return rows[:done]


@given(st.lists(st.lists(st.sampled_from([1, 2, 4, 5, 7, 9]), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=60, deadline=None)
def test_even_whole_numbers_from_one_leave_more_than_one_answer(cells: list[list[int]]) -> None:
    """Somebody who also knows that what is hidden is at least one still cannot tell a small number."""
    shown = protected(cells)
    answers = [
        (a, b, c, d)
        for a, b, c, d in product(range(1, 14), repeat=4)
        if all(
            seen is None or seen == true
            for row, truth in zip(shown, with_sums([[a, b], [c, d]]), strict=True)
            for seen, true in zip(row, truth, strict=True)
        )
    ]

    for place, number in enumerate([*cells[0], *cells[1]]):
        if number < FEWEST:
            assert len({answer[place] for answer in answers}) > 1


def test_a_lone_small_number_takes_others_with_it() -> None:
    """Hiding it alone would be hiding nothing."""
    shown = protected([[3, 20], [30, 40]])

    assert shown[0][0] is None
    assert sum(number is None for row in shown for number in row) >= 4


# ------------------------------------------------------------------------------------------------------------ the page


def last_month(day: int = 3, hour: int = 14) -> datetime:
    """Give an hour of the month that is over."""
    return (months(now())[0].begins + timedelta(days=day, hours=hour)).astimezone(UTC)


def counted(library: Library, hour: datetime, what: str, number: int) -> None:
    """Have something counted."""
    UseCount.objects.create(library=library, hour=hour, what=what, n=number)


def test_the_page_shows_last_month_and_hides_what_is_small(library: Library) -> None:
    """As a plot with a title and a description, and as a table."""
    browser = staff("Redaktør")
    for hour, number in ((10, 3), (11, 40), (12, 50)):
        counted(library, last_month(hour=hour), "room.local", number)
        counted(library, last_month(hour=hour), "room.reading", 61)

    page = browser.get(PAGE).content.decode()

    assert '<svg class="plot" role="img" aria-labelledby="use-t use-d"' in page
    assert "<desc" in page
    assert ">61<" in page
    assert ">3<" not in page
    assert "skjult" in page


def test_a_month_that_is_not_over_is_never_told(library: Library) -> None:
    """Or two looks on two days would tell what one day held."""
    browser = staff("Redaktør")
    counted(library, now().replace(minute=0, second=0, microsecond=0), "room.local", 77)

    this_month = f"{now():%Y-%m}"

    assert ">77<" not in browser.get(PAGE, {"month": this_month}).content.decode()
    assert this_month not in [month.key for month in months(now())]
    assert len({month.key for month in months(now())}) == MOST_MONTHS


def test_branches_side_by_side_tell_no_more_than_each_branch_does(library: Library) -> None:
    """A sum that is hidden at the branch is hidden here, and nothing is summed across."""
    other = Library.objects.create(key="other", name="Et andet")
    month = months(now())[0]
    counted(library, last_month(), "room.local", 3)
    counted(library, last_month(), "room.reading", 30)
    counted(other, last_month(), "room.local", 100)

    table = use_by_branch([library, other], month)
    own = use_by_hour(library, month)

    assert table.rows == ("Vejgaard Bibliotek", "Et andet")
    assert not table.sums
    told = dict(zip(own.marks, own.cells[-1], strict=False))
    assert table.cells[0] == tuple(told.get(room, 0) for room in table.marks)
    assert table.cells[0][0] is None


def test_other_branches_are_not_told_to_whoever_works_at_one(library: Library) -> None:
    """Only their own, also when they ask."""
    other = Library.objects.create(key="other", name="Et andet")
    counted(other, last_month(), "room.local", 4711)
    browser = staff("Redaktør", "ed", ("vejgaard",))

    assert "4711" not in browser.get(PAGE, {"library": "other"}).content.decode()
