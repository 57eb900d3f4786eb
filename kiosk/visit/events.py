"""Everything that can happen: touches on the glass, answers to what was asked for, and news of the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.codes import Code
from kiosk.nouns import Health, Part
from kiosk.programme import OutboxCounts, Programme
from kiosk.visit.answers import (
    Answer,
    BookFound,
    BookMissing,
    CancelKept,
    CancelNotKept,
    PinAccepted,
    PinRefused,
    SignupFound,
    SignupKept,
    SignupMissing,
    SignupNotKept,
    SlipFailed,
    SlipPrinted,
    StaffReportRead,
    TimeRanOut,
    VerdictSeen,
    WentQuiet,
)
from kiosk.visit.touches import (
    BackPressed,
    BookChosen,
    CalmChosen,
    CancelConfirmed,
    CancelPressed,
    ContactKindChosen,
    DonePressed,
    EventChosen,
    FilterChosen,
    GlassTouched,
    GroupChosen,
    HelpPressed,
    HomePressed,
    HouseLanguageChosen,
    KeyErased,
    KeyTyped,
    LanguageChosen,
    NextPressed,
    PrintPressed,
    ReachChosen,
    Room,
    RoomChosen,
    SendPressed,
    SignupChosen,
    SizeChosen,
    SlipEntryChosen,
    StaffAsked,
    StillHerePressed,
    TestPrintPressed,
    ThemeChosen,
    Touch,
)

__all__ = [
    "Answer", "BackPressed", "BookChosen", "BookFound", "BookMissing", "CalmChosen", "CancelConfirmed", "CancelKept",
    "CancelNotKept", "CancelPressed", "CodeScanned", "ContactKindChosen", "DonePressed", "Event", "EventChosen", "FilterChosen",
    "GlassTouched", "GroupChosen", "HealthChanged", "HelpPressed", "HomePressed", "HouseLanguageChosen", "KeyErased",
    "KeyTyped", "LanguageChosen", "MinutePassed", "News", "NextPressed", "OutboxCounted", "PinAccepted", "PinRefused",
    "PosterTurned", "PrintPressed", "ProgrammeArrived", "ReachChosen", "Room", "RoomChosen", "SealChanged", "SendPressed",
    "SignupChosen", "SignupFound", "SignupKept", "SignupMissing", "SignupNotKept", "SizeChosen", "SlipEntryChosen",
    "SlipFailed", "SlipPrinted", "StaffAsked", "StaffReportRead", "StillHerePressed", "TestPrintPressed", "ThemeChosen",
    "TimeRanOut", "Touch", "VerdictSeen", "WentQuiet",
]


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """The scanner read something."""

    code: Code


@dataclass(frozen=True, slots=True)
class ProgrammeArrived:
    """The store has content, or newer content."""

    programme: Programme


@dataclass(frozen=True, slots=True)
class SealChanged:
    """Whether there is a seal key, so that sign-ups can be kept sealed."""

    ready: bool


@dataclass(frozen=True, slots=True)
class HealthChanged:
    """A part came or went."""

    part: Part
    health: Health


@dataclass(frozen=True, slots=True)
class OutboxCounted:
    """How many letters wait."""

    counts: OutboxCounts


@dataclass(frozen=True, slots=True)
class MinutePassed:
    """The clock says so. `now` is aware, in Europe/Copenhagen."""

    now: datetime


@dataclass(frozen=True, slots=True)
class PosterTurned:
    """Ten seconds at rest have passed: the spiral grows, and perhaps another poster shows."""


News = CodeScanned | ProgrammeArrived | SealChanged | HealthChanged | OutboxCounted | MinutePassed | PosterTurned
"""What happens whoever stands there."""

Event = Touch | Answer | News
