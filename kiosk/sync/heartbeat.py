"""How the kiosk is, told to the hub once a minute or so, and what the hub says to that. Never queued, never tried again."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kiosk.sync.answers import epoch_of, read_answer
from kiosk.sync.keyring import moment
from kiosk.sync.line import Question
from kiosk.wire import Running, Vitals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.sync.line import HubLine
    from kiosk.sync.needs import FeedKeep, LetterBox

LEAST_S, MOST_S, USUAL_S = 10, 3600, 60

LARGEST = 2**31 - 1

GLASS_SILENT = timedelta(minutes=3)
"""The glass leaves a sign each minute; after this it is taken for gone."""

FAULT = 200
VERSION = 41

_vitals = msgspec.json.Decoder(Vitals)


class BeatAnswer(Struct, frozen=True):
    """What the hub wants: its pauses in seconds, what is safe by now, whether to rotate, which version it would like.

    `now` and `epoch` are the hub's own.
    """

    poll_after_s: int = USUAL_S
    beat_after_s: int = USUAL_S
    safe_at: datetime | None = None
    rotate: bool = False
    app_wanted: str = ""
    now: str = ""
    epoch: str = ""


class Heartbeat:
    """Tells the hub how the kiosk is."""

    def __init__(  # noqa: PLR0913 - each by name
        self,
        *,
        line: HubLine,
        letters: LetterBox,
        feed: FeedKeep,
        data: Path,
        app: str,
        boot: str,
        clock: Callable[[], float],
        wall: Callable[[], datetime],
        running: Callable[[], Running] = Running,
    ) -> None:
        """`boot` is a UUID of this start, `data` the folder whose disk is measured and where the glass leaves its vitals.

        `running` tells which of the hub's settings are in force.
        """
        self._line = line
        self._letters = letters
        self._feed = feed
        self._data = data
        self._app = app
        self._boot = boot
        self._clock = clock
        self._wall = wall
        self._running = running
        self._born = clock()

    def beat(self) -> BeatAnswer:
        """Tell, and read the answer. Raises UplinkError and StoreError."""
        body = msgspec.json.encode(self.told())
        return answer_in(read_answer(self._line.ask(Question("/v1/heartbeat", body)), self._line.hub_id))

    def told(self) -> dict[str, object]:
        """Give what is told. Codes and numbers only: nothing here could name a person. Raises StoreError."""
        now, up = self._wall(), int(self._clock() - self._born)
        counts = self._letters.counts()
        vitals = _fresh(self._data / "glass.json", now)
        return {
            "app": self._app[:40],
            "boot": self._boot,
            "uptime_s": _whole(up),
            "clock": now.isoformat(timespec="seconds"),
            "cursor": self._feed.place().cursor,
            "feed_age_s": _age(moment(self._feed.heard_at()), now, up),
            "waiting": _whole(counts.waiting),
            "parked": _whole(counts.parked),
            "oldest_s": _age(counts.oldest_at, now, 0),
            "bad_rows": _whole(self._feed.bad_rows()),
            "disk_free_mb": _whole(_free_mb(self._data)),
            "parts": vitals.parts,
            "fault": vitals.fault[:FAULT],
            "settings": _settings_told(self._running()),
        }


def answer_in(told: dict[str, Any]) -> BeatAnswer:
    """Read an answer of ours, leniently: what it lacks is as usual."""
    safe_at, wanted, now = told.get("safe_at"), told.get("app_wanted"), told.get("now")
    return BeatAnswer(
        poll_after_s=_pause(told.get("poll_after_s")),
        beat_after_s=_pause(told.get("beat_after_s")),
        safe_at=moment(safe_at) if isinstance(safe_at, str) else None,
        rotate=told.get("rotate") is True,
        app_wanted=wanted[:40] if isinstance(wanted, str) else "",
        now=now if isinstance(now, str) else "",
        epoch=epoch_of(told),
    )


def _settings_told(running: Running) -> dict[str, object]:
    """Say which of the hub's settings run, whether they are on trial, and which were taken back and why."""
    return {
        "version": running.layer.version[:VERSION],
        "trying": running.trying is not None,
        "refused": running.refused[:VERSION],
        "reason": running.reason[:FAULT],
    }


def _fresh(path: Path, now: datetime) -> Vitals:
    """Read what the glass left; a glass that has left nothing for minutes is gone."""
    try:
        vitals = _vitals.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return Vitals({"glass": "gone"}, "glass: gone", now)
    if vitals.at.tzinfo is None or abs(now - vitals.at) > GLASS_SILENT:
        return Vitals({**vitals.parts, "glass": "gone"}, "glass: gone", now)
    return Vitals({**vitals.parts, "glass": "ready"}, vitals.fault, now)


def _free_mb(folder: Path) -> int:
    """Give the megabytes that are free; 0 when the disk does not say."""
    try:
        return shutil.disk_usage(folder).free // 2**20
    except OSError:
        return 0


def _age(then: datetime | None, now: datetime, otherwise: int) -> int:
    """Give whole seconds since then; what lies ahead, by a clock that was set, is now."""
    return otherwise if then is None else _whole(int((now - then).total_seconds()))


def _whole(number: int) -> int:
    """Keep a number the contract can carry."""
    return max(0, min(number, LARGEST))


def _pause(seconds: object) -> int:
    """Keep a pause within what the contract allows; anything else is as usual."""
    whole = isinstance(seconds, int) and not isinstance(seconds, bool)
    return max(LEAST_S, min(int(str(seconds)), MOST_S)) if whole else USUAL_S
