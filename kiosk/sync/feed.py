"""Asking the hub's feed for its next page: a page is taken only when it is ours, whole, and the answer to what was asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from kiosk.ports import UplinkError
from kiosk.sync.answers import epoch_of, read_answer
from kiosk.sync.line import Question
from kiosk.sync.pauses import DAY_S
from kiosk.wire import FeedItem, FeedPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.sync.answers import Answer
    from kiosk.sync.line import HubLine
    from kiosk.sync.needs import FeedKeep, PlaceInFeed

PAGE = 200
"""How many items are asked for at once."""

LONGEST_CURSOR = 200
LARGEST_SEQ = 2**53

KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
KIND = re.compile(r"[A-Za-z0-9_.-]{1,32}")


class _Item(Struct, frozen=True):
    """An item as it travels; what it holds is not looked into."""

    seq: int
    kind: str
    key: str
    deleted: bool = False
    data: msgspec.Raw = msgspec.Raw(b"{}")


class _Page(Struct, frozen=True):
    """A page as it travels; its items are read one by one, so that none spoils the others."""

    next: str
    more: bool
    reset: bool
    items: list[msgspec.Raw]
    asked: str | None = msgspec.field(default=None, name="from")


_pages = msgspec.json.Decoder(_Page)
_items = msgspec.json.Decoder(_Item)


class Pulled(Struct, frozen=True):
    """What a question brought: how many items, whether to ask again at once, and the hub's epoch (empty when nothing is new)."""

    items: int = 0
    more: bool = False
    epoch: str = ""


class FeedReader:
    """The one reader of the feed."""

    def __init__(
        self, *, line: HubLine, keep: FeedKeep, wall: Callable[[], datetime], clock: Callable[[], float], page: int = PAGE
    ) -> None:
        """`clock` is monotonic seconds, `wall` aware wall time; `page` items are asked for at once."""
        self._line = line
        self._keep = keep
        self._wall = wall
        self._clock = clock
        self._most = self._page = page
        self._forgot_at = float("-inf")

    def pull(self) -> Pulled:
        """Ask for one page and take it. Raises UplinkError and StoreError: then nothing was changed."""
        place = self._keep.place()
        try:
            answer = self._line.ask(_question(place, self._page))
            if answer.status == 304:
                return self._nothing_new(answer, place)
            told = read_answer(answer, self._line.hub_id)
        except UplinkError as error:
            if self._learnt_from(error):
                return self.pull()
            raise
        self._page = min(self._most, self._page * 2)
        page = page_in(answer, place.cursor)
        self._keep.take(page, self._wall())
        return Pulled(len(page.items), page.more, epoch_of(told))

    def _nothing_new(self, answer: Answer, place: PlaceInFeed) -> Pulled:
        """A 304 is ours if it names the tag we sent. Raises UplinkError `not_ours`."""
        if not place.etag or bare(answer.headers.get("etag", "")) != bare(place.etag):
            raise UplinkError("not_ours")
        self._keep.heard(self._wall())
        return Pulled()

    def _learnt_from(self, error: UplinkError) -> bool:
        """Whether to ask again at once: a page that is too big is asked for in halves.

        A cursor the hub finds no sense in is forgotten, once a day at most.
        """
        if error.reason == "too_big" and self._page > 1:
            self._page //= 2
            return True
        if error.reason in {"bad_json", "bad_envelope"} and self._clock() - self._forgot_at >= DAY_S:
            self._forgot_at = self._clock()
            self._keep.forget_cursor()
        return False


def _question(place: PlaceInFeed, limit: int) -> Question:
    """What is asked: from where on, how much, and whether there is anything new at all."""
    asked = ({"cursor": place.cursor} if place.cursor else {}) | {"limit": str(limit)}
    headers = (("If-None-Match", place.etag),) if place.etag and place.cursor else ()
    return Question("/v1/feed?" + urlencode(asked), headers=headers)


def page_in(answer: Answer, asked: str) -> FeedPage:
    """Read a page of ours. Raises UplinkError `no_page`: it is none, it answers another question, or it leads nowhere."""
    try:
        page = _pages.decode(answer.body)
    except msgspec.MsgspecError:
        raise UplinkError("no_page") from None
    stuck = page.more and page.next == asked
    if (page.asked or "") != asked or not 0 < len(page.next) <= LONGEST_CURSOR or stuck:
        raise UplinkError("no_page")
    items = [item for each in page.items if (item := _item(each)) is not None]
    return FeedPage(
        items=tuple(items),
        next=page.next,
        more=page.more,
        reset=page.reset,
        etag=answer.headers.get("etag", "")[:LONGEST_CURSOR],
        unread=len(page.items) - len(items),
    )


def _item(raw: msgspec.Raw) -> FeedItem | None:
    """Read one item's envelope; None when it cannot even be named."""
    try:
        item = _items.decode(raw)
        data = bytes(item.data).decode("utf-8")
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if not 0 < item.seq <= LARGEST_SEQ or not KEY.fullmatch(item.key) or not KIND.fullmatch(item.kind):
        return None
    return FeedItem(item.seq, item.kind, item.key, item.deleted, data)


def bare(etag: str) -> str:
    """Give a tag for a weak comparison: a proxy that compresses weakens it."""
    return etag.strip().removeprefix("W/")
