"""What every kind of op is, how it says no, and the list of them all."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import Q
from msgspec import Struct

from hub.models import Device, HubIdentity, Library, Occasion, Op, Signup


class Refused(Exception):  # noqa: N818 - a verdict of the contract, not an error
    """The op is rejected: trying again by itself will not help."""

    def __init__(self, code: str) -> None:
        """Keep the contract's code."""
        super().__init__(code)
        self.code = code


class Later(Exception):  # noqa: N818 - a verdict of the contract, not an error
    """The op is not stored; it may be tried again."""

    def __init__(self, code: str, after_s: int) -> None:
        """Keep the contract's code, and when."""
        super().__init__(code)
        self.code = code
        self.after_s = after_s


class Desk(Struct):
    """What the ops of one request share, read once for all of them when everything is locked."""

    occasions: dict[str, Occasion] = {}
    loans: bool = False
    """Whether this kiosk has seats on loan."""
    refused: frozenset[str] = frozenset()
    """Those ids that were refused before, and that staff have not closed."""
    kept: dict[str, datetime] = {}
    """What was kept with its full time, by id."""
    shut: bool = False
    """Whether the branch takes no sign-ups."""
    unwritten: list[Signup] = []
    """Sign-ups that took effect and are written together, with their ops, before anything reads them."""

    def write(self) -> None:
        """Write what is not written yet, in the order it came."""
        if self.unwritten:
            Op.objects.bulk_create([each.op for each in self.unwritten])
            Signup.objects.bulk_create(self.unwritten)
            self.unwritten.clear()


class Received(Struct, frozen=True):
    """An op as it came, checked from outside in. `was` = the status the visitor was told before a restore, else empty."""

    id: str
    kind: str
    data: dict[str, Any]
    hash: str
    made_at: str
    was: str
    library: Library
    device: Device
    identity: HubIdentity
    now: datetime
    desk: Desk


class Wanted(Struct, frozen=True):
    """What an op is going to touch: sign-ups (a condition) and occasions (keys), so that all is locked in one order."""

    signups: Q | None = None
    events: frozenset[str] = frozenset()


class OpKind(ABC):
    """One kind of op."""

    name: ClassVar[str]
    schema: ClassVar[dict[str, Any]]
    """JSON schema of `data`, for the OpenAPI text."""
    waits: ClassVar[bool] = False
    """Whether its rows are written with those of the ops after it: it reads none of theirs."""

    @abstractmethod
    def check(self, data: dict[str, Any]) -> None:
        """Look at the data alone. Raises Refused."""

    def wants(self, op: Received) -> Wanted:
        """Say what it is going to touch."""
        del op
        return Wanted()

    @abstractmethod
    def take(self, op: Received) -> str:
        """Let it take effect and give its status. Inside a transaction. Raises Refused or Later."""

    def keep(self, op: Received, status: str) -> Op:
        """Keep the id for ever."""
        row = self.kept(op, status)
        row.save(force_insert=True)
        return row

    def kept(self, op: Received, status: str) -> Op:
        """Make the row that keeps the id, for who writes it."""
        op.desk.kept[op.id] = op.now
        return Op(id=op.id, library=op.library, device=op.device, kind=op.kind, hash=op.hash, status=status, at=op.now)

    def today(self, op: Op) -> str:
        """Give its status today."""
        return op.status


@cache
def op_kinds() -> Mapping[str, OpKind]:
    """Find every kind in this folder."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"hub.kinds.{module.name}")
    return {kind.name: kind() for kind in OpKind.__subclasses__()}
