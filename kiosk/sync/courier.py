"""Carrying letters to the hub: nothing is lost, nothing is sent under another id, and one bad letter harms no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.ports import UplinkError
from kiosk.sync.pauses import DAY_S, HOUR_S, LONGEST_PAUSE_S, Pauses
from kiosk.wire import OP_BATCH, Op, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.sync.needs import EpochUplink, LetterBox

SAME_500 = 3
"""After the hub has failed on the same letters this often, they travel one by one."""

TRIES_OF_THREE_DAYS = 83
"""How many tries, doubling from two seconds to an hour, fill three days: counted, so that no clock is needed."""

BATCHES = 5
"""How many requests one round makes before others have their turn."""


class Pushed(Struct, frozen=True):
    """What a round did: ops handed over, taken and refused. `reason` of what ended it, empty when all is well.

    `more` = it ended only because others have their turn.
    """

    sent: int = 0
    acked: int = 0
    parked: int = 0
    reason: str = ""
    more: bool = False


class Courier:
    """The one sender of the outbox."""

    def __init__(
        self,
        *,
        letters: LetterBox,
        uplink: EpochUplink,
        clock: Callable[[], float],
        random: Callable[[], float],
    ) -> None:
        """`clock` is monotonic seconds; `random` gives 0 to 1."""
        self._letters = letters
        self._uplink = uplink
        self._clock = clock
        self._pauses = Pauses(clock, random)
        self._most = OP_BATCH
        self._failed_on = ""
        self._failed_times = 0
        self._started = False

    def pause_s(self) -> float:
        """Give how long to wait before the next round; 0 when there is no reason to wait."""
        return self._pauses.left_s()

    @property
    def told_to_wait(self) -> bool:
        """Whether the pause is the hub's wish, or one that hurrying cannot shorten."""
        return self._pauses.told_to_wait

    def begin_again(self) -> None:
        """The kiosk is another device now: what the hub said of the one before counts no more."""
        self._well()

    def push_once(self) -> Pushed:
        """Hand over what is due, a few requests at most. Raises StoreError; never UplinkError: that is news, in `reason`."""
        if not self._started:
            self._letters.forget_pauses()
            self._started = True
        total = Pushed()
        for _ in range(BATCHES):
            ops = self._letters.next_batch(self._clock(), self._most)
            if not ops:
                return total
            total = _added(total, self._round(ops))
            if total.reason:
                return total
        return replace(total, more=bool(self._letters.next_batch(self._clock(), 1)))

    def _round(self, ops: tuple[Op, ...]) -> Pushed:
        """Make one request and do what its answer asks for."""
        try:
            verdicts = self._uplink.send(ops)
        except UplinkError as error:
            return replace(self._answer_trouble(ops, error), sent=len(ops))
        self._well()
        if self._uplink.epoch:
            # Before the verdicts, which are of the new epoch already.
            self._letters.offer_again(self._uplink.epoch)
        taken = self._letters.apply(verdicts, self._clock())
        self._put_off_unanswered(ops, verdicts)
        if not verdicts:
            # Ours, and yet about nothing we asked: an earlier answer played again, or a hub with a bug.
            self._pauses.after("no_verdict")
        return Pushed(len(ops), taken.acked, taken.parked, "" if verdicts else "no_verdict")

    def _well(self) -> None:
        """The hub answered: forget what went wrong."""
        self._pauses.well()
        self._failed_on, self._failed_times = "", 0
        # What was too large is behind us: grow back slowly.
        self._most = min(OP_BATCH, self._most * 2)

    def _put_off_unanswered(self, ops: Sequence[Op], verdicts: Sequence[Verdict]) -> None:
        """Let what got no verdict wait, so that it does not fill the next request too."""
        named = {verdict.id for verdict in verdicts}
        for op in ops:
            if op.id not in named:
                self._letters.defer(op.id, self._clock() + self._pauses.doubled(1, LONGEST_PAUSE_S))

    def _answer_trouble(self, ops: tuple[Op, ...], error: UplinkError) -> Pushed:
        """Do what a refused request asks for. `reason` stays empty when the next request may follow at once."""
        match error.reason:
            case "too_big" | "bad_json" | "bad_envelope":
                return self._refused_whole(ops, error.reason)
            case "hub_error":
                return self._hub_failed(ops)
            case _:
                self._pauses.after(error.reason, error.retry_after)
                return Pushed(reason=error.reason)

    def _refused_whole(self, ops: tuple[Op, ...], reason: str) -> Pushed:
        """Send less at a time, down to one; the one that is refused alone is parked."""
        if len(ops) == 1:
            taken = self._letters.apply([Verdict(ops[0].id, "rejected", code=reason)], self._clock())
            return Pushed(parked=taken.parked)
        if reason == "too_big":
            self._most = len(ops) // 2
        else:
            self._letters.single_out(op.id for op in ops)
        return Pushed()

    def _hub_failed(self, ops: tuple[Op, ...]) -> Pushed:
        """Find the letter the hub fails on: three times together, then one by one, then for days, and then staff see it."""
        self._pauses.after("hub_error")
        parked = self._failed_alone(ops[0]) if len(ops) == 1 else self._failed_together(ops)
        return Pushed(parked=parked, reason="hub_error")

    def _failed_together(self, ops: tuple[Op, ...]) -> int:
        """Count how often the hub has failed while the same letter led: newer ones may have joined behind it."""
        self._failed_times = self._failed_times + 1 if ops[0].id == self._failed_on else 1
        self._failed_on = ops[0].id
        if self._failed_times >= SAME_500:
            self._letters.single_out(op.id for op in ops)
        return 0

    def _failed_alone(self, op: Op) -> int:
        """Put a letter off by itself; give 1 when it was shelved."""
        self._letters.single_out([op.id])
        tries = self._letters.defer(op.id, self._clock())
        if tries >= TRIES_OF_THREE_DAYS:
            self._letters.shelve(op.id, self._clock() + DAY_S)
            return 1
        self._letters.put_off(op.id, self._clock() + self._pauses.doubled(tries, HOUR_S))
        return 0


def _added(total: Pushed, one: Pushed) -> Pushed:
    """Add one request to the round."""
    return Pushed(total.sent + one.sent, total.acked + one.acked, total.parked + one.parked, one.reason)
