"""An archive on real files, with a hub's key and dice that can be told what to show."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from nacl.public import PrivateKey

from kiosk.nouns import CODE_ALPHABET, DANISH, Ticket
from kiosk.ports import SealKey
from kiosk.rooms.signup.model import ContactKind, Draft, Receipt
from kiosk.runtime.archive import Archive
from kiosk.seal import seal
from kiosk.store.content import Content
from kiosk.visit.effects import KeepSignup
from kiosk.visit.events import (
    SignupKept,
)
from tests.core.samples import OCCASION
from tests.runtime.clocks import LetterBox, StandingClock

if TYPE_CHECKING:
    from kiosk.store.letters import Letters

HERE = Ticket(5)
DRAFT = Draft("Ulvhild", ContactKind.PHONE, "12345678")
KEEP = KeepSignup(HERE, OCCASION, DRAFT, "signup-1", DANISH)


@dataclass
class Desk:
    """An archive on a letters.db and a content.db, with a hub's key."""

    archive: Archive
    letters: Letters
    content: Content
    box: LetterBox
    private: PrivateKey
    keys: list[SealKey]
    codes: list[str]
    rings: list[int]

    def keep(self) -> Receipt:
        """Keep a sign-up, and give its receipt."""
        self.archive.keep_signup(KEEP)
        kept = self.box.events.pop()
        assert isinstance(kept, SignupKept), kept
        return kept.receipt


def desk_on(letters: Letters, content: Content) -> Desk:
    """Put a desk together."""
    private = PrivateKey.generate()
    key = SealKey("s1", base64.b64encode(bytes(private.public_key)).decode())
    box, numbers, clock = LetterBox(), count(1), StandingClock()
    keys, codes, rings = [key], list[str](), list[int]()

    def draw(alphabet: str, length: int) -> str:
        if alphabet == CODE_ALPHABET and codes:
            return codes.pop(0)
        return "".join(alphabet[(next(numbers) * 7 + i) % len(alphabet)] for i in range(length))

    archive = Archive(
        letters=letters,
        content=lambda: content,
        seal=lambda draft, key, consent: seal(draft, key, consent=consent),
        seal_key=lambda: keys[0] if keys else None,
        public="https://hub.example",
        new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012}",
        draw=draw,
        wall=clock.wall,
        post=box.post,
        ring=lambda: rings.append(1),
    )
    return Desk(archive, letters, content, box, private, keys, codes, rings)
