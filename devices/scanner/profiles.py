"""What a maker's scanners can be told: commands as data, by the profile's name in the settings."""

from __future__ import annotations

import tomllib
from pathlib import Path

from msgspec import Struct

NONE = "none"
FILE = Path(__file__).with_name("profiles.toml")


class Commands(Struct, frozen=True):
    """The bytes of each command; empty = this scanner does not know it."""

    wake: bytes = b""
    rest: bytes = b""
    beep_good: bytes = b""
    beep_bad: bytes = b""


def profile(name: str) -> Commands:
    """Give the commands of a profile; `none` has none. Raises ValueError that names the profiles there are."""
    profiles = {NONE: {}, **tomllib.loads(FILE.read_text("utf-8"))}
    if name not in profiles:
        raise ValueError(f"no profile {name!r}: there are {', '.join(profiles)}")
    return Commands(**{command: bytes.fromhex(words) for command, words in profiles[name].items()})
