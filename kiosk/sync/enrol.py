"""Becoming a device of a hub with a one-time code: the secret is on the disk before the hub hears its hash.

So a lost answer is harmless: the same code and the same hash get the same answer again.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kiosk.nouns import SLIP_ALPHABET
from kiosk.ports import UplinkError
from kiosk.sync.answers import read_answer, read_object
from kiosk.sync.keyring import hash_of
from kiosk.sync.line import Question
from kiosk.wire import Enrolment

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.sync.keyring import Membership
    from kiosk.sync.line import HubLine

CODE_LETTERS = frozenset(SLIP_ALPHABET + "L")
"""What codes are made of. Source: wire contract v1, 1.2, which has an L that slips do without."""

CODE_LENGTH = 10

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

STATES = {"active", "waiting"}


class Enrolled(Struct, frozen=True):
    """What the hub said: the library's name, and whether staff must approve first."""

    library: str
    state: str


def code_in(text: str) -> str:
    """Give the code in what somebody typed or pasted, with or without dashes and blanks; empty when it is none."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= CODE_LETTERS else ""


def enrol(
    *,
    line: HubLine,
    membership: Membership,
    code: str,
    app: str,
    machine: str,
    mint: Callable[[], str],
    hub: str = "",
) -> Enrolled:
    """Enrol with `code`; `mint` makes a secret of 64 hex characters. A kiosk that was enrolled before keeps its letters and ids.

    `hub` is who is to answer, where a letter says so.

    Raises UplinkError with the hub's reason (`no_such_code`, `code_used`, `slow_down`, …), or what stood in the way; StoreError
    when the secret could not be stored: then nothing was asked.
    """
    fresh = mint()
    held = membership.change(lambda known: known if known.candidate else replace(known, candidate=fresh))
    asked = {"code": code, "secret_sha256": hash_of(held.candidate), "app": app[:40], "machine": machine[:100]}
    answer = line.ask_openly(Question("/v1/enrol", msgspec.json.encode(asked)))
    named = read_object(answer).get("hub")
    # No hub is pinned yet: TLS says that it is the one staff named, and its name is pinned from here on.
    told = read_answer(answer, hub or (named if isinstance(named, str) and UUID.fullmatch(named) else ""))
    member = _member(told)
    membership.change(lambda known: _admitted(known, member, _text(told.get("now"))))
    return Enrolled(member.library, _state(told))


def _member(told: dict[str, Any]) -> Enrolment:
    """Read the answer. Raises UplinkError `not_ours` when it lacks what a kiosk needs."""
    device, seal, library = told.get("device"), told.get("seal"), told.get("library")
    seal = seal if isinstance(seal, dict) else {}
    library = library if isinstance(library, dict) else {}
    if not isinstance(device, str) or not UUID.fullmatch(device) or not _is_key(_text(seal.get("public"))):
        raise UplinkError("not_ours")
    return Enrolment(
        hub=told["hub"],
        device=device,
        library=_text(library.get("name")),
        seal_id=_text(seal.get("id")),
        seal_public=_text(seal.get("public")),
    )


def _admitted(known: Enrolment, member: Enrolment, now: str) -> Enrolment:
    """The candidate is the secret of the new device; those of an earlier one are worth nothing any more."""
    return replace(member, secret=known.candidate, rotated_at=now)


def _state(told: dict[str, Any]) -> str:
    """Give the state; one we do not know waits."""
    state = told.get("state")
    return state if isinstance(state, str) and state in STATES else "waiting"


def _is_key(public: str) -> bool:
    """Whether a text is 32 bytes in base64."""
    try:
        return len(base64.b64decode(public, validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def _text(value: object) -> str:
    """Keep a text of reasonable length."""
    return value if isinstance(value, str) and len(value) <= 200 else ""
