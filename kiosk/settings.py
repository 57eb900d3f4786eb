"""Settings: config/kiosk.toml -> one frozen value, or an error that names file, line or key, and remedy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kiosk.codes import item_rule
from kiosk.settings_voice import AccessSettings, VoiceSettings

ASCII = r"^[\x00-\x7f]*$"


class SettingsError(Exception):
    """Settings that cannot be used. `str()` is one line for a technician: file, where, what, and what to do."""

    def __init__(self, file: Path, where: str, what: str, remedy: str) -> None:
        """Keep the four parts."""
        super().__init__(f"{file}: {where}: {what}. {remedy}")
        self.file, self.where, self.what, self.remedy = file, where, what, remedy


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which branch this kiosk stands in. `opening` is the line on Home and at rest, by language."""

    name: str
    library: str = ""
    key: str = ""
    opening: dict[str, str] = {}


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The panel. Sizes on the glass come from its diagonal, never from what it says of itself."""

    width: Annotated[int, Meta(ge=480, le=7680)] = 1080
    height: Annotated[int, Meta(ge=480, le=7680)] = 1920
    diagonal_inches: Annotated[float, Meta(ge=7.0, le=100.0)] = 27.0
    cursor: bool = False


LANGUAGES = ("da", "da-x-let", "en", "uk", "pl", "de", "tr", "so", "ar", "fa")
"""Every language there are words in. `da-x-let` is »Let dansk«."""


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the kiosk speaks; the first is the one it rests in."""

    offered: Annotated[tuple[str, ...], Meta(min_length=1)] = LANGUAGES


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the two databases and the kiosk's own files live."""

    folder: str = "/var/lib/samlingspunkt"


class PrinterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The receipt printer: an address, the speed of a serial line, what kind it is, and whether it can say how it is."""

    address: str = "none"
    baud: Annotated[int, Meta(ge=300, le=921600)] = 115200
    profile: str = "generic-80"
    status: bool = True


class ScannerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The barcode scanner: where it is, how codes come from it, what labels of copies look like, whose commands it knows."""

    address: str = "none"
    baud: Annotated[int, Meta(ge=300, le=921600)] = 9600
    prefix: Annotated[str, Meta(max_length=8, pattern=ASCII)] = ""
    suffix: Annotated[str, Meta(max_length=8, pattern=ASCII)] = ""
    frame_timeout_ms: Annotated[int, Meta(ge=20, le=1000)] = 60
    item_pattern: str = ""
    profile: Literal["none", "datalogic", "honeywell", "newland", "opticon", "zebra"] = "none"


class HubSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hub. `public` is the address on slips' QR codes; the device's secret stands in a file of its own."""

    address: str = ""
    public: str = ""
    id: str = ""
    device: str = ""
    secret_file: str = ""


class SealSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The public key personal fields are sealed to, where no hub gives one. X25519, base64."""

    id: str = ""
    public: str = ""


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When content is called old on the glass, and how often the sync process makes its round at least."""

    stale_after_hours: Annotated[int, Meta(ge=1, le=720)] = 24
    round_seconds: Annotated[float, Meta(ge=1.0, le=3600)] = 60.0


class Fonts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where Noto Sans lies."""

    folder: str = "/usr/share/fonts/truetype/noto"


class Sound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the kiosk makes sounds, and the command that plays a WAV from its standard input."""

    on: bool = True
    player: tuple[str, ...] = ("aplay", "-q", "-")


class LookSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the glass looks when a visit begins. `low_reach` = what is touched lies low; `calm` = nothing moves by itself."""

    theme: Literal["paper", "night", "contrast"] = "paper"
    low_reach: bool = False
    calm: bool = False


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every source has: a name for staff, and minutes between two looks."""

    name: str
    every_minutes: Annotated[float, Meta(ge=0.05, le=1440)] = 12.0


class FolderSettings(_Source, frozen=True, kw_only=True, tag="folder"):
    """A folder of JSON files (docs/folder-format.md)."""

    folder: str


class DplEventsSettings(_Source, frozen=True, kw_only=True, tag="dpl_events"):
    """The national library CMS: its events. `branches` empty = every branch."""

    address: str
    branches: tuple[str, ...] = ()
    price_unit: Literal["kroner", "ore"] = "kroner"
    days_ahead: Annotated[int, Meta(ge=1, le=730)] = 120


class DplHoursSettings(_Source, frozen=True, kw_only=True, tag="dpl_hours"):
    """The national library CMS: opening hours of one branch. `staffed` are the categories with staff."""

    address: str
    branch_id: int
    staffed: tuple[str, ...] = ("Med betjening", "Åbent", "Betjent")


class ICalendarSettings(_Source, frozen=True, kw_only=True, tag="icalendar"):
    """An iCalendar feed."""

    address: str
    days_ahead: Annotated[int, Meta(ge=1, le=730)] = 400
    branch: str = ""


class FeedSettings(_Source, frozen=True, kw_only=True, tag="feed"):
    """RSS or Atom whose pages carry schema.org Event."""

    address: str
    branch: str = ""


class PageSettings(_Source, frozen=True, kw_only=True, tag="schema_org"):
    """One page that carries schema.org Event."""

    address: str
    branch: str = ""


SourceSettings = FolderSettings | DplEventsSettings | DplHoursSettings | ICalendarSettings | FeedSettings | PageSettings


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set."""

    branch: Branch
    screen: Screen = Screen()
    languages: Languages = Languages()
    look: LookSettings = LookSettings()
    data: Data = Data()
    printer: PrinterSettings = PrinterSettings()
    scanner: ScannerSettings = ScannerSettings()
    hub: HubSettings = HubSettings()
    seal: SealSettings = SealSettings()
    content: Content = Content()
    fonts: Fonts = Fonts()
    sound: Sound = Sound()
    voice: VoiceSettings = VoiceSettings()
    access: AccessSettings = AccessSettings()
    sources: tuple[SourceSettings, ...] = ()


def read(path: Path) -> Settings:
    """Read and check a settings file. Relative folders are taken from where the file lies.

    Raises SettingsError naming file, line or key, and remedy.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(path, "file", "cannot be read", "Check the path and who may read it") from error
    except UnicodeDecodeError as error:
        raise SettingsError(path, "file", "is not UTF-8 text", "Save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line \d+", str(error))
        what = str(error).split(" (")[0]
        raise SettingsError(path, where[0] if where else "file", what, "Mend the line; strings stand in quotation marks") from error
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at `$.")
        raise SettingsError(path, at.rstrip("`") or "top level", what, "config/kiosk.toml explains every key") from error
    return checked(path, settings)


def checked(path: Path, settings: Settings) -> Settings:
    """Check what types cannot say. Raises SettingsError."""
    names = [source.name for source in settings.sources]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SettingsError(path, "sources", f"the name {twice!r} is used twice", "Give each source a name of its own")
    for where, address in _addresses(settings):
        if address and not re.match(r"https?://[^/]+", address):
            raise SettingsError(path, where, "is not a web address", "Begin it with https://")
    try:
        item_rule(settings.scanner.item_pattern or "[0-9]")
    except ValueError as error:
        raise SettingsError(path, "scanner.item_pattern", str(error), "Write it like [0-9]{8} or ITEM-[0-9A-Z]{4,12}") from error
    return settings


def _addresses(settings: Settings) -> list[tuple[str, str]]:
    """Every web address of the settings, and the key it stands at."""
    hub = [("hub.address", settings.hub.address), ("hub.public", settings.hub.public)]
    return hub + [(f"sources[{i}].address", getattr(source, "address", "")) for i, source in enumerate(settings.sources)]


def folder_of(path: Path, folder: str) -> Path:
    """Give a folder named in a settings file; a relative one is taken from where that file lies."""
    return (path.parent / folder).resolve()
