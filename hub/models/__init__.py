"""The hub's tables, as nouns."""

from hub.models.books import WantedBook, Work, WorkName
from hub.models.content import Blob, Event, Group, Meeting, Occasion, SeatLoan, Seats, Translation
from hub.models.desk import Ballot, Decision, Note, Op, Refusal, Signup
from hub.models.fleet import Attempt, Device, EnrolCode, SettingsVersion, UseCount
from hub.models.place import BranchProfile, FeedRow, HubIdentity, Library
from hub.models.staff import Alarm, AuditLog, RecoveryCode, StaffPlace

__all__ = [
    "Alarm",
    "Attempt",
    "AuditLog",
    "Ballot",
    "Blob",
    "BranchProfile",
    "Decision",
    "Device",
    "EnrolCode",
    "Event",
    "FeedRow",
    "Group",
    "HubIdentity",
    "Library",
    "Meeting",
    "Note",
    "Occasion",
    "Op",
    "RecoveryCode",
    "Refusal",
    "SeatLoan",
    "Seats",
    "SettingsVersion",
    "Signup",
    "StaffPlace",
    "Translation",
    "UseCount",
    "WantedBook",
    "Work",
    "WorkName",
]
