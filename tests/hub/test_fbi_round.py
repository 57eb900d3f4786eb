"""A night's round: what staff and events want is asked for, kept, told to the branch's kiosks, and forgotten again."""

from __future__ import annotations

import pytest

from hub.acts import content
from hub.acts.books import BadNameError, names_in, plain_name, unwant_book, want_book
from hub.models import Blob, FeedRow, Library, WantedBook, Work
from hub.outside import now
from tests.contracts.faults import Fault
from tests.contracts.fbi_data import ISBN, PAPERBACK, PID, WORK, edition, picture, work
from tests.contracts.fbi_server import FbiServer
from tests.hub.desk import Kiosk, client, enrolled, event
from tests.hub.fbi_desk import CatalogueDesk, books_of

GRAPHQL = "/fbcms-go/graphql"

OUR_PART = pytest.mark.parametrize("catalogue", ["our part of the schema"], indirect=True)


def test_a_wanted_book_reaches_the_kiosk_with_its_cover(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """Facts, both numbers, who stands by it, and a picture that is served."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(2000, 3000), "image/jpeg")
    want_book(library, "978-87-0000-002-5", who="test", now=now(), pick_by="Bodil", pick_words="Den holder en vågen.")

    done = desk.round()

    assert (done.asked, done.found, done.covers, done.trouble) == (1, 1, 1, "")
    book = books_of(kiosk)[WORK]
    assert (book["title"], book["creators"], book["isbns"]) == ("Prøvens bog 17 : roman", ["Ada Opdigtet"], [PAPERBACK, ISBN])
    assert (book["moods"], book["subjects"], book["summary"]) == (["uhyggelig", "hurtig"], ["venskab"], "")
    assert book["pick"] == {"by": "Bodil", "words": "Den holder en vågen."}
    named = book["picture"]
    answer = client().get(f"/v1/blobs/{named['sha256']}", headers=kiosk.headers())
    assert (len(answer.content), answer["Content-Type"], named["h"]) == (named["bytes"], "image/jpeg", 960)


@OUR_PART
def test_nothing_is_asked_twice_before_its_time(catalogue: FbiServer, desk: CatalogueDesk, library: Library) -> None:
    """Works a week, covers a month, what is not there a day; and what is unchanged is no news."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    want_book(library, ISBN, who="test", now=now())
    want_book(library, "9788700000049", who="test", now=now())
    assert desk.round().missing == 1
    head = Library.objects.get(pk=library.pk).feed_head

    assert desk.round().asked == 0
    desk.calm.later(days=1)
    assert desk.round().asked == 1
    desk.calm.later(days=6)
    assert (desk.round().asked, catalogue.count("/covers/")) == (2, 1)
    desk.calm.later(days=24)
    desk.round()

    assert catalogue.count("/covers/") == 2
    assert Library.objects.get(pk=library.pk).feed_head == head


@OUR_PART
def test_books_that_coming_events_mention_are_wanted(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """By ISBN in the words or by a work's id in the link; when the event is off the glass, so is its book."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    tonight = event(library, body="Vi taler om Prøvens bog (ISBN 978-87-0000-001-8).")
    desk.round()
    assert WORK in books_of(kiosk)

    content.show(tonight, shown=False, who="test", now=now())
    done = desk.round()

    assert (books_of(kiosk), done.forgotten) == ({}, 1)
    assert (Work.objects.count(), Blob.objects.count()) == (0, 0)
    assert FeedRow.objects.get(kind="book").deleted
    assert content.publish_all(library, now()) == []


@OUR_PART
def test_what_is_taken_back_leaves_the_kiosk_at_once(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """And comes back at once, from what is kept, until the night has forgotten it."""
    catalogue.works = [work()]
    want_book(library, WORK, who="test", now=now())
    desk.round()

    assert unwant_book(library, WORK, who="test", now=now())
    assert books_of(kiosk) == {}
    want_book(library, WORK, who="test", now=now())
    assert WORK in books_of(kiosk)
    assert not unwant_book(library, ISBN, who="test", now=now())
    assert content.publish_all(library, now()) == []


@OUR_PART
def test_another_branch_sees_neither_book_nor_cover(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """Each branch has its own list; what the catalogue said is kept once."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(kind="PNG"), "image/png")
    other = content.add_library("hasseris", "Hasseris", now=now())
    want_book(library, ISBN, who="test", now=now())
    desk.round()

    theirs = enrolled(other)

    assert books_of(theirs) == {}
    sha256 = books_of(kiosk)[WORK]["picture"]["sha256"]
    assert client().get(f"/v1/blobs/{sha256}", headers=theirs.headers()).status_code == 404
    want_book(other, PAPERBACK, who="test", now=now())
    desk.round()
    assert WORK in books_of(theirs)
    assert Work.objects.count() == 1


@OUR_PART
@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.PORTAL, Fault.RESET, Fault.FORBIDDEN], ids=lambda each: each.name)
def test_a_night_that_fails_takes_nothing_away(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk, fault: Fault
) -> None:
    """What was there stays on the glass, and the next night asks again."""
    catalogue.works = [work()]
    want_book(library, ISBN, who="test", now=now())
    desk.round()
    before = books_of(kiosk)
    desk.calm.later(days=8)
    catalogue.faults[GRAPHQL] = [fault] * 9

    done = desk.round()

    assert (done.unknown, bool(done.trouble)) == (1, True)
    assert books_of(kiosk) == before
    catalogue.faults.clear()
    assert desk.round().found == 1


@OUR_PART
def test_a_work_that_errors_touch_keeps_its_last_good_version(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """A null under an error deletes nothing; a null without one does."""
    catalogue.works = [work()]
    want_book(library, WORK, who="test", now=now())
    desk.round()
    desk.calm.later(days=8)
    catalogue.works = [work(titles=None)]

    assert desk.round().unknown == 1
    assert WORK in books_of(kiosk)
    catalogue.works = []
    assert desk.round().missing == 1
    assert books_of(kiosk) == {}


@OUR_PART
def test_a_new_title_is_told(catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk) -> None:
    """At the next refresh."""
    catalogue.works = [work()]
    want_book(library, ISBN, who="test", now=now())
    desk.round()
    catalogue.works = [work(titles={"full": ["Nyt navn"], "main": []})]
    desk.calm.later(days=8)

    desk.round()

    assert books_of(kiosk)[WORK]["title"] == "Nyt navn"


@OUR_PART
def test_what_the_agreement_does_not_allow_any_more_is_dropped(
    catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk
) -> None:
    """Covers and the catalogue's own words go from hub and kiosks with the next round."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    want_book(library, ISBN, who="test", now=now())
    CatalogueDesk(catalogue, desk.file.parent, abstracts=True).round()
    assert books_of(kiosk)[WORK]["summary"]

    CatalogueDesk(catalogue, desk.file.parent, covers=False).round()

    book = books_of(kiosk)[WORK]
    assert (book["summary"], book["picture"]) == ("", None)
    assert Blob.objects.count() == 0


def test_names_are_read_as_people_write_them() -> None:
    """ISBN of 10 or 13 digits with a right check digit, or a work's id; nothing else."""
    assert plain_name("978 87 0000 001 8") == ISBN
    assert plain_name("0-306-40615-2") == "9780306406157"
    assert plain_name(WORK) == WORK
    for wrong in ("9788700000019", "0306406153", "work-of:../../x", "Nordkraft", "", "work-of:870970-basis:" + "1" * 60):
        with pytest.raises(BadNameError):
            plain_name(wrong)


def test_mentions_are_found_in_running_text() -> None:
    """With hyphens, in a link, behind a full stop; not inside longer numbers, and not with a wrong check digit."""
    text = f"Læs 978-87-0000-001-8. Se https://x.example/work/{WORK.replace(':', '%3A')}?type=bog og 97887000000250, 9788700000019."

    assert names_in(text) == {ISBN, WORK}


def test_a_childrens_book_is_told_as_one(catalogue: FbiServer, desk: CatalogueDesk, library: Library, kiosk: Kiosk) -> None:
    """Also which forms it can be had in."""
    own = edition(PID, ISBN, audience={"childrenOrAdults": [{"code": "FOR_CHILDREN"}]})
    film = edition("870970-basis:2", materialTypes=[{"materialTypeGeneral": {"code": "FILMS"}}])
    catalogue.works = [work(manifestations={"bestRepresentation": own, "all": [own, film]})]
    want_book(library, ISBN, who="test", now=now())

    desk.round()

    assert (books_of(kiosk)[WORK]["for_children"], books_of(kiosk)[WORK]["forms"]) == (True, ["book", "film"])
    assert WantedBook.objects.get().name == ISBN
