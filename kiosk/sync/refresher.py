"""Bringing content in: each source in its own rhythm, none able to stop another, the last good answer always kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.ports import SourceError, SourceTrouble, StoreError, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from types import TracebackType

    from kiosk.ports import Source
    from kiosk.sync.needs import ContentShelf

log = logging.getLogger("sync")

EVERY_S = 900.0
"""How often a source is asked when nothing else is said."""

FIRST_PAUSE_S = 15.0
"""The first pause after trouble; doubled up to a quarter of an hour."""

LONGEST_PAUSE_S = 900.0


class SourceReport(Struct, frozen=True):
    """How asking one source went. `trouble` is a code of `ports.SourceTrouble` or the store's reason, empty when all is well."""

    name: str
    written: int = 0
    deleted: int = 0
    skipped: int = 0
    unchanged: bool = False
    trouble: str = ""


@dataclass(slots=True)
class _Rhythm:
    """When a source is asked next (monotonic seconds), and how often in a row it gave nothing."""

    due: float
    failures: int = 0
    lost: bool = False


class Refresher:
    """Asks the sources and hands what they give to the content."""

    def __init__(
        self,
        *,
        sources: Sequence[Source],
        content: ContentShelf,
        clock: Callable[[], float],
        random: Callable[[], float],
        wall: Callable[[], datetime],
        every_s: Mapping[str, float] | None = None,
        first_within_s: float = 0.0,
    ) -> None:
        """`every_s` by source name; the first question comes within `first_within_s`, so that a fleet does not start as one."""
        self._sources = tuple(sources)
        self._content = content
        self._clock = clock
        self._random = random
        self._wall = wall
        self._every_s = dict(every_s or {})
        self._rhythms = {source.name: _Rhythm(clock() + first_within_s * random()) for source in sources}

    def next_due_in(self) -> float:
        """Give the seconds until a source is due; a day when there is none."""
        now = self._clock()
        return min((max(0.0, rhythm.due - now) for rhythm in self._rhythms.values()), default=86400.0)

    def refresh_due(self, after_each: Callable[[], None] | None = None) -> tuple[SourceReport, ...]:
        """Ask the sources whose time has come; `after_each` is called after every one. Raises StoreError only for a broken file."""
        return self._refresh([source for source in self._sources if self._rhythms[source.name].due <= self._clock()], after_each)

    def refresh_all(self) -> tuple[SourceReport, ...]:
        """Ask every source now."""
        return self._refresh(self._sources, None)

    def _refresh(self, sources: Sequence[Source], after_each: Callable[[], None] | None) -> tuple[SourceReport, ...]:
        """Ask these sources, one after the other."""
        reports: list[SourceReport] = []
        for source in sources:
            report = self._refresh_one(source)
            self._plan(report)
            reports.append(report)
            if after_each is not None:
                after_each()
        return tuple(reports)

    def _refresh_one(self, source: Source) -> SourceReport:
        """Ask one source and take in what it gives."""
        try:
            report = self._ask(source)
        except StoreError as error:
            if error.reason in {"broken", "moved"}:
                raise
            return SourceReport(source.name, trouble=error.reason)
        except SourceError as error:
            report = SourceReport(source.name, trouble=error.reason)
        except Exception as error:  # noqa: BLE001 - a bug in one source must not take the others down
            log.error("source %s has a bug: %s at %s", source.name, type(error).__name__, _place(error.__traceback__))  # noqa: TRY400
            report = SourceReport(source.name, trouble=SourceTrouble.UNREADABLE.value)
        if report.trouble and report.trouble != SourceTrouble.SUSPICIOUS.value:
            self._note(report)
        return report

    def _note(self, report: SourceReport) -> None:
        """Note a source's trouble for the glass; a full disk must not turn one trouble into two."""
        try:
            self._content.note_trouble(report.name, report.trouble, self._wall())
        except StoreError as error:
            if error.reason in {"broken", "moved"}:
                raise

    def _ask(self, source: Source) -> SourceReport:
        """Fetch and apply."""
        answer = source.fetch(self._content.validators(source.name), self._wall())
        if isinstance(answer, Unchanged):
            self._content.note_unchanged(source.name, self._wall())
            return SourceReport(source.name, unchanged=True)
        applied = self._content.apply(source.name, answer, self._wall())
        trouble = SourceTrouble.SUSPICIOUS.value if applied.suspicious else ""
        return SourceReport(source.name, applied.written, applied.deleted, len(answer.skipped), trouble=trouble)

    def _plan(self, report: SourceReport) -> None:
        """Set when the source is asked next, and speak when it went or came back."""
        rhythm = self._rhythms[report.name]
        rhythm.failures = rhythm.failures + 1 if report.trouble else 0
        if rhythm.lost != bool(report.trouble):
            rhythm.lost = not rhythm.lost
            if rhythm.lost:
                log.warning("source %s lost: %s", report.name, report.trouble)
            else:
                log.info("source %s is back", report.name)
        rhythm.due = self._clock() + self._pause(report)

    def _pause(self, report: SourceReport) -> float:
        """Its own rhythm, give or take a fifth; after trouble less, doubling. A suspicious answer is asked for again in rhythm."""
        every = self._every_s.get(report.name, EVERY_S)
        if not report.trouble or report.trouble == SourceTrouble.SUSPICIOUS.value:
            return every * (0.8 + 0.4 * self._random())
        doubled = FIRST_PAUSE_S * 2.0 ** min(self._rhythms[report.name].failures - 1, 20)
        return min(LONGEST_PAUSE_S, doubled) * (0.5 + self._random() / 2)


def _place(traceback: TracebackType | None) -> str:
    """Name the file and line of a bug, and nothing of what it worked on."""
    if traceback is None:
        return "?"
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f"{PurePath(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}"
