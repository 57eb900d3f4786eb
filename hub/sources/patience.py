"""How often and how soon one may ask: a pause between questions, and a few more tries with chance in them after trouble."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hub.sources.trouble import SourceError

Told = TypeVar("Told")

TRIES = 4
FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 60.0
LONGEST_WISH_S = 120.0
"""A service that wants to be left alone for longer is asked again another night."""


class Patience:
    """Paces all the questions of one round."""

    def __init__(
        self, *, wait: Callable[[float], bool], clock: Callable[[], float], random: Callable[[], float], pause_s: float
    ) -> None:
        """`wait` waits so many seconds and says whether we were told to stop; `clock` is monotonic; `random` gives 0 to 1."""
        self._wait = wait
        self._clock = clock
        self._random = random
        self._pause_s = pause_s
        self._not_before = float("-inf")

    def give(self, ask: Callable[[], Told]) -> Told:
        """Ask, and after a trouble that may pass ask again, four times in all. Raises SourceError."""
        failed = 0
        while True:
            self._pace()
            try:
                return ask()
            except SourceError as error:
                failed += 1
                if not error.temporary or failed == TRIES or (error.retry_after or 0) > LONGEST_WISH_S:
                    raise
                self._sit_out(self._pause_after(error, failed))

    def _pace(self) -> None:
        """Let the pause between two questions pass, give or take a fifth."""
        left = self._not_before - self._clock()
        if left > 0:
            self._sit_out(left)
        self._not_before = self._clock() + self._pause_s * (0.8 + 0.4 * self._random())

    def _pause_after(self, error: SourceError, failed: int) -> float:
        """The service's wish and up to as much again; else doubling, times 0.5 to 1."""
        if error.retry_after is not None:
            return error.retry_after * (1.0 + self._random())
        return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** (failed - 1)) * (0.5 + self._random() / 2)

    def _sit_out(self, seconds: float) -> None:
        """Wait. Raises SourceError `stopped`."""
        if self._wait(seconds):
            raise SourceError("stopped")


def judged(status: int, retry_after: str) -> None:
    """Pass a status that brings an answer. Raises SourceError for the others; `Retry-After` counts in seconds only."""
    wish = float(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 7 else None
    if status == 429:
        raise SourceError("slow_down", wish)
    if status >= 500:
        # 511 is a portal between us and the service; no patience helps.
        raise SourceError("not_ours" if status == 511 else "server_error", wish)
    if status in {401, 403}:
        raise SourceError("bad_credentials")
    if status in {400, 413, 422}:
        raise SourceError("refused")
    if status != 200:
        raise SourceError("not_ours")
