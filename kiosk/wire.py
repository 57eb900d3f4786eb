"""What travels between kiosk and hub by contract v1, and who the kiosk is there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NewType

from msgspec import Struct

OpId = NewType("OpId", str)
"""UUID version 4, lower case, 36 characters: minted once, the idempotency key for ever."""

OP_BATCH = 20
"""How many ops the kiosk sends at most in one request (the hub takes 100)."""

OP_BYTES = 256 * 1024
"""How large a request the kiosk makes at most (the hub takes 1 MiB)."""


class Op(Struct, frozen=True):
    """One letter as it travels. `body` is the whole op object as JSON text, stored and sent again byte for byte."""

    id: OpId
    kind: Literal["signup", "cancel"]
    body: str


class Verdict(Struct, frozen=True):
    """The hub's answer to one op. `status` when taken, `code` when not; `at` is the hub's time as it wrote it."""

    id: OpId
    verdict: Literal["accepted", "duplicate", "rejected", "later"]
    status: str = ""
    code: str = ""
    at: str = ""
    after_s: int = 0


class FeedItem(Struct, frozen=True):
    """One object of the hub's feed at its newest change. `data` is its JSON as it came; a tombstone is `deleted`."""

    seq: int
    kind: str
    key: str
    deleted: bool
    data: str


class FeedPage(Struct, frozen=True):
    """A page of the feed. `next` is stored together with the items; `unread` counts items that could not even be named.

    `reset` = a full copy begins: what is not named until `more` is false is gone.
    """

    items: tuple[FeedItem, ...]
    next: str
    more: bool = False
    reset: bool = False
    etag: str = ""
    unread: int = 0


class Picture(Struct, frozen=True):
    """A picture the feed names. Its hash is its name and its proof; `size` in bytes."""

    sha256: str
    type: str
    size: int


class Vitals(Struct, frozen=True):
    """How the glass and its devices are, as it leaves it for the heartbeat: name of a part -> `ready`, `trouble` or `gone`.

    `fault` names the worst in codes, `at` is when it was left (aware).
    """

    parts: dict[str, str]
    fault: str
    at: datetime


class EnrolmentTold(Struct, frozen=True):
    """How enrolling by a scanned letter went, as sync tells the glass: `active`, `waiting`, or the reason it did not."""

    code: str
    library: str = ""


class Layer(Struct, frozen=True):
    """What a hub wants of a kiosk's settings, by key; `version` names it, `0.0` = nothing was ever set."""

    version: str = "0.0"
    values: dict[str, Any] = {}


class Running(Struct, frozen=True):
    """Which of the hub's settings the glass runs with. `good` has proved itself, `trying` has not yet, after `starts` starts.

    `refused` is the version that could not be used, `reason` why, in codes and keys.
    """

    good: Layer = Layer()
    trying: Layer | None = None
    starts: int = 0
    refused: str = ""
    reason: str = ""

    @property
    def layer(self) -> Layer:
        """What is in force."""
        return self.good if self.trying is None else self.trying


class Enrolment(Struct, frozen=True):
    """Who this kiosk is at its hub: which hub, which device, and every secret it may still need.

    `pending` was made and perhaps announced, `previous` serves a hub that was put back; `candidate` is for an enrolment under way.
    `rotated_at` is the hub's time at which `secret` took effect.
    """

    hub: str = ""
    device: str = ""
    secret: str = ""
    pending: str = ""
    announced: bool = False
    previous: str = ""
    rotated_at: str = ""
    candidate: str = ""
    library: str = ""
    seal_id: str = ""
    seal_public: str = ""

    def __repr__(self) -> str:
        """Never print a secret."""
        return f"Enrolment({self.device or 'none'})"
