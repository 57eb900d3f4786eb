"""The nouns that more than one room uses: texts, tickets, tokens, and the seats of an occasion."""

from __future__ import annotations

from enum import Enum
from typing import NewType

from msgspec import Struct

Ticket = NewType("Ticket", int)
"""One visitor's time at the glass. An answer that carries another ticket is for somebody who has left."""

Language = NewType("Language", str)
"""A BCP 47 tag of a language the kiosk speaks: `da`, `en`."""

Key = NewType("Key", str)
"""What the hub calls an event or a group: `[A-Za-z0-9_.:-]{1,64}`. Source: wire contract v1."""

SignupId = NewType("SignupId", str)
"""UUID version 4, lower case: the idempotency key of a sign-up, minted once when the visitor says yes."""

SlipToken = NewType("SlipToken", str)
"""16 characters of the slip alphabet (76 bits): unguessable, and says nothing about the person."""

ShortCode = NewType("ShortCode", str)
"""4 letters for people, and for the kiosk that printed the slip."""

DANISH = Language("da")
ENGLISH = Language("en")

SLIP_ALPHABET = "BCDFGHJKMNPQRSTVWXZ23456789"
"""No vowels (no words by accident) and nothing that looks like something else. Source: wire contract v1, enrolment."""

CODE_ALPHABET = "BCDFGHJKMNPRSTVXZ"
"""Letters of the short code: no vowels, no digits, none easily confused when read aloud."""


class Text(Struct, frozen=True, gc=False):
    """Words of a source, in Danish and perhaps in other languages.

    `others` holds pairs of language tag and words. An empty text is falsy.
    """

    danish: str = ""
    others: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.danish) or bool(self.others)

    def within(self, language: Language) -> str:
        """Give the words in `language`, else in Danish, else in any language there is."""
        if language != DANISH:
            for tag, words in self.others:
                if tag == language and words:
                    return words
        return self.danish or (self.others[0][1] if self.others else "")


class SignupState(Enum):
    """Whether an occasion takes sign-ups at the kiosk. Only the hub or the folder can open it."""

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


class Seats(Struct, frozen=True, gc=False):
    """How one signs up to an occasion. The counts are hints and may be minutes old; the hub decides.

    `capacity` None = as many as like to come.
    """

    state: SignupState = SignupState.NONE
    capacity: int | None = None
    taken: int = 0
    waiting: int = 0
    waitlist: bool = False

    @property
    def left(self) -> int | None:
        """Seats that seem free; None where nobody counts."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def full(self) -> bool:
        """Whether no seat seems free."""
        return self.left == 0


class Part(Enum):
    """The parts of a kiosk that can be well or lost."""

    SCANNER = "scanner"
    PRINTER = "printer"
    STORE = "store"
    SYNC = "sync"


class Well(Struct, frozen=True):
    """A part works. `note` is a short code that staff should know of (`paper_low`), empty when there is nothing."""

    note: str = ""


class Lost(Struct, frozen=True):
    """A part is gone or in trouble. `why` is a short code of `ports.Trouble`, never free text from a device."""

    why: str


Health = Well | Lost
