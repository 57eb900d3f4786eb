"""The audit over a dozen cases, as `kiosk audit` runs it: it measures what can be measured, and knows all that does not hold."""

from __future__ import annotations

from itertools import combinations

import msgspec

from kiosk.audit import debts, plan
from kiosk.audit.audit import Audit
from kiosk.audit.ruler import Ruler
from kiosk.audit.tally import Tally
from kiosk.audit.values import Outcome, Reading, Result, holds
from kiosk.run_audit import lines, status

MEASURED = {*range(1, 10), *range(11, 22), 23, *range(25, 32), 33, 34, 35, 36, 37, 38, 39, 40, 42, 43, 44, 45}
"""Numbers software measures without a window. The tenth needs the real glass (tests/long)."""


def test_a_dozen_cases_find_what_is_known_and_nothing_else(ruler: Ruler) -> None:
    """All that software can measure is measured; what does not hold is shown as a failure, and stands in kiosk/audit/debts.py."""
    audit = Audit(ruler)

    audit.run(plan.small(), progress=lambda _words: None)

    results = audit.tally.results()
    failed = {result.number for result in results if result.outcome is Outcome.FAIL}
    assert debts.unnamed(audit.tally.failures()) == []
    assert failed
    assert failed <= {number for debt in debts.DEBTS for number in debt.numbers}
    assert {result.number for result in results if result.outcome in {Outcome.PASS, Outcome.FAIL}} == MEASURED
    assert all(result.measured and result.worst for result in results if result.number in MEASURED)
    assert all(result.why for result in results if result.number not in MEASURED)


def test_the_report_names_figure_and_worst_place() -> None:
    """A technician reads what is wrong, by how much, and where; a program reads the same as JSON."""
    tally = Tally()
    tally.add([Reading(3, "home small-da-night-large", "'Forside'", 3.2, 7.0)], "small", "large", "home")

    results = tally.results()

    said = lines(results)
    assert " 3  fail            contrast of text: 3.20:1 (0 of 1)" in said
    assert "    asked >= 7:1; over 40 px 4.5:1; worst: 'Forside' - home small-da-night-large" in said
    assert "    in 1 places: small large home" in said
    assert said[-1].startswith("0 pass, 1 fail")
    assert msgspec.json.decode(msgspec.json.encode(results), type=tuple[Result, ...]) == results
    assert [result.number for result in results] == list(range(1, 47))
    assert status(results) == 1
    assert status(Tally().results()) == 0


def test_a_new_failure_is_not_covered_by_an_old_one() -> None:
    """Names are for a number, a glass, a size and a walk: the same fault on another screen is news."""
    tally = Tally()
    tally.add([holds(3, "home portrait", "too faint", true=False)], "portrait", "normal", "home")
    tally.add([Reading(7, "home portrait", "help", 12.0, 20.0)], "portrait", "normal", "home")

    assert [line.split(":")[0] for line in debts.unnamed(tally.failures())] == ["3", "7"]


def test_the_worst_is_the_one_with_least_to_spare() -> None:
    """Fourteen of fifteen millimetres is better than twelve of twenty."""
    tally = Tally()
    tally.add([Reading(7, "a", "key", 14.0, 15.0), Reading(7, "b", "button", 12.0, 20.0), Reading(7, "c", "field", 30.0, 20.0)])

    found = next(result for result in tally.results() if result.number == 7)

    assert (found.worst, found.measured, found.failed) == ("button - b", "12.00 mm (1 of 3)", 2)


def test_the_small_set_meets_every_language_and_every_size_on_every_glass() -> None:
    """A dozen cases are enough to see each of them once."""
    cases = plan.small()

    assert {case.language for case in cases} == set(plan.languages())
    assert len({(case.glass, case.low, case.size) for case in cases}) == 12
    assert len({case.theme for case in cases}) == 3


def test_in_pairs_every_two_values_meet() -> None:
    """The rest of the full set: languages, themes, sizes, ways and trouble, in far fewer cases than all of them."""
    factors = [range(10), range(3), range(3), range(4), range(2)]

    rows = plan.covering(factors)

    met = {(a, row[a], b, row[b]) for row in rows for a, b in combinations(range(5), 2)}
    assert met == {(a, x, b, y) for a, b in combinations(range(5), 2) for x in factors[a] for y in factors[b]}
    assert len(rows) < 10 * 3 * 3 * 4 * 2 / 10
