"""The page is what the generator gives: whoever changes a clause, a number or a debt writes the page anew."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.audit import debts
from kiosk.audit.checklist import ITEMS
from kiosk.audit.clauses import GENERAL, HARDWARE, Clause
from kiosk.audit.clauses_software import SOFTWARE
from kiosk.audit.conformance import MARKER, page, status, written

PAGE = Path(__file__).parents[2] / "docs" / "accessibility.md"
CLAUSES = (*GENERAL, *HARDWARE, *SOFTWARE)


def test_the_page_is_what_the_generator_gives() -> None:
    """Run `python -m kiosk.audit.conformance docs/accessibility.md` when this fails."""
    assert PAGE.read_text("utf-8") == written(PAGE.read_text("utf-8"))


def test_what_is_written_by_hand_stays() -> None:
    """Only what stands under the marker is made anew."""
    assert written(f"# By hand\n\nWords.\n\n{MARKER}\n\nold") == f"# By hand\n\nWords.\n\n{page()}"


def test_every_number_a_clause_names_is_in_the_checklist() -> None:
    """And every number of the checklist that has a clause of the standard is named by one."""
    known = {item.number for item in ITEMS}

    assert {number for clause in CLAUSES for number in clause.numbers} <= known
    assert len({clause.clause for clause in CLAUSES}) == len(CLAUSES)


def test_a_clause_with_a_debt_is_never_met() -> None:
    """The page cannot claim what the audit shows as a failure."""
    owed = {number for debt in debts.DEBTS for number in debt.numbers}

    assert {status(clause) for clause in CLAUSES if owed & set(clause.numbers)} == {"in part"}


def test_what_nobody_measures_is_not_called_met() -> None:
    """»Met« is for what the audit measures; reading the code is a review."""
    by_hand = {item.number for item in ITEMS if item.by_hand}

    met = [clause for clause in CLAUSES if status(clause) == "met"]

    assert met
    assert all(set(clause.numbers) - by_hand for clause in met)
    assert status(Clause("0", "made up", "by reading", (24,))) == "by review"
    assert status(Clause("0", "made up", "", (), "a jack")) == "house"


def test_the_page_claims_no_certificate() -> None:
    """No CE mark, no certificate, no »fully accessible«: that is for whoever puts up the whole kiosk."""
    assert not re.search(r"CE-m|certified|certificate|fully accessible|fuldt tilgængelig", PAGE.read_text("utf-8"), re.IGNORECASE)
