"""Which settings a hub may change from afar, each with the type and the limits it has in the settings themselves.

The hub makes its form from here and checks with the same function as the kiosk, so that the two cannot drift apart. Nothing here
names a device, an address, a folder, a command or a secret, and none of those is ever taken from a hub.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.inspect import BoolType, IntType, LiteralType, StrType, StructType, type_info

from kiosk.settings import Branch, Settings, SettingsError, checked

LIVE = ("look.theme", "look.low_reach", "look.calm", "sound.on", "content.stale_after_hours")
"""What is seen on the glass within a minute."""

AT_START = ("scanner.frame_timeout_ms", "scanner.item_pattern")
"""What waits for the kiosk's next start: the scanner is opened with it."""

REMOTE = LIVE + AT_START

LONGEST = 64
"""Characters of a text, where the settings name no limit."""

NOWHERE = Path("hub")


class RemoteError(Exception):
    """Values from a hub that cannot be used: which key, and what is wrong with it. Never quotes the value."""

    def __init__(self, key: str, what: str) -> None:
        """Keep both."""
        super().__init__(f"{key}: {what}")
        self.key, self.what = key, what


class Form(Struct, frozen=True):
    """How a key is filled in: `kind` is `switch`, `number`, `choice` or `text`."""

    key: str
    kind: str
    default: Any
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()


def form_of(key: str) -> Form:
    """Read a key's type, limits and default from the settings. Raises RemoteError for one that is not on the list."""
    if key not in REMOTE:
        raise RemoteError(key, "may not be set from a hub")
    section, name = key.split(".")
    part = next(field for field in _struct(type_info(Settings)).fields if field.encode_name == section)
    field = next(field for field in _struct(part.type).fields if field.encode_name == name)
    default = getattr(part.default, name)
    match field.type:
        case BoolType():
            return Form(key, "switch", default)
        case IntType(ge=least, le=most):
            return Form(key, "number", default, least or 0, most or 2**31 - 1)
        case LiteralType(values=values):
            return Form(key, "choice", default, choices=tuple(map(str, values)))
        case StrType(max_length=longest):
            return Form(key, "text", default, most=longest or LONGEST)
        case _:
            raise RemoteError(key, "has a type that no form knows")


def _struct(kind: object) -> StructType:
    """Say to the type checker what it is."""
    if not isinstance(kind, StructType):
        raise TypeError("the settings are structs of structs")
    return kind


def layered(settings: Settings, values: dict[str, Any], path: Path = NOWHERE) -> Settings:
    """Lay a hub's values over the settings, and check the whole. Raises RemoteError."""
    raw: dict[str, Any] = msgspec.to_builtins(settings)
    for key, value in values.items():
        form = form_of(key)
        if form.kind == "text" and (not isinstance(value, str) or len(value) > form.most or not value.isprintable()):
            raise RemoteError(key, f"is not a line of {form.most} characters at most")
        section, name = key.split(".")
        raw[section][name] = value
    try:
        return checked(path, msgspec.convert(raw, Settings))
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at `$.")
        raise RemoteError(at.rstrip("`") or "settings", what.split(" '")[0]) from error
    except SettingsError as error:
        raise RemoteError(error.where, error.what) from error


def check(values: dict[str, Any]) -> None:
    """See whether a kiosk could use these values. Raises RemoteError."""
    layered(Settings(branch=Branch("hub")), values)
