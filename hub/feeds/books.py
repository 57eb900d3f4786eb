"""Books, as kiosks are told of them: what the catalogue says, and who at the branch stands by them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.db.models import QuerySet

from hub.feeds.base import Data, FeedKind
from hub.feeds.occasions import picture
from hub.models import Library
from hub.models.books import WantedBook, Work
from hub.sources.catalogue import CatalogueWork


class BookFeed(FeedKind):
    """Kind `book`; its key is the work's id."""

    name = "book"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give every work the branch wants and the catalogue knows."""
        picks = _picks(library)
        return ((work.work_id, book_data(work, _pick_of(work, picks))) for work in known(library.pk))

    def one(self, library: Library, key: str) -> Data | None:
        """Give one work."""
        found = known(library.pk).filter(work_id=key).first()
        return None if found is None else book_data(found, _pick_of(found, _picks(library)))


def known(library_id: int) -> QuerySet[Work]:
    """Give the works that a branch wants by any of their names."""
    wanted = WantedBook.objects.filter(library_id=library_id).values("name")
    found = Work.objects.filter(names__name__in=wanted).distinct().order_by("work_id")
    return found.select_related("cover").defer("cover__content").prefetch_related("names")


def kept(work: Work) -> CatalogueWork:
    """Read what is kept of a work."""
    return msgspec.json.decode(work.data, type=CatalogueWork)


def book_data(work: Work, pick: WantedBook | None) -> Data:
    """Write a book. Source: wire contract v1, feed; the words of mood and subject are Danish."""
    facts = kept(work)
    return {
        "title": facts.title,
        "creators": list(facts.creators),
        "isbns": list(_isbns(work, facts)),
        "year": facts.year,
        "langs": list(facts.languages),
        "forms": list(facts.forms),
        "moods": list(facts.moods),
        "subjects": list(facts.subjects),
        "for_children": facts.for_children,
        "mark": facts.mark,
        "summary": facts.abstract,
        "pick": None if pick is None else {"by": pick.pick_by, "words": pick.pick_words},
        "picture": picture(work.cover),
    }


def _isbns(work: Work, facts: CatalogueWork) -> dict[str, None]:
    """The ISBNs it was asked for by, which stand on the shelf here, then those of its other editions."""
    asked = sorted(name.name for name in work.names.all() if name.name.isdigit())
    return dict.fromkeys((*asked, *facts.isbns))


def _picks(library: Library) -> dict[str, WantedBook]:
    """Who stands by what, by name."""
    return {each.name: each for each in WantedBook.objects.filter(library=library).exclude(pick_by="").order_by("-at", "-id")}


def _pick_of(work: Work, picks: dict[str, WantedBook]) -> WantedBook | None:
    """Who stands by a work, by any of its names: the first who did."""
    found = [picks[name.name] for name in work.names.all() if name.name in picks]
    return min(found, key=lambda each: (each.at, each.pk), default=None)
