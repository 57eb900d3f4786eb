"""The letter by which a hub takes a kiosk in: what its QR code holds, signed by the hub that wrote it."""

from __future__ import annotations

import base64
import binascii

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

SIGNATURE = 64
"""Bytes of an Ed25519 signature, behind the words."""


class BadLetterError(Exception):
    """It cannot be read, or nobody has signed it. Says nothing of what stood in it."""


class Letter(Struct, frozen=True):
    """What a kiosk needs of it: where the hub is, who it is, and the code that is good once.

    The hub's key stands in the letter itself: the signature says that it is whole and was not patched together. That it is from our
    hub, its address and TLS have to say.
    """

    url: str
    hub: str
    code: str
    key: str

    def __repr__(self) -> str:
        """Never print the code."""
        return f"Letter({self.hub})"


_letters = msgspec.json.Decoder(Letter)


def letter_in(text: str) -> Letter:
    """Open what was scanned. Raises BadLetterError."""
    try:
        whole = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
        words, signature = whole[:-SIGNATURE], whole[-SIGNATURE:]
        letter = _letters.decode(words)
        VerifyKey(base64.b64decode(letter.key, validate=True)).verify(words, signature)
    except (ValueError, binascii.Error, msgspec.MsgspecError, CryptoError, TypeError):
        raise BadLetterError from None
    return letter
