"""The letters on their way to the hub: which are due, and what each verdict does to them.

Only a verdict that names a letter clears it. A refused one is parked where staff see it; nothing is dropped here.
Times named `now` are monotonic seconds, but for `parked`, which tells an age.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.programme import OutboxCounts
from kiosk.rooms.signup.model import SignupStatus
from kiosk.store.db import row, rows, translated, writing
from kiosk.store.rows import BRANCH_ZONE, to_text
from kiosk.store.shelf import ParkedLine, parked_lines
from kiosk.wire import OP_BATCH, OP_BYTES, Op, OpId, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import apsw

LATER_LEAST_S = 2.0
"""The shortest pause before a letter that was put off is offered again."""

DUE = """
SELECT id, kind, body, was, alone FROM letter AS l
WHERE body IS NOT NULL AND next_try <= ?1 AND (state = 'waiting' OR (state = 'parked' AND code = 'hub_error'))
  AND NOT (kind = 'cancel' AND EXISTS
    (SELECT 1 FROM letter AS first WHERE first.signup = l.signup AND first.kind = 'signup'
      AND (first.state = 'waiting' OR (first.state = 'parked' AND first.code = 'hub_error'))))
ORDER BY n LIMIT 200
"""
"""A cancellation stays behind its sign-up. What the hub has failed on for days (`hub_error`) is parked, and still offered daily."""


class Taken(Struct, frozen=True):
    """What a round of verdicts did: how many letters were acked, parked and put off."""

    acked: int = 0
    parked: int = 0
    later: int = 0


class Outbox:
    """The letters in `letters.db`. One sender at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._db = connection

    def data_version(self) -> int:
        """Give a number that changes when another connection has written to the file."""
        with translated():
            return int(self._db.pragma("data_version"))

    def counts(self) -> OutboxCounts:
        """Count the letters by state."""
        with translated():
            found = rows(self._db, "SELECT state, count(*), min(made_s) FROM letter GROUP BY state")
        by_state = {state: (number, oldest) for state, number, oldest in found}
        waiting, oldest = by_state.get("waiting", (0, None))
        return OutboxCounts(
            waiting=waiting,
            sent=by_state.get("acked", (0, None))[0],
            parked=by_state.get("parked", (0, None))[0],
            oldest_at=None if oldest is None else datetime.fromtimestamp(oldest, UTC).astimezone(BRANCH_ZONE),
        )

    def next_batch(self, now: float, most: int = OP_BATCH) -> tuple[Op, ...]:
        """Give the letters to send next, oldest first: never more than the kiosk may send at once."""
        with translated():
            due = rows(self._db, DUE, (now,))
        # The oldest decides: one that travels alone, or as many of the others as fit.
        due = due[:1] if due and due[0][4] else [each for each in due if not each[4]]
        ops = (Op(OpId(id_), kind, _body(body, was)) for id_, kind, body, was, _ in due)
        return tuple(_within_limits(ops, min(most, OP_BATCH)))

    def apply(self, verdicts: Iterable[Verdict], now: float) -> Taken:
        """Take the hub's answers, all or none. A verdict on a letter that is not waiting, or an unknown one, changes nothing."""
        done = {"acked": 0, "parked": 0, "later": 0}
        with writing(self._db):
            for verdict in verdicts:
                outcome = self._apply_one(verdict, now)
                if outcome:
                    done[outcome] += 1
        return Taken(**done)

    def _apply_one(self, verdict: Verdict, now: float) -> str:
        """Take one answer; give what became of the letter, empty when nothing."""
        found = row(self._db, "SELECT kind, signup FROM letter WHERE id = ? AND state <> 'acked'", (verdict.id,))
        if found is None:
            return ""
        kind, signup = found
        outcome = ""
        match verdict.verdict:
            case "accepted" | "duplicate":
                self._ack(verdict, kind, signup)
                outcome = "acked"
            case "rejected":
                self._park(verdict, kind, signup)
                outcome = "parked"
            case "later":
                self._defer(verdict.id, now + max(LATER_LEAST_S, verdict.after_s))
                outcome = "later"
        return outcome

    def _ack(self, verdict: Verdict, kind: str, signup: str) -> None:
        """Note that the hub has the letter, and what that makes of the sign-up."""
        self._db.execute(
            "UPDATE letter SET state = 'acked', status = ?, code = '', at = ?, at_s = ? WHERE id = ?",
            (verdict.status, verdict.at, _seconds(verdict.at), verdict.id),
        )
        if kind == "cancel" or verdict.status == SignupStatus.CANCELLED.value:
            self._set_status(signup, SignupStatus.CANCELLED)
        elif verdict.status in {SignupStatus.CONFIRMED.value, SignupStatus.WAITLIST.value}:
            # Whoever has asked to be let off in the meantime is not put back.
            self._set_status(signup, SignupStatus(verdict.status), unless=(SignupStatus.CANCELLING, SignupStatus.CANCELLED))

    def _park(self, verdict: Verdict, kind: str, signup: str) -> None:
        """Shelve a refused letter. A cancellation of what the hub never had has come true by itself."""
        self._db.execute("UPDATE letter SET state = 'parked', status = '', code = ? WHERE id = ?", (verdict.code, verdict.id))
        if kind == "cancel" and verdict.code == "no_such_signup":
            self._set_status(signup, SignupStatus.CANCELLED)
        else:
            self._set_status(signup, SignupStatus.REFUSED, reason=verdict.code, unless=(SignupStatus.CANCELLED,))

    def _set_status(self, signup: str, status: SignupStatus, reason: str = "", unless: tuple[SignupStatus, ...] = ()) -> None:
        """Change a sign-up's status, unless it is one of `unless`."""
        words = [each.value for each in unless] + [""] * (2 - len(unless))
        self._db.execute(
            "UPDATE signup SET status = ?, reason = ? WHERE id = ? AND status NOT IN (?, ?)",
            (status.value, reason, signup, *words),
        )

    def defer(self, letter: OpId, until: float) -> int:
        """Put a letter off until then; give how often it has been tried."""
        with writing(self._db):
            return self._defer(letter, until)

    def _defer(self, letter: OpId, until: float) -> int:
        """Put a letter off, inside a transaction."""
        found = row(self._db, "UPDATE letter SET tries = tries + 1, next_try = ? WHERE id = ? RETURNING tries", (until, letter))
        return int(found[0]) if found else 0

    def put_off(self, letter: OpId, until: float) -> None:
        """Put a letter off without counting a try."""
        with writing(self._db):
            self._db.execute("UPDATE letter SET next_try = ? WHERE id = ?", (until, letter))

    def single_out(self, letters: Iterable[OpId]) -> None:
        """Let these travel alone from now on: one of them spoils every request it is in."""
        with writing(self._db):
            self._db.executemany("UPDATE letter SET alone = 1 WHERE id = ?", [(letter,) for letter in letters])

    def shelve(self, letter: OpId, until: float) -> None:
        """Show staff a letter that the hub has failed on for days; it is offered again after `until` all the same."""
        with writing(self._db):
            self._db.execute(
                "UPDATE letter SET state = 'parked', code = 'hub_error', alone = 1, next_try = ? WHERE id = ?",
                (until, letter),
            )

    def forget_pauses(self) -> None:
        """Make every letter due: after a start the monotonic clock has begun anew."""
        with writing(self._db):
            self._db.execute("UPDATE letter SET next_try = 0 WHERE next_try <> 0")

    def parked(self, now: datetime) -> tuple[ParkedLine, ...]:
        """List the refused letters for staff, oldest first. `now` is aware wall time."""
        return parked_lines(self._db, now)

    def send_again(self, letter: OpId) -> bool:
        """Offer a parked letter again, same id, because staff say so; False when there is nothing left to send.

        The sign-up of somebody who has been let off in the meantime is not sent: it would take a seat for nobody.
        """
        with writing(self._db):
            found = row(
                self._db,
                "UPDATE letter SET state = 'waiting', next_try = 0"
                " WHERE id = ? AND state = 'parked' AND body IS NOT NULL AND (kind = 'cancel' OR EXISTS"
                " (SELECT 1 FROM signup WHERE signup.id = letter.signup AND status <> 'cancelled')) RETURNING 1",
                (letter,),
            )
        return found is not None

    def ask_after_waiting(self) -> int:
        """Offer the sign-ups on a waiting list again: the hub says what they are today. An emptied one cannot be asked after."""
        with writing(self._db):
            self._db.execute(
                "UPDATE letter SET state = 'waiting', next_try = 0"
                " WHERE kind = 'signup' AND state = 'acked' AND status = 'waitlist' AND body IS NOT NULL"
            )
            return self._db.changes()

    def epoch(self) -> str:
        """Give the hub's epoch as last believed; empty before the first answer."""
        with translated():
            return _epoch(self._db)

    def offer_again(self, epoch: str) -> int:
        """The hub was put back to an older state: offer every acked letter again, with what the visitor was told; count them."""
        if self.epoch() == epoch:
            return 0  # as it is nearly always: no write for that
        with writing(self._db):
            known = _epoch(self._db)
            self._db.execute("INSERT INTO note VALUES ('epoch', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (epoch,))
            return self._reopen() if known not in {"", epoch} else 0

    def _reopen(self) -> int:
        """Set every acked letter that still has its body waiting again."""
        acked = rows(self._db, "SELECT id, status, at FROM letter WHERE state = 'acked' AND body IS NOT NULL")
        self._db.executemany(
            "UPDATE letter SET state = 'waiting', next_try = 0, was = ? WHERE id = ?",
            [(to_text({"status": status, "at": at}), id_) for id_, status, at in acked],
        )
        return len(acked)


def _epoch(connection: apsw.Connection) -> str:
    """Give the hub's epoch as last believed; empty when it has never answered."""
    found = row(connection, "SELECT value FROM note WHERE name = 'epoch'")
    return str(found[0]) if found else ""


def _body(body: str, was: str) -> str:
    """Give the op as it travels: the stored text, and after a restore what the visitor was told."""
    return f'{body[:-1]},"was":{was}}}' if was else body


def _within_limits(ops: Iterable[Op], most: int) -> Iterator[Op]:
    """Give ops until the next one would make the request too long or too large."""
    size = 0
    for count, op in enumerate(ops):
        size += len(op.body.encode("utf-8")) + 1
        if count and (count >= most or size > OP_BYTES - 64):
            return
        yield op


def _seconds(at: str) -> float | None:
    """Read the hub's time; None when it is not one."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None
