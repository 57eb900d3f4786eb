"""Taking what kiosks hand over: a verdict for every op, and no op harms its neighbours."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import Q
from msgspec import Struct

from hub.acts import seating, vouching
from hub.acts.identity import SLACK
from hub.kinds import fields
from hub.kinds.base import Desk, Later, OpKind, Received, Refused, op_kinds
from hub.models import Device, HubIdentity, Occasion, Op, Refusal, Signup
from hub.models.content import MoveUp
from hub.models.desk import SignupState
from hub.moments import moment, rfc3339

Verdict = dict[str, Any]

log = logging.getLogger("hub.ops")

UNKNOWN_KIND_S = 3600
HUB_ERROR_S = 600
BUSY_S = 30

TOLD = {"confirmed", "waitlist", "cancelled", "received", "erased"}


class Counter(Struct, frozen=True):
    """Who stands at the counter, and who stands behind it."""

    device: Device
    identity: HubIdentity
    now: Any


def receive(counter: Counter, ops: list[dict[str, Any]]) -> list[Verdict]:
    """Give a verdict for each op, in their order. What is answered `accepted` is committed when this returns."""
    try:
        return _together(counter, ops)
    except DatabaseError:
        # One of them is something the database does not take, or somebody sent the same at the same moment: each by itself.
        return [_alone(counter, op) for op in ops]


def _together(counter: Counter, ops: list[dict[str, Any]]) -> list[Verdict]:
    """Take all of them in one transaction."""
    with transaction.atomic():
        desk = Desk()
        read = [_read(counter, desk, op) for op in ops]
        received = [each for each in read if isinstance(each, Received)]
        # With their sign-ups: after an outage much comes twice, and each repeat must not cost a query.
        known = {row.id: row for row in Op.objects.select_related("signup").filter(pk__in=[each.id for each in received])}
        fresh = [each for each in received if each.id not in known]
        _lay_out(desk, counter, _lock(counter, fresh), fresh)
        if known:
            vouching.vouch()
        verdicts = [each if isinstance(each, dict) else _verdict(each, known.get(each.id)) for each in read]
        desk.write()
        return verdicts


def _alone(counter: Counter, op: dict[str, Any]) -> Verdict:
    """Take one op; what even so fails is our trouble, and waits."""
    try:
        return _together(counter, [op])[0]
    except OperationalError:
        return _later(op.get("id"), "busy", BUSY_S)
    except DatabaseError:
        log.exception("an op failed by itself")
        return _later(op.get("id"), "hub_error", HUB_ERROR_S)


# ------------------------------------------------------------------------------------------------------------ reading


def _read(counter: Counter, desk: Desk, op: dict[str, Any]) -> Received | Verdict:
    """Read the outer shape of an op; what is wrong with it gives its verdict."""
    id_, kind, data = op.get("id"), op.get("kind"), op.get("data")
    if not isinstance(id_, str) or not fields.UUID4.fullmatch(id_):
        return _rejected(id_, "bad_field")
    if not isinstance(kind, str) or not 1 <= len(kind) <= 32 or not isinstance(data, dict):
        return _rejected(id_, "bad_field")
    try:
        hashed = hashlib.sha256(canonical(kind, data)).hexdigest()
    except RecursionError:
        return _rejected(id_, "bad_field")
    made_at = op.get("made_at")
    if made_at is not None and moment(made_at) is None:
        return _rejected(id_, "bad_field")
    return Received(
        id=id_,
        kind=kind,
        data=data,
        hash=hashed,
        made_at="" if made_at is None else str(made_at)[:40],
        was=_told_before(op.get("was"), counter.identity),
        library=counter.device.library,
        device=counter.device,
        identity=counter.identity,
        now=counter.now,
        desk=desk,
    )


def canonical(kind: str, data: dict[str, Any]) -> bytes:
    """Write kind and data as received in the one form that is hashed: sorted keys, no defaults filled in."""
    return json.dumps({"kind": kind, "data": data}, sort_keys=True, separators=(",", ":")).encode("ascii")


def _told_before(was: object, identity: HubIdentity) -> str:
    """Give the status that was told before the present epoch; anything else counts for nothing."""
    if not isinstance(was, dict) or was.get("status") not in TOLD:
        return ""
    at = moment(was.get("at"))
    return str(was["status"]) if at is not None and at <= identity.epoch_since + SLACK else ""


# ------------------------------------------------------------------------------------------------------------ judging


def _lock(counter: Counter, ops: list[Received]) -> list[int]:
    """Lock all that these ops touch: sign-ups by id, then seats by event, ascending; never the branch's row. Give the events."""
    kinds = op_kinds()
    wanted = [kinds[op.kind].wants(op) for op in ops if op.kind in kinds and not _wrong(op)]
    keys = frozenset[str]().union(*(each.events for each in wanted))
    occasions = dict(Occasion.objects.filter(library=counter.device.library, key__in=keys).values_list("pk", "move_up"))
    named = [each.signups for each in wanted if each.signups is not None]
    if named:
        queued = [pk for pk, rule in occasions.items() if rule == MoveUp.AUTO]
        condition = Q(occasion_id__in=queued, status=SignupState.WAITLIST)
        for each in named:
            condition |= each
        list(Signup.objects.select_for_update(no_key=True, of=("self",)).filter(condition).order_by("id").values_list("pk"))
    seating.lock(occasions)
    return list(occasions)


def _lay_out(desk: Desk, counter: Counter, occasions: list[int], ops: list[Received]) -> None:
    """Read what these ops share, after the locks: staff may have changed it while we waited for them."""
    desk.occasions = {each.key: each for each in Occasion.objects.filter(pk__in=occasions)}
    desk.loans, desk.shut = _stand(counter.device)
    ids = [op.id for op in ops]
    desk.refused = frozenset(Refusal.objects.filter(pk__in=ids, closed_at=None).values_list("pk", flat=True))


STAND = """
    SELECT EXISTS (SELECT 1 FROM hub_seatloan WHERE device_id = %s AND returned_at IS NULL),
           EXISTS (SELECT 1 FROM hub_branchprofile WHERE library_id = %s AND NOT signup_on)
"""
"""Written by hand, for every request asks it."""


def _stand(device: Device) -> tuple[bool, bool]:
    """Whether this kiosk has seats on loan, and whether its branch takes no sign-ups."""
    with connection.cursor() as cursor:
        cursor.execute(STAND, [device.pk, device.library_id])
        loans, shut = cursor.fetchone()
    return bool(loans), bool(shut)


def _wrong(op: Received) -> str:
    """Look at an op's data alone; give the code of what is wrong."""
    try:
        fields.clean_value(op.data)
        op_kinds()[op.kind].check(op.data)
    except Refused as refused:
        return refused.code
    return ""


def _verdict(op: Received, known: Op | None) -> Verdict:
    """Judge one op."""
    if known is not None:
        return _again(op, known)
    if op.kind not in op_kinds():
        return _later(op.id, "unknown_kind", UNKNOWN_KIND_S)
    wrong = _wrong(op)
    if wrong:
        return _refused(op, wrong)
    return _taken(op, op_kinds()[op.kind])


def _taken(op: Received, kind: OpKind) -> Verdict:
    """Let an op take effect that nothing is wrong with."""
    if not kind.waits:
        op.desk.write()  # it may ask for what came before it in this request
    try:
        status = kind.take(op)
    except Refused as refused:
        return _refused(op, refused.code)
    except Later as later:
        return _later(op.id, later.code, later.after_s)
    return _accepted(op, status)


def _accepted(op: Received, status: str) -> Verdict:
    """Say that it took effect; what staff were shown of an earlier refusal is settled."""
    if op.id in op.desk.refused:
        Refusal.objects.filter(pk=op.id).update(closed_at=op.now)
    at = op.desk.kept.get(op.id) or Op.objects.values_list("at", flat=True).get(pk=op.id)
    return {"id": op.id, "verdict": "accepted", "status": status, "at": rfc3339(at)}


def _again(op: Received, known: Op) -> Verdict:
    """Answer an id that was here before: its status today, or that it was used for something else."""
    if known.hash != op.hash or known.library_id != op.library.pk:
        return _refused(op, "id_reused")
    status = op_kinds()[known.kind].today(known) if known.kind in op_kinds() else known.status
    return {"id": op.id, "verdict": "duplicate", "status": status, "at": rfc3339(known.at)}


def _refused(op: Received, code: str) -> Verdict:
    """Refuse, and let staff see it: event and slip code where they are well-formed, nothing else of it."""
    event, slip = op.data.get("event"), op.data.get("code")
    values = {
        "library": op.library,
        "device": op.device,
        "kind": op.kind if op.kind in op_kinds() else "",
        "reason": code,
        "event": event if isinstance(event, str) and fields.KEY.fullmatch(event) else "",
        "code": slip if isinstance(slip, str) and fields.CODE.fullmatch(slip) else "",
        "at": op.now,
        "closed_at": None,
    }
    Refusal.objects.update_or_create(pk=op.id, defaults=values)
    return _rejected(op.id, code)


def _rejected(id_: object, code: str) -> Verdict:
    """Refuse; the id is echoed as it came."""
    return {"id": id_, "verdict": "rejected", "code": code}


def _later(id_: object, code: str, after_s: int) -> Verdict:
    """Not stored, try again."""
    return {"id": id_, "verdict": "later", "code": code, "after_s": after_s}
