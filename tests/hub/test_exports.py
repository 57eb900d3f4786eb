"""A report as a file: the same numbers as on the page, and the same hidden."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from hub.models import AuditLog, Library
from hub.office.exports import as_csv
from hub.office.reports_data import Table
from tests.hub.office import staff
from tests.hub.test_reports import counted, last_month


@pytest.fixture
def browser(library: Library) -> Client:
    """Give an editor of a branch with a little use last month."""
    for hour, number in ((10, 3), (11, 40), (12, 50)):
        counted(library, last_month(hour=hour), "room.local", number)
        counted(library, last_month(hour=hour), "room.reading", 61)
    counted(library, last_month(), "slip.signup", 12)
    counted(library, last_month(), "slip.tips", 2)
    return staff("Redaktør")


def test_a_spreadsheet_opens_it_as_danish_ones_expect(browser: Client) -> None:
    """Semicolons and a mark of the alphabet; what is hidden is a word."""
    answer = browser.get("/office/reports/use.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Kl.", "Det sker her", "Læs", "I alt"]
    assert rows[1][1] == "skjult"
    assert "attachment" in answer["Content-Disposition"]


def test_json_says_null_where_a_number_is_hidden(browser: Client) -> None:
    """With what the least is, so that nobody takes it for nought."""
    told = json.loads(browser.get("/office/reports/slips.json").content)

    assert told["fewest"] == 5
    assert {row["name"]: row["cells"] for row in told["rows"]} == {"tilmelding": [12], "boganbefalinger": [None]}


def test_who_fetched_what_is_written_down(browser: Client) -> None:
    """Like every list that leaves the house."""
    browser.get("/office/reports/use.csv")

    assert AuditLog.objects.get(act="report_exported").what.startswith("use ")


@pytest.mark.parametrize("path", ["nothing.csv", "use.xml"])
def test_what_is_not_there_is_not_there(browser: Client, path: str) -> None:
    """No other report, no other form."""
    assert browser.get(f"/office/reports/{path}").status_code == 404


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    """A branch may be called what it likes."""
    table = Table("k", "t", "a", "=head", ("=1+1",), ("@c",), ((7,),))

    assert "\ufeff'=head;'@c" in as_csv(table)
    assert "'=1+1;7" in as_csv(table)
