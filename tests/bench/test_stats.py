"""What the benches say of their measurements."""

from __future__ import annotations

import json
import math

import pytest

from bench.stats import Goal, as_json, figures, percentile, ratio, summary, table, verdicts


def test_the_95th_percentile_is_a_value_that_was_measured() -> None:
    """Nearest rank: of twenty values it is the nineteenth, and of few it is the largest."""
    twenty = [float(value) for value in range(20, 0, -1)]

    assert percentile(twenty, 0.95) == 19
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3
    assert percentile([7.0], 0.95) == 7


def test_a_series_without_values_has_no_percentile() -> None:
    """Nothing measured is an error, never a nought that would pass for a fast run."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.95)


def test_a_summary_has_median_least_and_p95() -> None:
    """One slow round moves the percentile and leaves the median alone."""
    found = summary([10.0, 12.0, 11.0, 500.0, 9.0])

    assert (found.n, found.median, found.least, found.p95) == (5, 11, 9, 500)


def test_a_ratio_compares_medians() -> None:
    """And is not a number where one of the two was not measured."""
    assert ratio([1.0, 2.0, 99.0], [4.0]) == 0.5
    assert math.isnan(ratio([1.0], []))


def test_a_goal_is_met_at_its_limit_and_missed_without_a_measurement() -> None:
    """A bench that measured nothing must not turn the light green."""
    assert Goal("a", 0.35, 0.35).met
    assert not Goal("a", 0.3501, 0.35).met
    assert not Goal("a", float("nan"), 0.35).met


def test_a_table_puts_figures_under_each_other() -> None:
    """Names stand to the left and figures to the right, whatever their widths."""
    laid = table(("", "ms"), [["kiosk", "7"], ["a page", "1234"]]).splitlines()

    assert laid == ["          ms", "------  ----", "kiosk      7", "a page  1234"]


def test_a_row_of_nothing_is_dashes() -> None:
    """A program that was not there has a row all the same."""
    assert figures("kiosk", []) == ["kiosk", "-", "-", "-", "-", "-"]
    assert figures("kiosk", [2.0], [4.0]) == ["kiosk", "2", "2", "2", "1", "0.50"]


def test_json_has_every_value_and_no_strange_number() -> None:
    """Programs read it strictly: a goal that was not measured is null."""
    said = json.loads(as_json({"kiosk": [1.0, 3.0], "nobody": []}, [Goal("start", float("nan"), 0.35)]))

    assert said["series"] == {"kiosk": {"n": 2, "median": 2.0, "least": 1.0, "p95": 3.0, "values": [1.0, 3.0]}}
    assert said["goals"] == [{"name": "start", "value": None, "limit": 0.35, "met": False}]


def test_a_missed_goal_is_said_aloud() -> None:
    """Whoever reads the end of a log sees which goal it was."""
    assert verdicts([Goal("start", 0.5, 0.35)]) == "MISSED  start: 0.50 (goal: at most 0.35)"
