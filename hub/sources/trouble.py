"""Why a question to the outside world came to nothing: a reason from a closed set, and never a word of what was sent or told."""

from __future__ import annotations

TEMPORARY = frozenset({"slow", "unreachable", "truncated", "slow_down", "server_error"})
"""Reasons that asking again may mend."""

REASONS = TEMPORARY | {"tls", "not_ours", "refused", "bad_credentials", "not_set_up", "stopped"}
"""`not_ours` = an answer that is not the service's own (a captive portal's page, a redirect, half a text); `refused` = the service
does not take the question; `stopped` = we were told to end."""


class SourceError(Exception):
    """A question that came to nothing. `retry_after` = how many seconds the service wants to be left alone."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """Take a reason of the set."""
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after

    @property
    def temporary(self) -> bool:
        """Whether asking again may help."""
        return self.reason in TEMPORARY
