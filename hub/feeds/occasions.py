"""Events and groups, as kiosks are told of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from hub.feeds.base import Data, FeedKind
from hub.models import Blob, Library, Occasion
from hub.moments import rfc3339


class EventFeed(FeedKind):
    """Kind `event`."""

    name = "event"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give the branch's events."""
        return ((each.key, event_data(each)) for each in shown(library, "event"))

    def one(self, library: Library, key: str) -> Data | None:
        """Give one event."""
        found = shown(library, "event").filter(key=key).first()
        return None if found is None else event_data(found)


class GroupFeed(FeedKind):
    """Kind `group`."""

    name = "group"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give the branch's groups."""
        return ((each.key, group_data(each)) for each in shown(library, "group"))

    def one(self, library: Library, key: str) -> Data | None:
        """Give one group."""
        found = shown(library, "group").filter(key=key).first()
        return None if found is None else group_data(found)


def shown(library: Library, kind: str) -> QuerySet[Occasion]:
    """Give what is to be on the glass."""
    found = Occasion.objects.filter(library=library, kind=kind, shown=True).order_by("id")
    return found.select_related("seats", "picture").defer("picture__content").prefetch_related("translations", "meetings")


def event_data(event: Occasion) -> Data:
    """Write an event. Source: wire contract v1, 1.5; what is ours beyond it is in docs/wire-contract.md."""
    return _both(event) | {
        "start": "" if event.start is None else rfc3339(event.start),
        "end": "" if (over := event.end or event.start) is None else rfc3339(over),
        "all_day": event.all_day,
        "price": event.price,
        "for_children": event.for_children,
        "audiences": words_in(event.audiences),
        "tags": words_in(event.tags),
        "link": event.link,
    }


def group_data(group: Occasion) -> Data:
    """Write a group."""
    return _both(group) | {
        "when": group.when,
        "dates": [rfc3339(meeting.start) for meeting in group.meetings.all()],
        "host": group.host,
        "bring": group.bring,
        "quorum": group.quorum,
    }


def _both(each: Occasion) -> Data:
    """Write what events and groups share."""
    return {
        "title": each.title,
        "summary": each.summary,
        "body": each.body.replace("\r\n", "\n"),
        "place": each.place,
        "others": {t.lang: translated(t.title, t.summary, t.body, t.when, t.bring) for t in each.translations.all()},
        "capacity": each.seats.capacity,
        "signup": each.signup,
        "waitlist": each.waitlist,
        "state": each.state,
        "langs": each.langs.split(),
        "picture": picture(each.picture),
    }


def translated(title: str, summary: str, body: str, when: str, bring: str) -> Data:
    """Write the words of another language; what is not translated is left out."""
    words = {"title": title, "summary": summary, "body": body.replace("\r\n", "\n"), "when": when, "bring": bring}
    return {name: text for name, text in words.items() if text}


def picture(blob: Blob | None) -> Data | None:
    """Name a picture."""
    if blob is None:
        return None
    return {"sha256": blob.sha256, "type": blob.type, "bytes": blob.bytes, "w": blob.w, "h": blob.h}


def words_in(text: str) -> list[str]:
    """Split `a, b` into its words."""
    return [word.strip() for word in text.split(",") if word.strip()]
