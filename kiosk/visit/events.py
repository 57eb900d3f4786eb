"""Everything that can happen: touches on the glass, answers to what was asked for, and news of the world."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

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
    "Answer",
    "BackPressed",
    "BookChosen",
    "BookFound",
    "BookMissing",
    "CalmChosen",
    "CancelConfirmed",
    "CancelKept",
    "CancelNotKept",
    "CancelPressed",
    "CodeScanned",
    "ContactKindChosen",
    "DonePressed",
    "Event",
    "EventChosen",
    "FilterChosen",
    "GlassTouched",
    "GroupChosen",
    "HealthChanged",
    "HelpPressed",
    "HomePressed",
    "HouseLanguageChosen",
    "KeyErased",
    "KeyTyped",
    "LanguageChosen",
    "MinutePassed",
    "News",
    "NextPressed",
    "OutboxCounted",
    "PinAccepted",
    "PinRefused",
    "PosterTurned",
    "PrintPressed",
    "ProgrammeArrived",
    "ReachChosen",
    "Room",
    "RoomChosen",
    "SealChanged",
    "SendPressed",
    "SignupChosen",
    "SignupFound",
    "SignupKept",
    "SignupMissing",
    "SignupNotKept",
    "SizeChosen",
    "SlipEntryChosen",
    "SlipFailed",
    "SlipPrinted",
    "StaffAsked",
    "StaffReportRead",
    "StillHerePressed",
    "TestPrintPressed",
    "ThemeChosen",
    "TimeRanOut",
    "Touch",
    "VerdictSeen",
    "WentQuiet",
]


class CodeScanned(Struct, frozen=True):
    """The scanner read something."""

    code: Code


class ProgrammeArrived(Struct, frozen=True):
    """The store has content, or newer content."""

    programme: Programme


class SealChanged(Struct, frozen=True):
    """Whether there is a seal key, so that sign-ups can be kept sealed."""

    ready: bool


class HealthChanged(Struct, frozen=True):
    """A part came or went."""

    part: Part
    health: Health


class OutboxCounted(Struct, frozen=True):
    """How many letters wait."""

    counts: OutboxCounts


class MinutePassed(Struct, frozen=True):
    """The clock says so. `now` is aware, in Europe/Copenhagen."""

    now: datetime


class PosterTurned(Struct, frozen=True):
    """Ten seconds at rest have passed: the spiral grows, and perhaps another poster shows."""


News = CodeScanned | ProgrammeArrived | SealChanged | HealthChanged | OutboxCounted | MinutePassed | PosterTurned
"""What happens whoever stands there."""

Event = Touch | Answer | News
