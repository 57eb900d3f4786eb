"""Likely double sign-ups: seen by staff while the boxes are open, and kept nowhere."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client

from hub.acts.people import Person, same_contact
from hub.models import Library, Signup
from hub.office.paper import plain_cell
from tests.hub.conftest import DATA, ON_POSTGRESQL
from tests.hub.desk import Kiosk, cancel, event, signup
from tests.hub.office import staff


def page(browser: Client, pk: int) -> str:
    """Read an occasion's list."""
    return browser.get(f"/office/guests/{pk}/").content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12345678", "+45 12 34 56 78"),
        ("12345678", "0045 12345678"),
        ("Bo@Example.org", "bo@example.org "),
        ("004512345678", "12 34 56 78"),
    ],
)
def test_one_contact_written_in_two_ways_is_one(one: str, other: str) -> None:
    """With or without its country, blanks and capitals."""
    assert same_contact(Person(contact=one)) == same_contact(Person(contact=other))


@pytest.mark.parametrize(("one", "other"), [("12345678", "12345679"), ("a@x.dk", "b@x.dk"), ("45123456", "12345645")])
def test_two_contacts_stay_two(one: str, other: str) -> None:
    """A wrong guess would cancel a stranger."""
    assert same_contact(Person(contact=one)) != same_contact(Person(contact=other))


def test_the_same_contact_twice_is_shown_with_both_codes(library: Library, kiosk: Kiosk) -> None:
    """When the list is opened; somebody else is left alone."""
    occasion = event(library)
    kiosk.send(signup(contact="12345678", code="KTRM"), signup(contact="+45 12345678", code="BDGH"), signup(contact="87654321"))

    text = page(staff("Filialmedarbejder"), occasion.pk)

    assert "Måske tilmeldt to gange" in text
    assert text.count("samme kontakt som") == 2
    assert "samme kontakt som BDGH" in text


def test_who_left_is_nobodys_double(library: Library, kiosk: Kiosk) -> None:
    """One left and came again, and a third waits elsewhere."""
    occasion, _ = event(library), event(library, "andet")
    gone = signup()
    kiosk.send(gone, cancel(signup=gone["id"]), signup(), signup("andet"))

    assert "Måske tilmeldt to gange" not in page(staff("Filialmedarbejder"), occasion.pk)


def test_nothing_that_compares_contacts_is_stored(library: Library, kiosk: Kiosk) -> None:
    """No column holds a contact or anything made of one, and the file does not either after the list was open."""
    occasion = event(library)
    kiosk.send(signup(contact="61524334"), signup(contact="61524334"))
    page(staff("Filialmedarbejder"), occasion.pk)

    row = Signup.objects.values().first()
    assert row is not None
    assert set(row) & {"contact", "contact_hash", "person", "name"} == set()
    if not ON_POSTGRESQL:
        connection.close()
        files = [each for each in DATA.glob("hub.db*") if each.is_file()]
        assert not any(b"61524334" in each.read_bytes() for each in files)


@pytest.mark.parametrize("text", ["=1+1", "+45", "-1", "@x", "\t=1", "\r=1", "  =1+1", "＝1+1", "|calc", "%x"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Behind blanks and in wide letters too."""
    assert plain_cell(text) == f"'{text}"


def test_a_list_goes_into_a_spreadsheet_and_a_calendar(library: Library, kiosk: Kiosk) -> None:
    """Every cell in quotes; the calendar file holds no name."""
    occasion = event(library)
    kiosk.send(signup(name='=cmd|"x"', contact="a@example.org"))
    browser = staff("Filialmedarbejder")

    text = browser.get(f"/office/guests/{occasion.pk}/guests.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    book = browser.get(f"/office/guests/{occasion.pk}/calendar.ics").content.decode()

    assert rows[1][1] == '\'=cmd|"x"'
    assert all(line.startswith('"') for line in text.splitlines())
    assert "SUMMARY:Højtlæsning" in book
    assert "a@example.org" not in book
