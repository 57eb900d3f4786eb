"""Who the pretend hub is, kept in a file of its folder that only its owner may read."""

from __future__ import annotations

import base64
import json
import os
import secrets
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict
from nacl.public import PrivateKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Identity(Struct, frozen=True):
    """Who the pretend hub is, and the one device it has from the start."""

    hub: str
    epoch: str
    device: str
    secret: str
    seal_id: str
    seal_private: str

    def __repr__(self) -> str:
        """Name the hub only."""
        return f"Identity({self.hub})"


def load(file: Path, new_id: Callable[[], str]) -> Identity:
    """Read who we are, or become somebody."""
    try:
        return Identity(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        private = base64.b64encode(bytes(PrivateKey.generate())).decode()
        identity = Identity(new_id(), new_id(), new_id(), secrets.token_hex(32), "s1", private)
        save(file, identity)
        return identity


def save(file: Path, identity: Identity) -> None:
    """Write the file whole or not at all, for its owner's eyes."""
    beside = file.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(asdict(identity), out)
    beside.replace(file)
