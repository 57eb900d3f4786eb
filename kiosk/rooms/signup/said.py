"""What is said of a sign-up by where it is: what happened, and what happens next."""

from __future__ import annotations

from kiosk.rooms.signup.model import OccasionKind, SignupRecord, SignupStatus
from kiosk.visit.states import Done
from kiosk.words.texts import Words


def status_of(done: Done) -> SignupStatus:
    """Where the sign-up is: without the hub's word it is received and no more is promised, but for a seat lent to this kiosk."""
    if done.record is not None:
        return done.record.status
    return SignupStatus.CONFIRMED if done.receipt.firm else SignupStatus.KEPT


def headline_of_done(done: Done, words: Words) -> str:
    """What happened, in one line."""
    status = status_of(done)
    if status is SignupStatus.KEPT:
        return words("done.kept.waitlist" if done.occasion.seats.full else "done.kept")
    return _headline(status, done.occasion.kind, words)


def headline_of_record(record: SignupRecord, words: Words) -> str:
    """The same of a sign-up that was found again."""
    return _headline(record.status, record.occasion.kind, words)


def next_of_done(done: Done, words: Words, *, hub_known: bool) -> str:
    """What happens next."""
    status = status_of(done)
    if status is SignupStatus.KEPT:
        return words("done.next.kept" if hub_known else "done.next.alone")
    if status is SignupStatus.REFUSED and done.record is not None:
        return refusal(done.record.reason, words)
    return words(f"status.next.{status.value}")


def next_of_record(record: SignupRecord, words: Words) -> str:
    """What happens next with a sign-up that was found again."""
    if record.status is SignupStatus.REFUSED:
        return refusal(record.reason, words)
    return words(f"status.next.{record.status.value}")


def refusal(reason: str, words: Words) -> str:
    """Why there is no seat, and what to do."""
    return words.known("refused", reason)


def _headline(status: SignupStatus, kind: OccasionKind, words: Words) -> str:
    """One line for a status; a group has members, an event has seats."""
    if status is SignupStatus.CONFIRMED and kind is OccasionKind.GROUP:
        return words("status.confirmed.group")
    return words(f"status.{status.value}")
