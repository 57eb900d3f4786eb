"""The glass's side of the two databases: what is kept, looked up and watched, all of it in the store lane."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from kiosk.nouns import CODE_ALPHABET, SLIP_ALPHABET, ShortCode, SignupId, SlipToken, Ticket
from kiosk.ports import PortError, StoreError
from kiosk.rooms.signup.model import Receipt, SignupRecord, SignupStatus
from kiosk.visit.events import (
    BookFound,
    BookMissing,
    CancelKept,
    CancelNotKept,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    VerdictSeen,
)
from kiosk.wire import OpId

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.ports import SealKey
    from kiosk.rooms.signup.model import Draft
    from kiosk.seal import SealedBox
    from kiosk.store.content import Content
    from kiosk.store.letters import Letters
    from kiosk.visit.effects import FindBook, FindSignup, KeepCancel, KeepSignup, WatchVerdict
    from kiosk.visit.events import Event

_log = logging.getLogger("store")

TOKEN_LENGTH, CODE_LENGTH = 16, 4
CODE_TRIES = 200
"""Tries for a free code of 83,521; a branch has a few hundred sign-ups at a time."""


class Room(Protocol):
    """Room on the disk that is kept for trouble."""

    def ready(self) -> bool:
        """Whether it is in place."""

    def free(self) -> bool:
        """Give it back."""


class Archive:
    """Does what the effects about sign-ups and books ask. One thread uses it."""

    def __init__(  # noqa: PLR0913 - each by name
        self,
        *,
        letters: Letters,
        content: Callable[[], Content],
        seal: Callable[[Draft, SealKey, str], SealedBox],
        seal_key: Callable[[], SealKey | None],
        public: str,
        new_id: Callable[[], str],
        draw: Callable[[str, int], str],
        wall: Callable[[], datetime],
        post: Callable[[Event], None],
        ring: Callable[[], None],
        ballast: Room | None = None,
    ) -> None:
        """`public` is the hub's address for visitors, empty without a hub; `new_id` mints UUIDs, `draw` random letters.

        `ballast` is room that is given back when the disk is full; without it no new promise is made.
        """
        self._letters = letters
        self._content = content
        self._seal = seal
        self._seal_key = seal_key
        self._public = public
        self._new_id = new_id
        self._draw = draw
        self._wall = wall
        self._post = post
        self._ring = ring
        self._ballast = ballast
        self._watched: tuple[Ticket, SignupId] | None = None

    # ---------------------------------------------------------------------------------------------------------- sign-ups

    def keep_signup(self, effect: KeepSignup) -> None:
        """Seal and store a sign-up; it is told of only when it is safe on disk."""
        try:
            receipt = self._kept(effect)
        except PortError as error:
            _log.warning("sign-up not kept", extra={"fields": {"reason": error.reason}})
            self._make_room(error.reason)
            self._post(SignupNotKept(effect.ticket, error.reason))
            return
        self._post(SignupKept(effect.ticket, receipt))
        self._ring()

    def _kept(self, effect: KeepSignup) -> Receipt:
        """Store it, and give what the visitor gets. Raises PortError: nothing was stored."""
        key = self._seal_key()
        if key is None:
            raise StoreError("no_seal_key")
        if self._ballast is not None and not self._ballast.ready():
            raise StoreError("full")
        token = SlipToken(self._draw(SLIP_ALPHABET, TOKEN_LENGTH))
        receipt = Receipt(
            id=SignupId(self._new_id()),
            code=self._free_code(),
            token=token,
            link=f"{self._public.upper()}/K/{token}" if self._public else token,
            made_at=(made_at := self._wall()),
            firm=self._letters.can_promise(effect.occasion, made_at),
        )
        self._letters.keep_signup(
            signup=receipt.id,
            letter=OpId(receipt.id),
            occasion=effect.occasion,
            sealed=self._seal(effect.draft, key, effect.consent),
            code=receipt.code,
            token=token,
            language=effect.language,
            made_at=receipt.made_at,
            consent=effect.consent,
            firm=receipt.firm,
        )
        return receipt

    def _make_room(self, reason: str) -> None:
        """On a full disk the ballast goes: what was promised can still be delivered, cancelled and erased."""
        if reason == "full" and self._ballast is not None and self._ballast.free():
            _log.warning("disk full: ballast freed")

    def _free_code(self) -> ShortCode:
        """Draw a code no live sign-up has."""
        for _ in range(CODE_TRIES):
            code = ShortCode(self._draw(CODE_ALPHABET, CODE_LENGTH))
            if self._letters.code_is_free(code):
                return code
        raise StoreError("full")

    def find_signup(self, effect: FindSignup) -> None:
        """Look a sign-up up; a store that cannot be read has none to show."""
        try:
            record = self._found(effect)
        except StoreError as error:
            _log.warning("sign-up not looked up", extra={"fields": {"reason": error.reason}})
            record = None
        self._post(SignupFound(effect.ticket, record) if record else SignupMissing(effect.ticket))

    def _found(self, effect: FindSignup) -> SignupRecord | None:
        """By token or by code."""
        if effect.token is not None:
            return self._letters.find_by_token(effect.token)
        return self._letters.find_by_code(effect.code) if effect.code is not None else None

    def keep_cancel(self, effect: KeepCancel) -> None:
        """Store a cancellation."""
        try:
            record = self._letters.ask_cancel(effect.signup, OpId(self._new_id()), self._wall())
        except StoreError as error:
            _log.warning("cancellation not kept", extra={"fields": {"reason": error.reason}})
            self._make_room(error.reason)
            self._post(CancelNotKept(effect.ticket, error.reason))
            return
        self._post(CancelKept(effect.ticket, record))
        self._ring()

    def watch(self, effect: WatchVerdict) -> None:
        """Watch for the hub's answer to a sign-up."""
        self._watched = (effect.ticket, effect.signup)

    def unwatch(self) -> None:
        """Its visitor has left."""
        self._watched = None

    @property
    def watching(self) -> bool:
        """Whether somebody waits for an answer."""
        return self._watched is not None

    def look_for_verdict(self) -> None:
        """Tell, when the hub has answered."""
        if self._watched is None:
            return
        ticket, signup = self._watched
        record = self._letters.find_by_id(signup)
        if record is not None and record.status is not SignupStatus.KEPT:
            self._watched = None
            self._post(VerdictSeen(ticket, record))

    # ------------------------------------------------------------------------------------------------------------- books

    def find_book(self, effect: FindBook) -> None:
        """Look a book up, with the books near it."""
        content = self._content()
        try:
            book = content.book(effect.key) if effect.key is not None else content.book_by_isbn(effect.isbn)
            near = content.books_sharing_tags(book) if book is not None else ()
        except StoreError as error:
            _log.warning("book not looked up", extra={"fields": {"reason": error.reason}})
            book, near = None, ()
        self._post(BookFound(effect.ticket, book, near) if book else BookMissing(effect.ticket, effect.isbn))
