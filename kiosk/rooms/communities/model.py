"""The branch's groups: who meets, when, and how one joins."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from kiosk.nouns import Key, Seats, Text


class Group(Struct, frozen=True, gc=False):
    """People who meet again and again. `dates` are the next meetings, soonest first, in Europe/Copenhagen.

    `drop_in` groups take no sign-up. `quorum` is the number of people a new group needs before it starts, None once it runs.
    `host` is a first name only.
    """

    key: Key
    name: Text
    summary: Text
    when: Text
    dates: tuple[datetime, ...] = ()
    body: tuple[Text, ...] = ()
    place: str = ""
    host: str = ""
    bring: Text = field(default_factory=Text)
    languages: tuple[str, ...] = ("da",)
    drop_in: bool = False
    quorum: int | None = None
    seats: Seats = field(default_factory=Seats)
    demo: bool = False

    @property
    def missing(self) -> int:
        """How many more are needed before the group starts."""
        return max(0, (self.quorum or 0) - self.seats.taken)
