"""RSS and Atom feeds and the pages they lead to, over a real socket."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

from kiosk.ports import Batch, SkippedRow, SourceError, SourceTrouble, Unchanged, Validators
from kiosk.sources.feed import FeedEvents
from tests.contracts.faults import Fault
from tests.contracts.web_server import Served, WebServer

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.sources.http import HttpGetter

NOW = datetime(2026, 10, 1, 10, 20, tzinfo=UTC)


def rss(*items: str) -> str:
    """A feed of items, each given as its inner XML."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Nyt</title>{inner}</channel></rss>'


def item(link: str, guid: str = "") -> str:
    """An item with a hostile description."""
    guid = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<title>T</title><link>{escape(link)}</link>{guid}<description>&lt;script&gt;x&lt;/script&gt;</description>"


def page(*starts: str) -> Served:
    """A page with an event at each start."""
    rows = [{"@type": "Event", "name": f"Fra {start}", "startDate": start} for start in starts]
    block = f'<script type="application/ld+json">{json.dumps(rows)}</script>' if starts else ""
    return Served(f"<html><body>{block}Hej</body></html>".encode(), "text/html; charset=utf-8")


def source(web: WebServer, getter: HttpGetter, feed: str | bytes, kind: str = "application/rss+xml", **settings: Any) -> FeedEvents:
    """Serve a feed and give the source."""
    web.pages["/feed"] = Served(feed if isinstance(feed, bytes) else feed.encode(), kind)
    return FeedEvents(name="nyheder", url=web.base + "/feed", getter=getter, **settings)


def batch(asked: FeedEvents, now: datetime = NOW) -> Batch:
    """Fetch without a condition."""
    answer = asked.fetch(Validators(), now)
    assert isinstance(answer, Batch)
    return answer


def titles(answer: Batch) -> list[str]:
    """The titles of what came."""
    return [event.title.danish for event in answer.events or ()]


def test_an_item_with_a_time_on_its_page_becomes_an_event(web: WebServer, getter: HttpGetter) -> None:
    """News does not, and neither does an item without a page; a relative link is the feed's."""
    web.pages |= {"/koncert": page("2026-10-05T19:00"), "/nyhed": page()}

    answer = batch(source(web, getter, rss(item("/koncert"), item(web.base + "/nyhed"), "<title>Uden link</title>")))

    assert titles(answer) == ["Fra 2026-10-05T19:00"]
    assert answer.skipped == ()
    assert [event.link for event in answer.events or ()] == [web.base + "/koncert"]


def test_pages_of_other_hosts_are_not_asked(web: WebServer, getter: HttpGetter) -> None:
    """Nor other ports, other schemes, addresses with a password, or files."""
    other = web.base.replace("127.0.0.1", "localhost")
    links = [other + "/a", "http://127.0.0.1:1/a", "https://127.0.0.1/a", "file:///etc/passwd", "http://["]
    links.append(web.base.replace("://", "://a:b@") + "/a")

    answer = batch(source(web, getter, rss(*(item(link) for link in links))))

    assert answer.events == ()
    assert [asked.path for asked in web.asked] == ["/feed"]


def test_the_key_is_the_guid_else_the_link(web: WebServer, getter: HttpGetter) -> None:
    """A page that moves keeps its event where there is a guid; the same guid twice is one."""
    web.pages |= {"/a": page("2026-10-05T19:00"), "/b": page("2026-10-05T19:00")}

    def keys(*items: str) -> list[str]:
        return [event.key for event in batch(source(web, getter, rss(*items))).events or ()]

    assert keys(item("/a", "1")) == keys(item("/b", "1")) == keys(item("/a", "1"), item("/b", "1"))
    assert keys(item("/a")) != keys(item("/b"))
    assert keys(item("/a")) == keys(item("/a"), item("/a"))


def test_a_page_with_several_dates_gives_several_events(web: WebServer, getter: HttpGetter) -> None:
    """Their keys begin with the item's, so that a skipped item covers them all."""
    web.pages["/a"] = page("2026-10-05T19:00", "2026-10-12T19:00")
    asked = source(web, getter, rss(item("/a")))
    keys = [event.key for event in batch(asked).events or ()]
    web.faults["/a"] = Fault.SERVER_ERROR

    (skipped,) = batch(asked).skipped

    assert len(set(keys)) == 2
    assert all(key.startswith(skipped.key + ".") and len(key) <= 64 for key in keys)


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.SERVER_ERROR, Fault.SHORT, Fault.WRONG_TYPE, Fault.RESET])
def test_a_page_that_fails_is_skipped_under_its_events_key(web: WebServer, getter: HttpGetter, fault: Fault) -> None:
    """So that its last good event stays, also after a 404 that may be stale."""
    web.pages |= {"/a": page("2026-10-05T19:00"), "/b": page("2026-10-06T19:00")}
    asked = source(web, getter, rss(item("/a"), item("/b")))
    before = batch(asked).events or ()
    web.faults["/a"] = fault

    answer = batch(asked)

    assert titles(answer) == ["Fra 2026-10-06T19:00"]
    assert answer.skipped == (SkippedRow(before[0].key, "page"),)


def test_a_host_in_trouble_gives_the_round_up(web: WebServer, getter: HttpGetter) -> None:
    """Not forty times the whole patience: after three pages it raises, and deletes nothing."""
    links = [f"/{number}" for number in range(40)]
    web.pages |= dict.fromkeys(links, page("2026-10-05T19:00"))
    web.faults |= dict.fromkeys(links, Fault.SHORT)

    with pytest.raises(SourceError, match=SourceTrouble.TRUNCATED.value):
        batch(source(web, getter, rss(*(item(link) for link in links))))

    assert len(web.asked) == 4


def test_pages_beyond_the_limit_are_skipped_not_absent(web: WebServer, getter: HttpGetter) -> None:
    """They are in the feed, only nobody went there this time."""
    web.pages |= {f"/{number}": page(f"2026-10-0{number}T19:00") for number in range(1, 6)}

    answer = batch(source(web, getter, rss(*(item(f"/{number}") for number in range(1, 6))), most_pages=2))

    assert len(answer.events or ()) == 2
    assert [skipped.field for skipped in answer.skipped] == ["limit"] * 3
    assert len(web.asked) == 3


def test_an_event_without_a_time_on_its_page_is_skipped(web: WebServer, getter: HttpGetter) -> None:
    """It is an event, only not one we can place."""
    web.pages["/a"] = page("snart")

    answer = batch(source(web, getter, rss(item("/a"))))

    assert (answer.events, [skipped.field for skipped in answer.skipped]) == ((), ["startDate"])


def test_the_past_is_out_of_scope(web: WebServer, getter: HttpGetter) -> None:
    """A feed holds news of what has been."""
    web.pages |= {"/a": page("2026-09-05T19:00"), "/b": page("2026-10-01T08:00")}

    assert titles(batch(source(web, getter, rss(item("/a"), item("/b"))))) == ["Fra 2026-10-01T08:00"]


def test_an_atom_feed_is_a_feed(web: WebServer, getter: HttpGetter) -> None:
    """With its links as attributes."""
    web.pages["/a"] = page("2026-10-05T19:00")
    entry = '<entry><id>urn:1</id><title>T</title><link href="/a"/></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entry}</feed>'

    assert titles(batch(source(web, getter, atom, "application/atom+xml"))) == ["Fra 2026-10-05T19:00"]


@pytest.mark.parametrize(
    ("feed", "trouble"),
    [
        (rss(item("/a"))[:-20], SourceTrouble.TRUNCATED),
        (rss(item("/a")).replace("</rss>", ""), SourceTrouble.TRUNCATED),
        ("<?xml version='1.0'?><html><body>Fejl</body></html>", SourceTrouble.NOT_OURS),
        ("", SourceTrouble.NOT_OURS),
        ('<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rss("<title>&b;</title>"), SourceTrouble.UNREADABLE),
    ],
)
def test_half_a_feed_or_none_deletes_nothing(web: WebServer, getter: HttpGetter, feed: str, trouble: SourceTrouble) -> None:
    """It raises, though the parser would read the half gladly."""
    with pytest.raises(SourceError) as caught:
        batch(source(web, getter, feed))

    assert caught.value.reason == trouble.value


def test_a_portal_is_no_feed(web: WebServer, getter: HttpGetter) -> None:
    """By its type already."""
    asked = source(web, getter, rss())
    assert batch(asked).events == ()

    web.faults[""] = Fault.PORTAL
    with pytest.raises(SourceError, match=SourceTrouble.NOT_OURS.value):
        batch(asked)


def test_a_feed_with_a_small_mistake_is_read(web: WebServer, getter: HttpGetter) -> None:
    """An entity of HTML is no XML, and very common."""
    web.pages["/a"] = page("2026-10-05T19:00")

    assert titles(batch(source(web, getter, rss(item("/a") + "<x>&nbsp;</x>")))) == ["Fra 2026-10-05T19:00"]


def test_unchanged_is_good_for_an_hour(web: WebServer, getter: HttpGetter) -> None:
    """A page is cancelled without its feed changing, so pages are read anew every hour."""
    asked = source(web, getter, rss())
    known = batch(asked).validators

    assert asked.fetch(known, NOW + timedelta(minutes=30)) == Unchanged()
    assert isinstance(asked.fetch(known, NOW + timedelta(hours=1)), Batch)


def test_feeds_found_in_the_wild_are_read_as_news(web: WebServer, getter: HttpGetter, shared_contracts: Path) -> None:
    """Each of the collected feeds is a feed; their items lead to other hosts, and nothing there is asked."""
    feeds = sorted((shared_contracts / "generic" / "rss").glob("*.xml"))
    assert feeds
    for feed in feeds:
        assert batch(source(web, getter, feed.read_bytes())).events == ()
    assert {asked.path for asked in web.asked} == {"/feed"}
