"""The shapes of the contract, for the OpenAPI text and for reading requests."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta
from msgspec import Struct as Plain
from ninja import Schema
from pydantic import Field

SHA256 = r"^[0-9a-f]{64}$"

Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Line40 = Annotated[str, Meta(max_length=40)]


class EnrolRequest(Plain, frozen=True):
    """How a kiosk asks to be taken in."""

    code: str
    secret_sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    app: Line40
    machine: Annotated[str, Meta(max_length=100)]


class TokenRequest(Plain, frozen=True):
    """The hash of the next secret."""

    next_sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class SettingsTold(Plain, frozen=True):
    """Which of the hub's settings run, whether they are on trial, and which were taken back and why."""

    version: Annotated[str, Meta(max_length=41)] = ""
    trying: bool = False
    refused: Annotated[str, Meta(max_length=41)] = ""
    reason: Annotated[str, Meta(max_length=200)] = ""


class BeatRequest(Plain, frozen=True):
    """How a kiosk is; all of it may be left out."""

    app: Line40 = ""
    boot: Annotated[str, Meta(max_length=36)] = ""
    uptime_s: Count = 0
    clock: Line40 = ""
    cursor: Annotated[str, Meta(max_length=100)] = ""
    feed_age_s: Count = 0
    waiting: Count = 0
    parked: Count = 0
    oldest_s: Count = 0
    bad_rows: Count = 0
    disk_free_mb: Count = 0
    parts: Annotated[dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=20)]], Meta(max_length=32)] = {}
    fault: Annotated[str, Meta(max_length=200)] = ""
    settings: SettingsTold = SettingsTold()


# ------------------------------------------------------------------------------------------------------------ answers


class Ours(Schema):
    """What every answer carries."""

    hub: str
    epoch: str
    now: str


class ErrorOut(Schema):
    """What went wrong: a code of the contract, and English for logs."""

    code: str
    text: str


class ProblemOut(Ours):
    """An error."""

    error: ErrorOut


class HealthOut(Ours):
    """The database can write."""

    ok: bool


class LibraryOut(Schema):
    """Which library the kiosk belongs to."""

    key: str
    name: str


class SealOut(Schema):
    """What to close boxes with: X25519, base64."""

    id: str
    public: str


class EnrolledOut(Ours):
    """Taken in, or waiting for staff."""

    device: str
    state: str
    library: LibraryOut
    seal: SealOut
    poll_after_s: int


class PendingOut(Ours):
    """The next secret is known."""

    pending: bool


class VerdictOut(Schema):
    """A verdict on one op."""

    id: Any
    verdict: str = Field(pattern="^(accepted|duplicate|rejected|later)$")
    status: str | None = None
    at: str | None = None
    code: str | None = None
    after_s: int | None = None


class VerdictsOut(Ours):
    """A verdict on every op, in their order."""

    results: list[VerdictOut]


class ItemOut(Schema):
    """An object of the feed at its newest change."""

    seq: int = Field(ge=1)
    kind: str
    key: str
    deleted: bool
    data: dict[str, Any]


class FeedOut(Ours):
    """A page of the feed."""

    from_: str = Field(alias="from")
    reset: bool
    items: list[ItemOut]
    next: str
    more: bool


class BeatOut(Ours):
    """How often to come, what is safe, what to change."""

    poll_after_s: int
    beat_after_s: int
    safe_at: str
    rotate: bool
    app_wanted: str | None
