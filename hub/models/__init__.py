"""The hub's tables, as nouns."""

from hub.models.content import Blob, Event, Group, Meeting, Occasion, SeatLoan, Seats, Translation
from hub.models.desk import Ballot, Note, Op, Refusal, Signup
from hub.models.fleet import Attempt, Device, EnrolCode
from hub.models.place import BranchProfile, FeedRow, HubIdentity, Library
from hub.models.staff import Alarm, AuditLog, StaffPlace

__all__ = [
    "Alarm",
    "Attempt",
    "AuditLog",
    "Ballot",
    "Blob",
    "BranchProfile",
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
    "Refusal",
    "SeatLoan",
    "Seats",
    "Signup",
    "StaffPlace",
    "Translation",
]
