"""Becoming a device while the sync process runs: by a letter that staff scanned at the glass, or by `kiosk enrol` beside it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.ports import UplinkError
from kiosk.sync.enrol import code_in, enrol
from kiosk.sync.letter import BadLetterError, letter_in
from kiosk.wire import EnrolmentTold

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.sync.keyring import Membership
    from kiosk.sync.line import HubLine
    from kiosk.sync.needs import Errands

log = logging.getLogger("sync")


class Admission:
    """Looks for a scanned letter, and for who we are. One thread uses it."""

    def __init__(
        self,
        *,
        line: HubLine,
        membership: Membership,
        errands: Errands,
        app: str,
        machine: str,
        mint: Callable[[], str],
        begin_again: Callable[[], None],
    ) -> None:
        """`machine` is what staff at the hub know this kiosk by; `mint` makes a secret.

        `begin_again` tells whoever asks the hub that the kiosk is another device now.
        """
        self._line = line
        self._membership = membership
        self._errands = errands
        self._app = app
        self._machine = machine
        self._mint = mint
        self._begin_again = begin_again
        self._device = membership.read().device

    def look(self) -> bool:
        """Do what the glass asks for; whether the kiosk is another device than at the last look. Raises StoreError."""
        letter = self._errands.take()
        if letter:
            told = self._admitted(letter)
            log.info("enrolling by a letter: %s", told.code)
            self._errands.answer(told)
        device = self._membership.read().device
        if device == self._device:
            return False
        self._device = device
        self._begin_again()
        return True

    def _admitted(self, scanned: str) -> EnrolmentTold:
        """Enrol by a letter; give the state, or the reason it did not work. Raises StoreError."""
        try:
            letter = letter_in(scanned)
        except BadLetterError:
            return EnrolmentTold("bad_letter")
        if letter.url.rstrip("/") != self._line.address:
            return EnrolmentTold("other_hub")
        try:
            done = enrol(
                line=self._line,
                membership=self._membership,
                code=code_in(letter.code),
                app=self._app,
                machine=self._machine,
                mint=self._mint,
                hub=letter.hub,
            )
        except UplinkError as error:
            return EnrolmentTold(error.reason)
        return EnrolmentTold(done.state, done.library)
