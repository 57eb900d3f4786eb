"""The nouns that more than one room uses: texts, tickets, tokens, and the seats of an occasion."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import NewType

from msgspec import Struct

Ticket = NewType("Ticket", int)
"""One visitor's time at the glass. An answer that carries another ticket is for somebody who has left."""

Language = NewType("Language", str)
"""A BCP 47 tag of a language the kiosk speaks: `da`, `en`, `da-x-let`."""

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
PLAIN_DANISH = Language("da-x-let")
"""»Let dansk«: Danish in short sentences of common words. The tag is BCP 47's for private use."""

ARABIC, FARSI, UKRAINIAN = Language("ar"), Language("fa"), Language("uk")
FROM_THE_RIGHT = frozenset({ARABIC, FARSI})
"""Languages written from the right. Source: CLDR, layout orientation."""

SLIP_ALPHABET = "BCDFGHJKMNPQRSTVWXZ23456789"
"""No vowels (no words by accident) and nothing that looks like something else. Source: wire contract v1, enrolment."""

CODE_ALPHABET = "BCDFGHJKMNPRSTVXZ"
"""Letters of the short code: no vowels, no digits, none easily confused when read aloud."""


class InLanguage(str):
    """Words that are not in the language around them: who reads them aloud has to know."""

    __slots__ = ("language",)

    language: Language

    @classmethod
    def of(cls, words: str, language: Language) -> InLanguage:
        """Mark words as written in `language`."""
        marked = cls(words)
        marked.language = language
        return marked


def language_of(words: str, around: Language) -> Language:
    """Give the language words are written in, where they stand among words in `around`."""
    return words.language if isinstance(words, InLanguage) else around


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
        """Give the words in `language`, else in Danish, else in any language there is: those know which it is."""
        own = self._own(language)
        if own or not self:
            return own
        tag, words = (str(DANISH), self.danish) if self.danish else self.others[0]
        return InLanguage.of(words, Language(tag))

    def lacks(self, language: Language) -> bool:
        """Whether what is given for `language` is written in another one. Plain Danish is Danish."""
        return bool(self) and not self._own(DANISH if language == PLAIN_DANISH else language)

    def _own(self, language: Language) -> str:
        """Give the words in just this language; empty where there are none."""
        if language == DANISH:
            return self.danish
        return next((words for tag, words in self.others if tag == language and words), "")


class SignupState(Enum):
    """Whether an occasion takes sign-ups at the kiosk. Only the hub or the folder can open it."""

    NONE = "none"
    OPEN = "open"
    CLOSED = "closed"


class Seats(Struct, frozen=True, gc=False):
    """How one signs up to an occasion. The counts are hints and may be minutes old; the hub decides.

    `capacity` None = as many as like to come. `lent` seats wait at this kiosk until `lent_until`, as the hub counted at
    `counted_at`; to the visitor they are free like any other.
    """

    state: SignupState = SignupState.NONE
    capacity: int | None = None
    taken: int = 0
    waiting: int = 0
    waitlist: bool = False
    lent: int = 0
    lent_until: datetime | None = None
    counted_at: datetime | None = None

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
    VOICE = "voice"


class Well(Struct, frozen=True):
    """A part works. `note` is a short code that staff should know of (`paper_low`), empty when there is nothing."""

    note: str = ""


class Lost(Struct, frozen=True):
    """A part is gone or in trouble. `why` is a short code of `ports.Trouble`, never free text from a device."""

    why: str


Health = Well | Lost
