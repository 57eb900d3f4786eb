"""The sockets the world plugs into, and the errors that come out of them.

    PortError                     every fault of the outside world; `reason` is a code fit for staff and logs
    ├── DeviceError               a printer or a scanner
    ├── SourceError               content that could not be fetched or read
    ├── UplinkError               the hub did not give an answer we can trust
    └── StoreError                the disk: full, read-only, broken

A reason is always a short code from a closed set, never text that came from outside.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kiosk.rooms.communities.model import Group
    from kiosk.rooms.local.model import LibraryEvent, OpenSpan
    from kiosk.rooms.reading.model import Book
    from kiosk.slips.blocks import Slip
    from kiosk.wire import Op, Verdict


class PortError(Exception):
    """A fault of the outside world. Raised `from` the library's own error."""

    def __init__(self, reason: str) -> None:
        """Keep `reason`: a short code such as `paper_out`, fit for staff and for a log."""
        super().__init__(reason)
        self.reason = reason


class DeviceError(PortError):
    """A device did not do what was asked."""


class SourceError(PortError):
    """A source gave nothing that can be used."""


class UplinkError(PortError):
    """The hub gave no answer of ours. `retry_after` seconds where it asked for a pause."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """Keep the reason, and the pause the hub asked for."""
        super().__init__(reason)
        self.retry_after = retry_after


class StoreError(PortError):
    """The disk did not take it: `full`, `readonly`, `broken`, `busy`."""


class Trouble(Enum):
    """What can be wrong with a device. `UNKNOWN` is never taken for well.

    FORBIDDEN = it is there, and the kiosk's user may not open it. HELD = another program has it, and we do not share.
    OLD_SLIP = the printer stopped within a slip and would not throw the rest away: it may still come out.
    """

    GONE = "gone"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OLD_SLIP = "old_slip"
    OFFLINE = "offline"
    SILENT = "silent"
    FORBIDDEN = "forbidden"
    HELD = "held"
    UNKNOWN = "unknown"
    NOT_CONFIGURED = "not_configured"


class SourceTrouble(Enum):
    """Why a source is not fresh."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    REFUSED = "refused"
    NOT_OURS = "not_ours"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    SUSPICIOUS = "suspicious"
    TLS = "tls"


# ----------------------------------------------------------------------------------------------------------- devices


class Proof(Enum):
    """What is known of a slip that was handed to a printer without trouble.

    CONFIRMED = the printer said, after it, that it has worked through it. SENT = every byte left us, and nobody can say more.
    CALLED_OFF = not a byte was sent, for `JobWatch.may_begin` said no.
    """

    CONFIRMED = "confirmed"
    SENT = "sent"
    CALLED_OFF = "called_off"


class JobWatch(Protocol):
    """Whoever follows a slip on its way to the paper. Called in the printer's thread."""

    def may_begin(self) -> bool:
        """Say, right before the first byte leaves, whether anybody still waits for the slip. Asked once, and binding."""

    def wrote(self, count: int, *, whole: bool) -> None:
        """Hear how many bytes of the slip have left; `whole` = all of them."""


class Printer(Protocol):
    """A receipt printer. One owner, one thread. Every call ends within its own deadline."""

    expiry_seconds: float
    """How old a slip may be when its first byte is sent: after that its visitor has given up."""

    def open(self) -> None:
        """Connect. Raises DeviceError."""

    def print_slip(self, slip: Slip, watch: JobWatch | None = None) -> Proof:
        """Print one slip, and say what is known of it. Raises DeviceError; `unknown` when bytes left us and no proof came."""

    def trouble(self) -> Trouble | None:
        """Ask how the printer is; None = well, PAPER_LOW still prints. Raises DeviceError when it is gone."""

    def stirred(self) -> bool:
        """Whether it has said something unasked since it was last asked. Never waits. Raises DeviceError when it is gone."""

    def cancel(self) -> None:
        """Make a call that is under way end soon, for the kiosk is closing. The only call from another thread. Never raises."""

    def close(self) -> None:
        """Let go. Never raises."""


class Scanner(Protocol):
    """A barcode scanner."""

    def open(self) -> None:
        """Connect. Raises DeviceError."""

    def read(self) -> bytes:
        """Wait a short while for bytes; empty when none came. Raises DeviceError when the scanner is gone."""

    def tell(self, command: bytes) -> None:
        """Send it a command of its maker's; one that cannot hear does nothing. Raises DeviceError when the scanner is gone."""

    def close(self) -> None:
        """Let go. Never raises."""


# ----------------------------------------------------------------------------------------------------------- content


class Scope(Struct, frozen=True):
    """What of a source was asked for. A row outside it is not absent. Times are aware; both ends None = everything."""

    start: datetime | None = None
    end: datetime | None = None


class SkippedRow(Struct, frozen=True):
    """A row that could not be read: its id (or position) and the field at fault, never its content.

    A skipped row is present: its last good version stays. Where a row stands for several happenings (a series), their keys are
    its key, a dot and more: they stay too.
    """

    key: str
    field: str


class Validators(Struct, frozen=True):
    """What a source said of its answer, so that the next question can be conditional."""

    etag: str = ""
    last_modified: str = ""


class SealKey(Struct, frozen=True):
    """The hub's public key for personal fields. `public` is X25519, 32 bytes in base64."""

    id: str
    public: str


class Batch(Struct, frozen=True):
    """A complete, valid answer of a source: whoever is not in it is gone from its scope.

    A kind that the source does not carry is None: it says nothing about it. An empty tuple says: there are none.
    """

    events: tuple[LibraryEvent, ...] | None = None
    groups: tuple[Group, ...] | None = None
    books: tuple[Book, ...] | None = None
    hours: tuple[OpenSpan, ...] | None = None
    seals: tuple[SealKey, ...] | None = None
    scope: Scope = Scope()
    skipped: tuple[SkippedRow, ...] = ()
    validators: Validators = Validators()
    demo: bool = False


class Unchanged(Struct, frozen=True):
    """The source says that nothing changed since the validators we sent."""


class Source(Protocol):
    """Where content comes from: fetches and translates, nothing more."""

    @property
    def name(self) -> str:
        """The name in kiosk.toml, unique among the sources."""

    def fetch(self, known: Validators, now: datetime) -> Batch | Unchanged:
        """Fetch everything in scope. Raises SourceError; a raise deletes nothing."""


# --------------------------------------------------------------------------------------------------------------- hub


class Uplink(Protocol):
    """The way to the hub: contract v1."""

    def send(self, ops: Sequence[Op]) -> Sequence[Verdict]:
        """Hand over 1-20 ops, get a verdict for each it names. Raises UplinkError when the answer is not ours."""
