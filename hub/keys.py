"""The hub's own secrets: files for its owner's eyes, made at the first start, never rows of the database."""

from __future__ import annotations

import base64
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

if TYPE_CHECKING:
    from collections.abc import Callable

SEAL_NAME = re.compile(r"s([0-9]{1,6})\.key", re.ASCII)


class Unopenable(Exception):  # noqa: N818 - it says what the box is
    """A box that no key here opens. Its text names the key only."""


class PublicSeal(Struct, frozen=True):
    """The public half of a seal key: what kiosks close boxes with. `public` is X25519, base64."""

    id: str
    public: str


class KeyFolder:
    """The folder `keys` in the data folder: Django's secret, the seal keys s1, s2 …, and the key that signs enrolment letters."""

    def __init__(self, data: Path) -> None:
        """Make what is missing."""
        self._folder = data / "keys"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        if not self._seal_names():
            self.new_seal()

    def django_secret(self) -> str:
        """Give what signs cookies."""
        return self._keep("django", lambda: secrets.token_bytes(48)).hex()

    def signing_key(self) -> SigningKey:
        """Give the key that signs enrolment letters."""
        return SigningKey(self._keep("sign", lambda: bytes(SigningKey.generate())))

    def seals(self) -> tuple[PublicSeal, ...]:
        """Give the public halves, the newest first: that is the one to use now."""
        return tuple(PublicSeal(name, self._public(name)) for name in self._seal_names())

    def knows(self, seal: str) -> bool:
        """Whether a box sealed to `seal` can be opened here."""
        return seal in self._seal_names()

    def new_seal(self) -> PublicSeal:
        """Make the next seal key; the old ones stay, for letters on their way."""
        number = max((int(name[1:]) for name in self._seal_names()), default=0) + 1
        self._keep(f"s{number}", lambda: bytes(PrivateKey.generate()))
        return PublicSeal(f"s{number}", self._public(f"s{number}"))

    def open(self, seal: str, box: str) -> bytes:
        """Open a box. Raises Unopenable."""
        if not self.knows(seal):
            raise Unopenable(seal)
        try:
            return SealedBox(self._private(seal)).decrypt(base64.b64decode(box, validate=True))
        except (CryptoError, ValueError) as error:
            raise Unopenable(seal) from error

    def _seal_names(self) -> list[str]:
        """List the seal keys, newest first."""
        found = [match[1] for path in self._folder.iterdir() if (match := SEAL_NAME.fullmatch(path.name))]
        return [f"s{number}" for number in sorted(map(int, found), reverse=True)]

    def _private(self, seal: str) -> PrivateKey:
        """Read a private key."""
        return PrivateKey((self._folder / f"{seal}.key").read_bytes())

    def _public(self, seal: str) -> str:
        """Give a public half in base64."""
        return base64.b64encode(bytes(self._private(seal).public_key)).decode("ascii")

    def _keep(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Read a secret, or make it: whole or not at all, and the first one made stays."""
        path = self._folder / f"{name}.key"
        if not path.exists():
            beside = self._folder / f"{name}.{secrets.token_hex(4)}.new"
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(beside, path)
            except FileExistsError:
                pass
            finally:
                beside.unlink()
        return path.read_bytes()
