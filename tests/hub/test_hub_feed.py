"""The feed: each object once at its newest change, in the order of commits, from any cursor."""

from __future__ import annotations

import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction

from hub.acts import content, feed, seating
from hub.models import FeedRow, Library, Occasion, Seats
from hub.outside import now
from tests.hub.desk import Kiosk, client, event, group, signup

WRITERS = 4
WRITES = 15


def test_a_change_comes_once_at_its_newest(library: Library, kiosk: Kiosk) -> None:
    """Not each of its versions."""
    occasion = event(library)
    _, cursor = kiosk.everything()
    for title in ("A", "B", "C"):
        occasion.title = title
        content.save(occasion, capacity=None, who="test", now=now())

    page = kiosk.feed(cursor)

    assert [(each["kind"], each["data"]["title"]) for each in page["items"] if each["kind"] == "event"] == [("event", "C")]
    assert (page["reset"], page["more"], page["from"]) == (False, False, cursor)


def test_saving_what_is_the_same_is_no_news(library: Library, kiosk: Kiosk) -> None:
    """Importers save all they have."""
    occasion = event(library)
    _, cursor = kiosk.everything()

    content.save(occasion, capacity=None, who="test", now=now())

    assert kiosk.feed(cursor)["items"] == []


def test_what_is_taken_off_the_glass_leaves_a_tombstone(library: Library, kiosk: Kiosk) -> None:
    """And comes back when it is shown again; a cancelled event stays."""
    occasion = event(library)
    _, cursor = kiosk.everything()
    content.show(occasion, shown=False, who="test", now=now())

    gone, cursor = kiosk.everything(cursor)
    assert gone == {"event dpl:81": None, "seats dpl:81": None}
    assert "event dpl:81" not in kiosk.everything()[0]

    occasion.shown, occasion.state = True, "cancelled"
    content.save(occasion, capacity=None, who="test", now=now())
    assert kiosk.everything(cursor)[0]["event dpl:81"]["state"] == "cancelled"


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_pages_of_any_size_give_everything(library: Library, kiosk: Kiosk, limit: int) -> None:
    """Small pages, the same whole."""
    for number in range(5):
        event(library, f"e:{number}")
    group(library)

    found, cursor = kiosk.everything(limit=limit)

    assert len([key for key in found if key.startswith("event")]) == 5
    assert found["settings library"]["library"] == {"key": "vejgaard", "name": "Vejgaard Bibliotek"}
    assert found["group g-1"]["title"] == "Læsekreds"
    assert kiosk.feed(cursor)["items"] == []


def test_a_page_stops_at_a_mebibyte(library: Library, kiosk: Kiosk) -> None:
    """However many items were asked for."""
    for number in range(5):
        FeedRow.objects.create(
            library=library, kind="poem", key=f"p{number}", seq=100 + number, data=json.dumps({"x": "x" * 400_000}), at=now()
        )
    Library.objects.update(feed_head=200)

    page = kiosk.feed(limit="500")

    assert page["more"]
    assert sum(each["kind"] == "poem" for each in page["items"]) == 2
    assert len([key for key in kiosk.everything()[0] if key.startswith("poem")]) == 5


def test_nothing_new_is_304(library: Library, kiosk: Kiosk) -> None:
    """Only when both cursor and tag are the newest; a weakened tag is as good."""
    event(library)
    _, cursor = kiosk.everything()

    def ask(asked: str, tag: str) -> int:
        answer = client().get("/v1/feed", {"cursor": asked}, headers=kiosk.headers() | {"If-None-Match": tag})
        assert answer["Cache-Control"] == "private, no-store"
        return answer.status_code

    assert ask(cursor, f'"{cursor}"') == 304
    assert ask(cursor, f'W/"{cursor}"') == 304
    assert ask(cursor, '"x"') == 200
    assert ask("", f'"{cursor}"') == 200
    event(library, "e:2")
    assert ask(cursor, f'"{cursor}"') == 200


def test_a_page_may_be_zipped(library: Library, kiosk: Kiosk) -> None:
    """Six times smaller; its tag is weak then."""
    for number in range(8):
        event(library, f"e:{number}", body="Vi læser højt. " * 20)

    answer = client().get("/v1/feed", headers=kiosk.headers() | {"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert answer["ETag"].startswith("W/")
    assert len(json.loads(gzip.decompress(answer.content))["items"]) == 17


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "", "1.0", "٣", "9" * 5000])
def test_a_limit_that_is_none_is_422(kiosk: Kiosk, limit: str) -> None:
    """The kiosk's bug, said so."""
    assert client().get("/v1/feed", {"limit": limit}, headers=kiosk.headers()).status_code == 422


def test_concurrent_writers_never_hide_a_change_from_a_reader(library: Library, kiosk: Kiosk) -> None:
    """Numbers become visible in their order: a reader that follows them misses nothing."""
    made = [event(library, f"e:{number}") for number in range(WRITERS)]
    _, cursor = kiosk.everything()
    done = threading.Event()
    seen: dict[str, str] = {}

    def write(occasion: Occasion) -> None:
        for number in range(WRITES):
            occasion.title = f"{number}"
            content.save(occasion, capacity=number, who="test", now=now())
        connections.close_all()

    def read() -> None:
        at, last = cursor, False
        while not last:
            last = done.is_set()
            page = kiosk.feed(at, limit="3")
            at = page["next"]
            last = last and not page["more"]
            seen.update({each["key"]: each["data"]["title"] for each in page["items"] if each["kind"] == "event"})
        connections.close_all()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(read)
        for writing in [pool.submit(write, each) for each in made]:
            writing.result()
        done.set()
        reader.result()

    assert seen == {each.key: f"{WRITES - 1}" for each in made}


def test_seats_are_told_apart_and_not_too_often(library: Library, kiosk: Kiosk) -> None:
    """Once in ten seconds at most, and a sign-up never touches the feed's counter."""
    occasion = event(library, capacity=5)
    _, cursor = kiosk.everything()
    head = Library.objects.get().feed_head
    kiosk.send(signup())
    assert Library.objects.get().feed_head == head

    assert kiosk.feed(cursor)["items"] == []
    Seats.objects.update(published_at=now() - timedelta(seconds=11))
    found, cursor = kiosk.everything(cursor)

    assert found["seats dpl:81"]["taken"] == 1
    kiosk.send(signup())
    assert kiosk.feed(cursor)["items"] == []
    seating.tell_due(library.pk, now() + timedelta(seconds=11))
    assert kiosk.everything(cursor)[0]["seats dpl:81"]["taken"] == 2
    assert Seats.objects.get(pk=occasion.pk).dirty is False


def test_a_write_that_went_round_us_is_found_and_mended(library: Library, kiosk: Kiosk) -> None:
    """The nightly check; when every write is one of ours it finds nothing."""
    event(library)
    assert content.publish_all(library, now()) == []

    Occasion.objects.update(title="Skrevet udenom")

    assert content.publish_all(library, now()) == ["event dpl:81"]
    assert kiosk.everything()[0]["event dpl:81"]["title"] == "Skrevet udenom"


def test_a_rolled_back_write_tells_nothing(library: Library, kiosk: Kiosk) -> None:
    """Content and feed are one transaction."""
    occasion = event(library)
    _, cursor = kiosk.everything()

    with transaction.atomic():
        content.show(occasion, shown=False, who="test", now=now())
        transaction.set_rollback(True)

    assert kiosk.feed(cursor)["items"] == []
    assert feed.position("x", cursor) is None
