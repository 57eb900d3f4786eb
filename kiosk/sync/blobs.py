"""Fetching the pictures the feed names, one at a time, after the page that names them; what was cut short goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ports import UplinkError
from kiosk.sync.answers import read_answer
from kiosk.sync.line import Question
from kiosk.sync.pauses import DAY_S, HOUR_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.sync.answers import Answer
    from kiosk.sync.line import HubLine
    from kiosk.sync.needs import BlobKeep, FeedKeep
    from kiosk.wire import Picture


class BlobFetcher:
    """Fetches what is missing."""

    def __init__(
        self,
        *,
        line: HubLine,
        keep: BlobKeep,
        feed: FeedKeep,
        clock: Callable[[], float],
        wall: Callable[[], datetime],
    ) -> None:
        """`clock` is monotonic seconds, `wall` aware wall time."""
        self._line = line
        self._keep = keep
        self._feed = feed
        self._clock = clock
        self._wall = wall
        self._not_before: dict[str, float] = {}
        self._tidied = float("-inf")

    def wanted(self) -> tuple[Picture, ...]:
        """Give what is missing and not put off. Raises StoreError."""
        named = self._feed.pictures()
        now = self._clock()
        if now - self._tidied >= DAY_S:
            self._tidied = now
            self._keep.tidy({picture.sha256 for picture in named}, self._wall())
        return tuple(each for each in self._keep.missing(named) if self._not_before.get(each.sha256, now) <= now)

    def fetch(self, picture: Picture) -> bool:
        """Fetch one picture, or the rest of it; whether it is in its place. Raises UplinkError and StoreError.

        One that was not what it should be, or that the hub does not have, is asked for again in an hour.
        """
        begun = self._keep.begun(picture)
        try:
            answer = self._line.ask(_question(picture, begun), _Pouring(self._keep, picture).take)
        except UplinkError as error:
            if error.reason == "not_ours":
                self._put_off(picture)
            if error.reason == "slow" and self._keep.begun(picture) > begun:
                return False  # a slow line: our own patience is short here, and the rest comes after whoever signs up
            raise
        if answer.status in {200, 206} and self._keep.finish(picture):
            return True
        self._put_off(picture)
        if answer.status not in {200, 206}:
            self._check(answer)
        return False

    def _put_off(self, picture: Picture) -> None:
        """Ask for it again in an hour."""
        self._not_before[picture.sha256] = self._clock() + HOUR_S

    def _check(self, answer: Answer) -> None:
        """A picture the hub does not have is no trouble of the line; anything else is. Raises UplinkError."""
        try:
            read_answer(answer, self._line.hub_id)
        except UplinkError as error:
            if error.reason != "no_such_blob":
                raise


class _Pouring:
    """Pours pieces into a picture: a 200 is the whole and begins it afresh, a 206 goes on where it was. The hash tells who lied."""

    def __init__(self, keep: BlobKeep, picture: Picture) -> None:
        self._keep = keep
        self._picture = picture
        self._came = 0

    def take(self, status: int, piece: bytes) -> None:
        """Take a piece. Raises UplinkError `not_ours` when there is more than the picture has."""
        first = self._came == 0 and status == 200
        self._came += len(piece)
        if self._came > self._picture.size:
            raise UplinkError("not_ours")
        self._keep.add(self._picture, piece, afresh=first)


def _question(picture: Picture, begun: int) -> Question:
    """What is asked. Unpacked: a part of something packed cannot be joined to another part."""
    ranged = (("Range", f"bytes={begun}-"),) if begun else ()
    return Question(f"/v1/blobs/{picture.sha256}", headers=(("Accept", "*/*"), ("Accept-Encoding", "identity"), *ranged))
