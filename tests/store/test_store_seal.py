"""Sealing a visitor's name and contact."""

from __future__ import annotations

import base64
import json

import pytest
from nacl.public import PrivateKey, SealedBox

from kiosk.ports import PortError, SealKey
from kiosk.rooms.signup.model import ContactKind, Draft
from kiosk.seal import seal

PRIVATE = PrivateKey(b"\x07" * 32)
KEY = SealKey("s1", base64.b64encode(bytes(PRIVATE.public_key)).decode())


def test_only_the_hub_can_open_it() -> None:
    """The private key gives back what was typed, with the id of the words that were agreed to."""
    box = seal(Draft("Åse", ContactKind.EMAIL, "aase@example.org"), KEY, consent="signup.da.2026-11-01")

    clear = json.loads(SealedBox(PRIVATE).decrypt(base64.b64decode(box.box)))

    assert clear == {
        "first_name": "Åse",
        "contact_kind": "email",
        "contact": "aase@example.org",
        "consent": "signup.da.2026-11-01",
    }
    assert (box.key_id, repr(box)) == ("s1", "SealedBox(s1)")


def test_the_length_tells_nothing() -> None:
    """A short name and a long one make boxes of one length, a multiple of 256 and the seal's own 48 bytes."""
    short = seal(Draft("Bo", ContactKind.PHONE, "12345678"), KEY, consent="c")
    long = seal(Draft("Maximiliane", ContactKind.EMAIL, "maximiliane@example.org"), KEY, consent="c")

    lengths = {len(base64.b64decode(each.box)) for each in (short, long)}

    assert lengths == {256 + 48}


@pytest.mark.parametrize("public", ["", "not base64!", "q83v", "æ", base64.b64encode(bytes(32)).decode()])
def test_a_nonsense_key_is_told(public: str) -> None:
    """No sign-up is sealed to something nobody can open."""
    with pytest.raises(PortError, match="bad_seal_key"):
        seal(Draft("Bo", ContactKind.PHONE, "12345678"), SealKey("s1", public), consent="c")
