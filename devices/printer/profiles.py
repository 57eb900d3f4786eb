"""What a receipt printer is like: its paper, its letters and what it can tell, as data by the profile's name in the settings."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

FILE = Path(__file__).with_name("profiles.toml")

PAPER_MM = {576: 80, 384: 58}
"""The paper that goes with a number of dots."""


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of printer. profiles.toml explains each field."""

    dots: int
    columns: int
    mode: Literal["raster", "text"] = "raster"
    code_page: str = ""
    slot: int = 0
    asb: bool = False
    process_id: bool = False
    clear: bool = False
    cutter: bool = True
    native_qr: bool = False
    left_margin: bool = False

    @property
    def paper_mm(self) -> int:
        """Give the width of its paper."""
        return PAPER_MM[self.dots]


GENERIC = Profile(dots=576, columns=48)
"""A printer of which nothing is known but its paper."""


def profile(name: str) -> Profile:
    """Give a profile. Raises ValueError that says why not, or names the profiles there are."""
    known = _read()
    if name not in known:
        raise ValueError(f"no printer profile {name!r}: there are {', '.join(names())}")
    rows = _inherited(name, known)
    if "refused" in rows:
        raise ValueError(f"printer profile {name!r}: {rows['refused']}")
    return msgspec.convert(rows, Profile)


def names() -> tuple[str, ...]:
    """Name the profiles that can be used."""
    known = _read()
    return tuple(name for name in known if "refused" not in _inherited(name, known))


def _inherited(name: str, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give all fields of a profile, those of the one it is like included."""
    own = dict(known[name])
    like = own.pop("like", "")
    return {**_inherited(like, known), **own} if like else own


@cache
def _read() -> dict[str, dict[str, Any]]:
    """Read the file once."""
    return tomllib.loads(FILE.read_text("utf-8"))
