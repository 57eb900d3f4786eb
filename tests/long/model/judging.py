"""What must be true between a hub and its kiosks when everything has been said: each broken promise by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from kiosk.wire import OpId
from tests.long.model.kiosk import ModelKiosk

Json = dict[str, Any]

NAMES_IT = {"closed", "full", "no_such_event"}
"""Why a sign-up may be refused: the event was taken off, it is full and has no waiting list, or a restore forgot it."""


class Past(Struct):
    """What happened that excuses something: staff let somebody off, a backup was put back."""

    let_off: set[str]
    restored: bool = False


def seats_wrong(seats: Iterable[Json], past: Past) -> set[str]:
    """Name what is wrong with the seats at any moment."""
    found: set[str] = set()
    for each in seats:
        over = each["capacity"] is not None and each["taken"] > each["capacity"]
        if (each["taken"], each["waiting"]) != (each["confirmed"], each["queued"]):
            found.add("seats miscounted")
        if over and not past.restored:
            found.add("oversold")
        if over != each["overbooked"]:
            found.add("overbooked not marked")
        free = each["capacity"] is None or each["taken"] < each["capacity"]
        if each["auto"] and each["waiting"] and free and not past.restored:
            found.add("a free seat while somebody waits")
    return found


class Verdicts:
    """Compares kiosks with the hub's own account of a branch."""

    def __init__(self, kiosks: Iterable[ModelKiosk], state: Json, past: Past) -> None:
        self._kiosks = list(kiosks)
        self._state = state
        self._past = past
        self._ops: dict[str, str] = state["ops"]
        self._rows = {row[0]: row for row in state["signups"]}

    def wrong(self) -> set[str]:
        """Name everything that is wrong."""
        found = seats_wrong(self._state["seats"], self._past) | self._doubled()
        for kiosk in self._kiosks:
            told = kiosk.told()
            for letter in kiosk.made:
                found |= self._lost(kiosk, letter, told) | self._untrue(kiosk, letter, told)
            found |= self._glass(kiosk)
        return found

    def _doubled(self) -> set[str]:
        """Every op is one that was made; every slip stands for one sign-up."""
        made = {id_ for kiosk in self._kiosks for id_ in (*kiosk.made, *kiosk.cancelled.values())}
        slips = [row[3] for row in self._state["signups"] if row[3]]
        return {"doubled"} if set(self._ops) - made or len(slips) != len(set(slips)) else set()

    def _lost(self, kiosk: ModelKiosk, letter: OpId, told: dict[str, Any]) -> set[str]:
        """What was made is at the hub, or on the shelf for a reason that is true."""
        found = set()
        for id_, reasons in self._letters(kiosk, letter, told):
            state, status, code = told.get(id_, ("gone", "", ""))
            # Whoever waits for a seat is asked after, again and again, under the same id.
            state = "acked" if (state, status) == ("waiting", "waitlist") else state
            if state == "parked":
                found |= {f"refused: {code}"} - {f"refused: {reason}" for reason in reasons}
                found |= {"refused and taken"} if id_ in self._ops else set()
            elif state != "acked":
                found.add("stuck" if state == "waiting" else "lost")
            elif id_ not in self._ops:
                found.add("lost")
        return found

    def _letters(self, kiosk: ModelKiosk, letter: OpId, told: dict[str, Any]) -> list[tuple[OpId, set[str]]]:
        """Give a sign-up's letters, and why each may be on the shelf."""
        reasons = NAMES_IT if self._past.restored else NAMES_IT - {"no_such_event"}
        refused = told.get(letter, ("", "", ""))[0] == "parked"
        asked = kiosk.cancelled.get(letter)
        return [(letter, reasons)] + ([(asked, {"no_such_signup"} if refused else set())] if asked else [])

    def _untrue(self, kiosk: ModelKiosk, letter: OpId, told: dict[str, Any]) -> set[str]:
        """What the visitor was told is what the hub holds."""
        record = kiosk.record(letter)
        if record is None:
            return {"gone from the kiosk"}
        shown = record.status.value
        if letter in kiosk.cancelled:
            there = self._rows[letter][1] if letter in self._rows else "cancelled"
            return set() if (shown, there) == ("cancelled", "cancelled") else {"not let off"}
        if letter not in self._rows:
            return {"untrue status"} if shown in {"confirmed", "waitlist"} else set()
        there, tell = self._rows[letter][1:3]
        if letter in self._past.let_off:
            return set() if there == "cancelled" else {"staff's word undone"}
        if letter in kiosk.confirmed and there != "confirmed":
            return {"a told seat is gone"}
        moved_up = (shown, there, tell) == ("waitlist", "confirmed", "moved_up")
        return set() if shown == there or moved_up else {"untrue status"}

    def _glass(self, kiosk: ModelKiosk) -> set[str]:
        """The glass shows what is live, in the newest words, with the hub's counts."""
        shown, live = kiosk.shown(), self._state["events"]
        found = {"cache has more than live"} if set(shown) - set(live) else set()
        found |= {"cache has less than live"} if set(live) - set(shown) else set()
        if any(shown[key].title.danish != live[key] for key in set(shown) & set(live)):
            found.add("old words")
        counts = {each["key"]: (each["taken"], each["waiting"]) for each in self._state["seats"]}
        if any((shown[key].seats.taken, shown[key].seats.waiting) != counts[key] for key in set(shown) & set(live)):
            found.add("old counts")
        return found
