"""What travels between kiosk and hub: ops and their verdicts, contract v1."""

from __future__ import annotations

from typing import Literal, NewType

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
