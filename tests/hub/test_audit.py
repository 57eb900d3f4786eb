"""The log: every act on what is personal stands in it, it can be narrowed, and taken along as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hub.acts import audit, content, retention
from hub.models import AuditLog, Library, Signup
from hub.outside import now
from tests.hub.desk import Kiosk, event, note, signup
from tests.hub.office import staff


def rows(browser: Client, query: str = "") -> list[list[str]]:
    """Fetch the log as a file."""
    text = browser.get(f"/office/log/log.csv{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


def lines(library: Library) -> None:
    """Write some lines."""
    audit.note("carl", "occasion_saved", "dpl:1", library, now() - timedelta(days=3))
    audit.note("dorthe", "names_opened", "dpl:2 (4)", library, now() - timedelta(days=1))
    audit.note("carl", "signup_told", "dpl:2 KTRM", library, now() - timedelta(days=1))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?who=carl", {"dpl:1", "dpl:2 KTRM"}),
        ("?what=names", {"dpl:2 (4)"}),
        ("?what=signup_told", {"dpl:2 KTRM"}),
        ("?who=carl&what=content", {"dpl:1"}),
        ("?branch=vejgaard", {"dpl:1", "dpl:2 (4)", "dpl:2 KTRM"}),
        ("?branch=other", set()),
        ("?who=nobody", set()),
        ("?from=2026-02-30&who=dorthe", {"dpl:2 (4)"}),
    ],
)
def test_the_log_is_narrowed_by_who_what_and_where(library: Library, query: str, wanted: set[str]) -> None:
    """On the page and in the file alike; a day that is none narrows nothing."""
    lines(library)
    browser = staff()

    assert {row[3] for row in rows(browser, query) if row[3].startswith("dpl:")} == wanted
    page = browser.get(f"/office/log/{query}").content.decode()
    assert all((f"<td>{what}</td>" in page) == (what in wanted) for what in ("dpl:1", "dpl:2 (4)", "dpl:2 KTRM"))


def test_the_log_is_narrowed_by_days_of_this_country(library: Library) -> None:
    """Both days counted."""
    lines(library)
    browser = staff()
    day = timezone.localtime(now() - timedelta(days=3)).date().isoformat()

    assert [row[3] for row in rows(browser, f"?from={day}&to={day}")] == ["dpl:1"]


def test_taking_the_log_along_stands_in_the_log_and_holds_no_formula(library: Library) -> None:
    """A name somebody chose for their account is a visitor's words too, as far as a spreadsheet goes."""
    audit.note("=1+1", "logged_in", "", None, now())
    browser = staff()

    assert "'=1+1" in {row[1] for row in rows(browser)}
    assert AuditLog.objects.get(act="log_exported").who == "bente"


def test_a_technician_of_one_branch_reads_its_lines_only(library: Library) -> None:
    """And those that are about no branch."""
    lines(library)
    content.add_library("hasseris", "Hasseris", now=now())

    text = staff("Tekniker", libraries=("hasseris",)).get("/office/log/").content.decode()

    assert "dpl:2" not in text
    assert "bente" in text


def test_every_act_on_what_is_personal_is_written_down_without_the_person(library: Library, kiosk: Kiosk) -> None:
    """Seen, printed, fetched, called, moved, cancelled, decided: who did it, to what, and never to whom."""
    occasion, tip = event(library, capacity=1), note("Hilsen Hemmelig")
    kiosk.send(signup(name="Hemmelig", contact="61524334"), signup(name="Hemmelig", contact="61524334"), tip)
    browser = staff()
    first, second = Signup.objects.order_by("pk")
    for path in ("", "print", "guests.csv"):
        browser.get(f"/office/guests/{occasion.pk}/{path}")
    browser.get("/office/tell/")
    for act, which in (("cancel", first), ("up", second), ("told", second), ("untold", second)):
        browser.post(f"/office/guests/{occasion.pk}/act", {"signup": which.pk, "act": act})
    browser.post(f"/office/moderation/tip/{tip['id']}/decide", {"decision": "approved"})
    browser.post(f"/office/guests/{occasion.pk}/rule", {"rule": "auto"})

    there = set(AuditLog.objects.filter(who="bente").values_list("act", flat=True))

    assert there >= {"names_opened", "names_printed", "names_exported", "signup_cancelled", "signup_moved_up"}
    assert there >= {"signup_told", "signup_untold", "note_decided", "queue_auto"}
    text = browser.get("/office/log/").content.decode()
    assert "Hemmelig" not in text
    assert "61524334" not in text


def test_deleting_by_age_is_a_line_for_each_list(library: Library, kiosk: Kiosk) -> None:
    """So a branch can see that its promise was kept: which list, how many, at which branch."""
    event(library)
    event(library, "to")
    kiosk.send(signup(), signup(), signup("to"))

    retention.erase_old(now() + timedelta(days=17), "natten")
    retention.erase_old(now() + timedelta(days=18), "natten")

    erased = AuditLog.objects.filter(act="names_erased", library=library).order_by("what")
    assert [(line.who, line.what) for line in erased] == [("natten", "dpl:81 (2)"), ("natten", "to (1)")]
    assert "slettede navne" in staff().get("/office/log/?what=names").content.decode()
