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
    EnrolmentAnswered,
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
from kiosk.visit.look import HouseRules
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
    FocusAsked,
    GlassTouched,
    GroupChosen,
    HeadsetPlugged,
    HelpPressed,
    HomePressed,
    HouseLanguageChosen,
    KeyErased,
    KeyTyped,
    LanguageChosen,
    LanguagesAsked,
    LettersChosen,
    NextPressed,
    PrintPressed,
    ReachChosen,
    ReadAloudChosen,
    Room,
    RoomChosen,
    SendAgainPressed,
    SendPressed,
    SignupChosen,
    SizeChosen,
    SlipEntryChosen,
    StaffAsked,
    StillHerePressed,
    TactilePressed,
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
    "EnrolmentAnswered",
    "Event",
    "EventChosen",
    "FilterChosen",
    "FocusAsked",
    "GlassTouched",
    "GroupChosen",
    "HeadsetFound",
    "HeadsetPlugged",
    "HealthChanged",
    "HelpPressed",
    "HomePressed",
    "HouseLanguageChosen",
    "KeyErased",
    "KeyTyped",
    "LanguageChosen",
    "LanguagesAsked",
    "LettersChosen",
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
    "ReadAloudChosen",
    "Room",
    "RoomChosen",
    "RulesChanged",
    "SealChanged",
    "SendAgainPressed",
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
    "TactilePressed",
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


class HeadsetFound(Struct, frozen=True):
    """The jack was looked at for the first time: whether a headset is in it. Nobody has done anything."""

    inside: bool


class OutboxCounted(Struct, frozen=True):
    """How many letters wait."""

    counts: OutboxCounts


class RulesChanged(Struct, frozen=True):
    """The hub has set how the kiosk behaves, or what it had set was taken back."""

    rules: HouseRules


class MinutePassed(Struct, frozen=True):
    """The clock says so. `now` is aware, in Europe/Copenhagen."""

    now: datetime


class PosterTurned(Struct, frozen=True):
    """Ten seconds at rest have passed: the spiral grows, and perhaps another poster shows."""


News = (
    CodeScanned
    | ProgrammeArrived
    | SealChanged
    | HealthChanged
    | HeadsetFound
    | OutboxCounted
    | RulesChanged
    | MinutePassed
    | PosterTurned
)
"""What happens whoever stands there."""

Event = Touch | Answer | News
