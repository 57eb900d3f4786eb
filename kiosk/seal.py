"""Sealing a visitor's personal fields to the hub's public key: this machine can close the box and never open it."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.ports import PortError

if TYPE_CHECKING:
    from kiosk.ports import SealKey
    from kiosk.rooms.signup.model import Draft

PAD = 256
"""The clear text is filled with blanks to a multiple of this: a length would tell names apart."""

KEY_BYTES = 32


class SealedBox(Struct, frozen=True):
    """What only the hub can read. `key_id` names the key it was sealed to; `box` is base64."""

    key_id: str
    box: str

    def __repr__(self) -> str:
        """Name the key only."""
        return f"SealedBox({self.key_id})"


def seal(draft: Draft, key: SealKey, *, consent: str) -> SealedBox:
    """Seal name and contact, with the id of the words that were agreed to. Raises PortError `bad_seal_key`."""
    clear = msgspec.json.encode(
        {
            "first_name": draft.first_name,
            "contact_kind": draft.contact_kind.value,
            "contact": draft.contact,
            "consent": consent,
        }
    )
    padded = clear + b" " * (-len(clear) % PAD)
    return SealedBox(key.id, base64.b64encode(_encrypt(padded, key)).decode("ascii"))


def _encrypt(clear: bytes, key: SealKey) -> bytes:
    """Close the box; a key that is no key is told by our own error, without its value."""
    # Imported here: the library is not needed before the first sign-up, and Home is on the glass sooner without it.
    from nacl.exceptions import CryptoError
    from nacl.public import PublicKey
    from nacl.public import SealedBox as Box

    try:
        public = base64.b64decode(key.public, validate=True)
        if len(public) != KEY_BYTES or not any(public):
            raise PortError("bad_seal_key")
        return Box(PublicKey(public)).encrypt(clear)
    except (binascii.Error, ValueError, CryptoError) as error:
        raise PortError("bad_seal_key") from error
