"""What every kind of case is, and the list of them all. A module here names its kinds in `CASES`, and is on the queue."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from hub.models import Library

Words = str | Promise


class Verdict(StrEnum):
    """What one can decide."""

    APPROVED = "approved"
    REFUSED = "refused"


class Case(Struct, frozen=True):
    """Something that waits: what it says, where and when it came, and what in it to look at twice."""

    kind: str
    id: str
    library: Library
    text: str
    where: str
    at: datetime
    code: str = ""
    held: tuple[str, ...] = ()


class Ruling(Struct, frozen=True):
    """A decision: a verdict, a reason from the list (or none), and staff's own words (or none)."""

    verdict: Verdict
    why: str = ""
    words: str = ""


class CaseKind(ABC):
    """One kind of case: how it is called, what can be said of it, and how a decision takes effect."""

    def __init__(self, name: str, title: Words, approve: Words, reasons: Mapping[str, Words]) -> None:
        """Take its words: the kind's, the button's that says yes, and the reasons to say no."""
        self.name = name
        self.title = title
        self.approve = approve
        self.reasons = reasons

    @abstractmethod
    def waiting(self, libraries: Iterable[Library]) -> list[Case]:
        """Give what waits at these branches, oldest first."""

    @abstractmethod
    def one(self, id_: str, libraries: Iterable[Library]) -> Case | None:
        """Give one case, decided or not."""

    @abstractmethod
    def settle(self, case: Case, ruling: Ruling, now: datetime) -> bool:
        """Let a decision take effect, on the kiosks too; say whether it still waited. Inside a transaction."""

    @abstractmethod
    def reopen(self, case: Case, now: datetime) -> bool:
        """Undo a decision, on the kiosks too; say whether that was possible. Inside a transaction."""


REASONS: dict[str, Words] = {
    "person": _("Nævner et menneske eller en adresse"),
    "tone": _("Tonen er for hård"),
    "advert": _("Reklame"),
    "have_it": _("Det har vi allerede"),
    "not_ours": _("Det bestemmer biblioteket ikke"),
    "unclear": _("Vi forstår det ikke helt"),
}
"""Why something is not shown, or not done, as a kind librarian would say it to the writer."""


@cache
def case_kinds() -> Mapping[str, CaseKind]:
    """Find every kind in this folder."""
    found: dict[str, CaseKind] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        found |= {kind.name: kind for kind in getattr(importlib.import_module(f"hub.cases.{module.name}"), "CASES", ())}
    return found
