"""How long to leave the hub alone: doubling after trouble, as it wishes where it says so, long where no quick try will mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 300.0
HOUR_S = 3600.0
DAY_S = 86400.0

PAUSES = {
    "tls": HOUR_S,
    "bad_token": HOUR_S,
    "waiting": 60.0,
    "not_enrolled": 30.0,
    "revoked": DAY_S,
    "wipe": DAY_S,
    "gone": 21600.0,
}
"""Reasons that no quick try will mend. Source: wire contract v1, 1.10."""


class Pauses:
    """The pause before the next question to one endpoint."""

    def __init__(self, clock: Callable[[], float], random: Callable[[], float]) -> None:
        """`clock` is monotonic seconds; `random` gives 0 to 1."""
        self._clock = clock
        self._random = random
        self._until = 0.0
        self._told_to_wait = False
        self.failures = 0

    def left_s(self) -> float:
        """Give how long to wait still; 0 when there is no reason to."""
        return max(0.0, self._until - self._clock())

    @property
    def told_to_wait(self) -> bool:
        """Whether the pause is the hub's wish, or one that hurrying cannot shorten."""
        return self._told_to_wait and self.left_s() > 0

    def well(self) -> None:
        """An answer of ours came: forget what went wrong."""
        self.failures, self._until, self._told_to_wait = 0, 0.0, False

    def after(self, reason: str, retry_after: float | None = None) -> None:
        """Set the pause after trouble: the hub's wish plus up to as much again, a long one, or doubling to five minutes."""
        self.failures += 1
        self._told_to_wait = True
        if retry_after is not None:
            pause = retry_after * (1.0 + self._random())
        elif reason in PAUSES:
            pause = PAUSES[reason] * (0.5 + self._random() / 2)
        else:
            self._told_to_wait = False
            pause = self.doubled(self.failures, LONGEST_PAUSE_S)
        self._until = self._clock() + pause

    def doubled(self, times: int, longest: float) -> float:
        """Two seconds, doubled at each time up to `longest`, times 0.5 to 1."""
        return min(longest, FIRST_PAUSE_S * 2.0 ** min(times - 1, 30)) * (0.5 + self._random() / 2)
