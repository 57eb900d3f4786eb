"""Asking the national catalogue over real HTTP: what it says, what it does not say, and what goes wrong on the way."""

from __future__ import annotations

from typing import Any

import pytest

from hub.sources.trouble import SourceError
from tests.contracts.faults import Fault
from tests.contracts.fbi_data import ISBN, PAPERBACK, PID, WORK, Row, edition, work
from tests.contracts.fbi_server import PAIR, FbiServer
from tests.hub.fbi_desk import CatalogueDesk, gathered

GRAPHQL = "/fbcms-go/graphql"
NOWHERE = "work-of:870970-basis:99999999"


def ids(count: int) -> list[str]:
    """Names of works."""
    return [f"work-of:870970-basis:{number:08d}" for number in range(100, 100 + count)]


def test_a_work_is_read_as_a_kiosk_needs_it(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """Title, creators, both editions' numbers, Danish words of mood and subject; no person as a subject, nobody's own words."""
    catalogue.works = [work()]

    found = gathered(desk.fbi().by_id([WORK, NOWHERE]))

    book = found[WORK]
    assert book is not None
    assert found[NOWHERE] is None
    assert (book.title, book.creators, book.year) == ("Prøvens bog 17 : roman", ("Ada Opdigtet",), 2021)
    assert (book.isbns, book.pids[0]) == ((ISBN, PAPERBACK), PID)
    assert (book.moods, book.subjects) == (("uhyggelig", "hurtig"), ("venskab",))
    assert (book.languages, book.forms, book.for_children, book.mark) == (("da",), ("book",), False, "86-4 Opdigtet")
    assert book.abstract == ""


def test_the_catalogues_own_words_are_kept_only_where_that_is_agreed(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """They are DBC's text."""
    catalogue.works = [work()]
    desk.settings = type(desk.settings)(**{**_fields(desk), "abstracts": True})

    book = gathered(desk.fbi().by_id([WORK]))[WORK]

    assert book is not None
    assert book.abstract == "Katalogets egne ord om bogen."


def _fields(desk: CatalogueDesk) -> dict[str, Any]:
    return {name: getattr(desk.settings, name) for name in desk.settings.__struct_fields__}


def test_isbns_are_searched_for_together_and_sorted_out(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """One that nothing found names as its own is asked for alone before it counts as missing."""
    catalogue.works = [work(), work(30, "9788700000032")]

    found = gathered(desk.fbi().by_isbn([ISBN, PAPERBACK, "9788700000032", "9788700000049"]))

    assert {isbn: each and each.work_id for isbn, each in found.items()} == {
        ISBN: WORK,
        PAPERBACK: WORK,
        "9788700000032": "work-of:870970-basis:00000030",
        "9788700000049": None,
    }
    assert len(catalogue.questions) == 2


def test_a_search_that_failed_says_nothing_of_what_is_there(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """`errorMessage` beside no hits."""
    catalogue.search_error = "CQL parse error"

    assert gathered(desk.fbi().by_isbn([ISBN])) == {}


@pytest.mark.parametrize("path", [["works", 1], ["works", 1, "titles", "full"], ["works"], None])
def test_what_an_error_touches_is_not_known(catalogue: FbiServer, desk: CatalogueDesk, path: list[str | int] | None) -> None:
    """A null under an error is not a work that does not exist; its neighbours are good unless the error lies over all of them."""
    catalogue.works = [work()]

    def bend(answer: Row) -> Row:
        return answer | {"errors": [{"message": "x", "path": path}]}

    catalogue.bend = bend

    found = gathered(desk.fbi().by_id([WORK, NOWHERE]))

    assert set(found) == ({WORK} if path and len(path) > 1 else set())


def test_a_promise_the_service_breaks_itself_costs_one_work_only(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """The schema says there is always a title; this one has none, so the real engine answers with null and an error."""
    catalogue.works = [work(), work(40, titles=None)]

    found = gathered(desk.fbi().by_id([WORK, "work-of:870970-basis:00000040"]))

    assert set(found) == {WORK}


@pytest.mark.parametrize(
    "hole",
    [
        {"titles": {"full": None, "main": ["Kun hovedtitlen"]}},
        {"creators": None},
        {"subjects": None},
        {"manifestations": None},
        {"manifestations": {"bestRepresentation": None, "all": [None, edition("x", ISBN)]}},
        {"workYear": None, "abstract": None, "mainLanguages": [None]},
        {"subjects": {"dbcVerified": [None, {"display": "x"}]}, "extra": {"new": 1}},
    ],
    ids=lambda hole: next(iter(hole)),
)
def test_any_field_may_be_missing_in_a_real_answer(catalogue: FbiServer, desk: CatalogueDesk, hole: Row) -> None:
    """Whatever the schema promises: real answers have nulls in such places."""
    catalogue.works = [work()]

    def bend(answer: Row) -> Row:
        answer["data"]["works"][0] = answer["data"]["works"][0] | hole
        return answer

    catalogue.bend = bend

    book = gathered(desk.fbi().by_id([WORK]))[WORK]

    assert book is not None
    assert book.title


@pytest.mark.parametrize(
    "wrong",
    [{"workId": None}, {"workId": "x/../y"}, {"titles": {"full": ["\u200b"]}}, {"titles": 7}, {"workYear": {"year": "1999"}}],
    ids=str,
)
def test_a_work_that_cannot_be_shown_is_not_known(catalogue: FbiServer, desk: CatalogueDesk, wrong: Row) -> None:
    """And its neighbour is."""
    catalogue.works = [work(), work(50)]
    other = "work-of:870970-basis:00000050"

    def bend(answer: Row) -> Row:
        answer["data"]["works"][0] = answer["data"]["works"][0] | wrong
        return answer

    catalogue.bend = bend

    assert set(gathered(desk.fbi().by_id([WORK, other]))) == {other}


def test_a_batch_that_is_too_complex_is_asked_for_in_halves(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """Down to single works, each answered."""
    catalogue.works = [work(number) for number in range(100, 110)]
    catalogue.most_works = 1

    assert all(gathered(desk.fbi().by_id(ids(10))).values())
    assert len(gathered(desk.fbi().by_id(ids(10)))) == 10


def test_questions_are_paced(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """The service's own limits are not known, so nobody is hurried."""
    gathered(desk.fbi().by_id(ids(12)))

    assert len(catalogue.questions) == 3
    assert len(desk.calm.waits) == 3  # before each but the first question, which was for a token
    assert all(wait == pytest.approx(desk.settings.pause_s, abs=1e-6) for wait in desk.calm.waits)


def test_whoever_is_told_to_stop_stops(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """In the middle of a pause."""
    desk.calm.told_to_stop = True
    catalogue.faults[GRAPHQL] = [Fault.SERVER_ERROR]

    with pytest.raises(SourceError, match="stopped"):
        gathered(desk.fbi().by_id([WORK]))


def test_real_covers_are_told_from_drawn_ones(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """By their origin; a cover that is null in spite of the schema is none."""
    catalogue.pictures = {PID: (b"x", "image/jpeg"), "870970-basis:1": (b"x", "image/jpeg")}
    catalogue.origins["870970-basis:1"] = "default"

    found = desk.fbi().covers([PID, "870970-basis:1", "870970-basis:2"])

    real = found[PID]
    assert real is not None
    assert real.url.startswith(f"{catalogue.base}/covers/{PID}")
    assert "sig" not in repr(real)
    assert (found["870970-basis:1"], found["870970-basis:2"]) == (None, None)

    def bend(answer: Row) -> Row:
        answer["data"]["manifestations"] = [{"pid": PID, "cover": None}, None]
        return answer | {"errors": [{"path": ["manifestations", 1]}]}

    catalogue.bend = bend
    assert desk.fbi().covers([PID, "870970-basis:1"]) == {PID: None}


def test_the_service_says_itself_how_large_our_questions_are(desk: CatalogueDesk) -> None:
    """For whoever sets it up."""
    size = desk.fbi().size()

    assert (size.complexity.value, size.complexity.max) == (40, 3000)
    assert (size.depth.value or 0) <= (size.depth.max or 0)


def test_what_opens_doors_is_in_no_text(desk: CatalogueDesk) -> None:
    """Neither settings nor questions say it when somebody prints them."""
    for secret in PAIR:
        assert secret not in repr(desk.settings)
        assert secret not in str(desk.settings)
