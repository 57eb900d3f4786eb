"""Sign-ups and their letters: what a visitor was promised is on disk, or it was not promised.

The sign-up's row and the letter that tells the hub of it commit in one transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.nouns import Language, ShortCode, SignupId, SlipToken
from kiosk.ports import StoreError
from kiosk.rooms.signup.model import Occasion, OccasionKind, SignupRecord, SignupStatus
from kiosk.store import retention
from kiosk.store.db import row, rows, translated, writing
from kiosk.store.lent import lent_left
from kiosk.store.outbox import Outbox
from kiosk.store.rows import digest, occasion_from, to_text

if TYPE_CHECKING:
    from kiosk.seal import SealedBox
    from kiosk.wire import OpId

KEPT_AFTER = timedelta(days=14)
"""How long after its event a sign-up stays here."""

KEPT_UNDATED = timedelta(days=180)
"""How long a sign-up to a group, or to something without a date, stays here."""

CLOCK_AHEAD = timedelta(days=1)
"""How far our clock may be ahead of what the hub last said before we stop believing it: a wild one must not erase what waits."""

CLOCK_STEP = timedelta(hours=1)
"""How often the hub's time is written down at most."""

RECORD = "SELECT id, occasion, code, status, made_at, language, reason FROM signup"


class Letters(Outbox):
    """`letters.db`. A connection belongs to one thread at a time."""

    def keep_signup(  # noqa: PLR0913 - a sign-up has this many parts, and each has a name
        self,
        *,
        signup: SignupId,
        letter: OpId,
        occasion: Occasion,
        sealed: SealedBox,
        code: ShortCode,
        token: SlipToken,
        language: Language,
        made_at: datetime,
        consent: str,
        firm: bool = False,
    ) -> None:
        """Keep a sign-up and its letter. The same again changes nothing; the same id with other content is `id_reused`.

        `firm` = on a seat that is lent to this kiosk: the visitor has it. Raises StoreError: nothing was kept.
        """
        token_hash = digest(token)
        data = {
            "event": occasion.key,
            "seats": 1,
            "code": code,
            "sealed": {"key": sealed.key_id, "box": sealed.box},
            "consent": consent,
            "lang": language,
            "slip": token_hash,
        } | ({"firm": True} if firm else {})
        body = _op(letter, "signup", made_at, data)
        with writing(self._db):
            if self._already(signup, letter, body):
                return
            self._db.execute(
                "INSERT INTO signup (id, token_hash, code, status, occasion, language, made_at, gone_s) VALUES (?,?,?,?,?,?,?,?)",
                (
                    signup,
                    token_hash,
                    code,
                    (SignupStatus.CONFIRMED if firm else SignupStatus.KEPT).value,
                    to_text(occasion),
                    language,
                    made_at.isoformat(),
                    _gone_s(occasion, self._not_before_hub(made_at)),
                ),
            )
            self._write(letter, "signup", signup, body, made_at)

    def _already(self, signup: SignupId, letter: OpId, body: str) -> bool:
        """Whether exactly this was kept before. Raises StoreError `id_reused` when something else was, under either id."""
        same = "SELECT id, signup, body FROM letter WHERE id = ? OR (signup = ? AND kind = 'signup')"
        known = rows(self._db, same, (letter, signup))
        if not known:
            return False
        # A shredded letter can no longer be compared; both ids agreeing must do.
        if known in ([(letter, signup, body)], [(letter, signup, None)]):
            return True
        raise StoreError("id_reused")

    def _write(self, letter: OpId, kind: str, signup: SignupId, body: str, made_at: datetime) -> None:
        """Put a letter into the outbox, inside a transaction."""
        self._db.execute(
            "INSERT INTO letter (id, kind, signup, body, made_s) VALUES (?, ?, ?, ?, ?)",
            (letter, kind, signup, body, self._not_before_hub(made_at).timestamp()),
        )

    def can_promise(self, occasion: Occasion, now: datetime) -> bool:
        """Whether a seat that is lent to this kiosk is left."""
        return lent_left(self._db, occasion, self._not_before_hub(now)) > 0

    def heard(self, hub_now: datetime) -> None:
        """Note the hub's own time (aware): our clock may be wrong, and decides nothing against it."""
        known = self._hub_now()
        if known is None or abs(hub_now - known) >= CLOCK_STEP:
            with writing(self._db):
                self._db.execute(
                    "INSERT INTO note VALUES ('hub_now', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                    (hub_now.isoformat(),),
                )

    def _hub_now(self) -> datetime | None:
        """Give the hub's time as last noted; None before the first."""
        with translated():
            found = row(self._db, "SELECT value FROM note WHERE name = 'hub_now'")
        return None if found is None else datetime.fromisoformat(found[0])

    def _not_before_hub(self, moment: datetime) -> datetime:
        """Give a time of ours, or the hub's where ours is behind it: it cannot be earlier than what has been heard."""
        heard = self._hub_now()
        return moment if heard is None else max(moment, heard)

    def ask_cancel(self, signup: SignupId, letter: OpId, made_at: datetime) -> SignupRecord:
        """Write the letter that lets the visitor off, behind the sign-up's own. Asked again, the first letter stands.

        Raises StoreError `unknown` when there is no such sign-up.
        """
        with writing(self._db):
            first = row(self._db, "SELECT id FROM letter WHERE signup = ? AND kind = 'signup'", (signup,))
            if first is None:
                raise StoreError("unknown")
            asked = row(self._db, "SELECT id, state FROM letter WHERE signup = ? AND kind = 'cancel'", (signup,))
            if asked is None:
                # The hub knows the sign-up by the id of its letter.
                self._write(letter, "cancel", signup, _op(letter, "cancel", made_at, {"signup": first[0]}), made_at)
            elif asked[1] == "parked":
                self._db.execute("UPDATE letter SET state = 'waiting', next_try = 0 WHERE id = ? AND body IS NOT NULL", (asked[0],))
            self._set_status(signup, SignupStatus.CANCELLING, unless=(SignupStatus.CANCELLED,))
            return _record(rows(self._db, f"{RECORD} WHERE id = ?", (signup,))[0])

    def code_is_free(self, code: ShortCode) -> bool:
        """Whether no live sign-up has this code. Rows past their time are gone by `forget_old`."""
        with translated():
            taken = "SELECT 1 FROM signup WHERE code = ? AND status <> ? LIMIT 1"
            return row(self._db, taken, (code, SignupStatus.CANCELLED.value)) is None

    def find_by_token(self, token: SlipToken) -> SignupRecord | None:
        """Find what a scanned slip stands for."""
        return self._find("token_hash = ?", digest(token))

    def find_by_code(self, code: ShortCode) -> SignupRecord | None:
        """Find what a typed code stands for: the live sign-up, else the newest cancelled one."""
        return self._find(f"code = ? ORDER BY status = '{SignupStatus.CANCELLED.value}', rowid DESC", code)

    def find_by_id(self, signup: SignupId) -> SignupRecord | None:
        """Find a sign-up of this kiosk by its own id."""
        return self._find("id = ?", signup)

    def _find(self, condition: str, value: str) -> SignupRecord | None:
        """Find one sign-up."""
        with translated():
            found = row(self._db, f"{RECORD} WHERE {condition} LIMIT 1", (value,))
        return None if found is None else _record(found)

    def shred(self, safe_at: datetime) -> int:
        """Empty every letter the hub has acked and backed up by `safe_at`; count them."""
        return retention.shred(self._db, safe_at)

    def wipe(self) -> int:
        """Empty every letter, for the hub has said so; count them."""
        return retention.wipe(self._db)

    def forget_old(self, now: datetime) -> retention.Forgotten:
        """Apply the written retention rules, by our clock as far as the hub bears it out."""
        heard = self._hub_now()
        return retention.forget_old(self._db, now if heard is None else min(now, heard + CLOCK_AHEAD))


def _op(letter: OpId, kind: str, made_at: datetime, data: dict[str, object]) -> str:
    """Write an op once and for ever. Source: wire contract v1, 1.4."""
    return to_text({"id": letter, "kind": kind, "made_at": made_at.isoformat(), "data": data})


def _gone_s(occasion: Occasion, made_at: datetime) -> float:
    """Say when a sign-up has no purpose any more."""
    # A group goes on after its next meeting, and its waiting list with it.
    over = None if occasion.kind is OccasionKind.GROUP else occasion.end or occasion.start
    return (made_at + KEPT_UNDATED if over is None else over + KEPT_AFTER).timestamp()


def _record(found: tuple[Any, ...]) -> SignupRecord:
    """Read one sign-up."""
    id_, occasion, code, status, made_at, language, reason = found
    return SignupRecord(
        id=SignupId(id_),
        occasion=occasion_from(occasion),
        code=ShortCode(code),
        status=SignupStatus(status),
        made_at=datetime.fromisoformat(made_at),
        language=Language(language),
        reason=reason,
    )
