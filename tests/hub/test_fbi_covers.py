"""Covers: fetched while their addresses are good, from the catalogue's own hosts, and only what is a picture of a sensible size."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hub.acts.books import want_book
from hub.models import Blob, Library
from hub.outside import now
from tests.contracts.faults import Fault
from tests.contracts.fbi_data import ISBN, PID, WORK, picture, work
from tests.contracts.fbi_server import FbiServer
from tests.hub.desk import Kiosk
from tests.hub.fbi_desk import CatalogueDesk, books_of

pytestmark = pytest.mark.parametrize("catalogue", ["our part of the schema"], indirect=True)


def test_a_cover_whose_address_has_run_out_is_asked_for_anew(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """Once; a 403 is not »no cover«."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    catalogue.faults[f"/covers/{PID}"] = [Fault.FORBIDDEN]
    want_book(library, ISBN, who="test", now=now())

    assert desk.round().covers == 1
    assert books_of(kiosk)[WORK]["picture"]


@pytest.mark.parametrize(
    ("bytes_", "kind"),
    [
        (b"<html>", "text/html"),
        (b"<svg onload=alert(1)>", "image/jpeg"),
        (picture()[:900], "image/jpeg"),
        (picture(), "application/octet-stream"),
        (b"\xff" * (6 * 1024 * 1024 + 1), "image/jpeg"),
    ],
    ids=["a page", "no picture", "half a picture", "wrong type", "too large"],
)
def test_what_is_no_cover_is_not_kept(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk, bytes_: bytes, kind: str
) -> None:
    """And the book is shown without one."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (bytes_, kind)
    want_book(library, ISBN, who="test", now=now())

    done = desk.round()

    assert (done.found, done.covers, done.trouble) == (1, 0, "")
    assert books_of(kiosk)[WORK]["picture"] is None
    assert Blob.objects.count() == 0


def test_a_small_file_that_holds_a_huge_picture_is_not_unpacked(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """36 million dots in some kilobytes."""
    out = io.BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")
    catalogue.works = [work()]
    catalogue.pictures[PID] = (out.getvalue(), "image/png")
    want_book(library, ISBN, who="test", now=now())

    assert desk.round().covers == 0
    assert books_of(kiosk)[WORK]["picture"] is None


def test_covers_come_from_the_catalogues_hosts_only(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """An address elsewhere, or one that only ends alike, is not asked."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    want_book(library, ISBN, who="test", now=now())
    elsewhere = CatalogueDesk(catalogue, desk.file.parent, cover_hosts=("dbc.dk", "7.0.0.1"))

    assert elsewhere.round().covers == 0
    assert catalogue.count("/covers/") == 0


def test_three_covers_in_a_row_that_cannot_be_had_end_the_round(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library
) -> None:
    """The host is in trouble; the works are kept."""
    isbns = ("9788700000018", "9788700000025", "9788700000032", "9788700000049")
    for number, isbn in enumerate(isbns):
        one = work(100 + number, isbn)
        catalogue.works.append(one)
        pid = f"870970-basis:{100 + number:08d}"
        catalogue.pictures[pid] = (picture(), "image/jpeg")
        catalogue.faults[f"/covers/{pid}"] = [Fault.UNAVAILABLE] * 4
        want_book(library, isbn, who="test", now=now())

    done = desk.round()

    assert (done.found, done.covers, done.trouble) == (4, 0, "server_error")
    assert catalogue.count("/covers/") == 12
