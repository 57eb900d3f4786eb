"""Puts the sync process together: sources, refresher, courier."""

from __future__ import annotations

import platform
import random
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from kiosk import __version__
from kiosk.outside import new_id, wall
from kiosk.ports import SealKey
from kiosk.settings import (
    DplEventsSettings,
    DplHoursSettings,
    FeedSettings,
    FolderSettings,
    ICalendarSettings,
    PageSettings,
    Settings,
    SettingsError,
    SourceSettings,
    folder_of,
)
from kiosk.sources.folder import FolderSource
from kiosk.store.ballast import Ballast
from kiosk.store.blobs import BlobShelf
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.enrolment import EnrolmentFile
from kiosk.store.errand import Errand
from kiosk.store.feed import FeedShelf
from kiosk.store.joining import HUB
from kiosk.store.layers import LayerFiles
from kiosk.store.letters import Letters
from kiosk.store.use_files import UseFiles
from kiosk.sync.admission import Admission
from kiosk.sync.blobs import BlobFetcher
from kiosk.sync.closing import Closing
from kiosk.sync.courier import Courier
from kiosk.sync.downlink import FIRST_WITHIN_S, Downlink
from kiosk.sync.feed import FeedReader
from kiosk.sync.heartbeat import Heartbeat
from kiosk.sync.keyring import Fixed, Keyring
from kiosk.sync.line import HubLine, Timing
from kiosk.sync.refresher import Refresher
from kiosk.sync.service import SyncService
from kiosk.sync.uplink import LineUplink
from kiosk.sync.usage import UseCourier
from kiosk.wire import Enrolment

if TYPE_CHECKING:
    from kiosk.ports import Source
    from kiosk.sources.http import Getter


FOR_BLOBS = Timing(total_s=8.0)
"""A picture goes on where it was, so it need not keep letters waiting for as long as other answers may."""


def sources_of(settings: Settings, path: Path, getter: Getter) -> tuple[Source, ...]:
    """Make every source of the settings."""
    return tuple(source_of(source, path, getter) for source in settings.sources)


def source_of(source: SourceSettings, path: Path, getter: Getter) -> Source:
    """Make one source. Sources over the network are imported when there is one."""
    match source:
        case FolderSettings():
            return FolderSource(name=source.name, folder=folder_of(path, source.folder))
        case DplEventsSettings() | DplHoursSettings():
            return _cms_source(source, getter)
        case ICalendarSettings() | FeedSettings() | PageSettings():
            return _open_source(source, getter)
        case never:
            assert_never(never)


def _cms_source(source: DplEventsSettings | DplHoursSettings, getter: Getter) -> Source:
    """The national library CMS."""
    from kiosk.sources.dpl_cms import DplEvents
    from kiosk.sources.opening_hours import DplOpeningHours

    if isinstance(source, DplHoursSettings):
        return DplOpeningHours(
            name=source.name, base_url=source.address, getter=getter, branch_id=source.branch_id, staffed_titles=source.staffed
        )
    return DplEvents(
        name=source.name,
        base_url=source.address,
        getter=getter,
        branches=source.branches,
        price_unit=source.price_unit,
        days_ahead=source.days_ahead,
    )


def _open_source(source: ICalendarSettings | FeedSettings | PageSettings, getter: Getter) -> Source:
    """Sources of any library."""
    from kiosk.sources.feed import FeedEvents
    from kiosk.sources.icalendar_feed import ICalendarFeed
    from kiosk.sources.schema_org import SchemaOrgPage

    if isinstance(source, ICalendarSettings):
        return ICalendarFeed(
            name=source.name, url=source.address, getter=getter, branch=source.branch, days_ahead=source.days_ahead
        )
    if isinstance(source, FeedSettings):
        return FeedEvents(name=source.name, url=source.address, getter=getter, branch=source.branch)
    return SchemaOrgPage(name=source.name, url=source.address, getter=getter, branch=source.branch)


def keys_of(settings: Settings, path: Path) -> Keyring:
    """Who we are at the hub: as the settings say, else as `kiosk enrol` has it. Raises SettingsError for an unreadable secret."""
    hub = settings.hub
    if not hub.device:
        return Keyring(EnrolmentFile(folder_of(path, settings.data.folder)))
    try:
        secret = folder_of(path, hub.secret_file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path, "hub.secret_file", "cannot be read", "Enrol the kiosk at the hub again") from error
    return Keyring(Fixed(Enrolment(hub=hub.id, device=hub.device, secret=secret)), rotates=False)


def uplink_of(settings: Settings, path: Path) -> LineUplink | None:
    """The way to the hub; None where there is no hub. Raises SettingsError when its secret cannot be read."""
    if not settings.hub.address:
        return None
    return LineUplink(HubLine(base_url=settings.hub.address, keys=keys_of(settings, path), version=__version__))


def build_sync(settings: Settings, path: Path) -> SyncService:
    """Make the service. Raises SettingsError and StoreError."""
    from kiosk.sources.http import HttpGetter

    data = folder_of(path, settings.data.folder)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    letters = Letters(open_letters(data / "letters.db"))
    content = Content(open_content(data / "content.db"))
    uplink = uplink_of(settings, path)
    content.forget_sources([source.name for source in settings.sources] + ([HUB] if uplink else []))
    refresher = Refresher(
        sources=sources_of(settings, path, HttpGetter()),
        content=content,
        clock=time.monotonic,
        random=random.random,
        wall=wall,
        every_s={source.name: source.every_minutes * 60 for source in settings.sources},
    )
    ballast = Ballast(data)
    ballast.ready()
    courier = None if uplink is None else Courier(letters=letters, uplink=uplink, clock=time.monotonic, random=random.random)
    downlink = _downlink(settings, uplink, letters, data)
    return SyncService(
        letters=letters,
        content=content,
        courier=courier,
        refresher=refresher,
        clock=time.monotonic,
        random=random.random,
        wall=wall,
        bell_path=data / "sync.sock",
        round_s=settings.content.round_seconds,
        downlink=downlink,
        room=ballast,
        admission=_admission(settings, uplink, data, courier, downlink),
    )


def _admission(
    settings: Settings, uplink: LineUplink | None, data: Path, courier: Courier | None, downlink: Downlink | None
) -> Admission | None:
    """The door for a kiosk that is not a device of the hub yet, or is to be another one; shut where the settings say who it is."""
    if uplink is None or courier is None or downlink is None or settings.hub.device:
        return None

    def begin_again() -> None:
        """Another device: ask and offer everything at once."""
        downlink.begin_again()
        courier.begin_again()

    return Admission(
        line=uplink.line,
        membership=EnrolmentFile(data),
        errands=Errand(data),
        app=__version__,
        machine=machine(),
        mint=lambda: secrets.token_hex(32),
        begin_again=begin_again,
    )


def machine() -> str:
    """Name this machine, so that staff recognise it: its model where the system knows it, else what kind it is."""
    try:
        with open("/sys/class/dmi/id/product_name", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - no folder of ours
            model = file.read(100).strip()
    except OSError:
        model = ""
    return model or f"{platform.system()} {platform.machine()}"


def _downlink(settings: Settings, uplink: LineUplink | None, letters: Letters, data: Path) -> Downlink | None:
    """What comes from the hub; without a hub, what it once gave is dropped."""
    # A connection of its own: it lives in another thread than the sources'.
    keys = None if uplink is None else uplink.line.keys
    who = str if keys is None else lambda: keys.enrolment().device
    shelf = FeedShelf(open_content(data / "content.db"), version=__version__, device=who)
    if uplink is None:
        shelf.drop(everything=False)
        shelf.open()
        return None
    line, blobs = uplink.line, BlobShelf(data / "blobs")
    hasty = HubLine(base_url=settings.hub.address, keys=line.keys, timing=FOR_BLOBS, version=__version__)
    held = line.keys.enrolment()
    if held.seal_public:
        shelf.offer_seal(SealKey(held.seal_id, held.seal_public))
    layers = LayerFiles(data)
    heart = Heartbeat(
        line=line,
        letters=letters,
        feed=shelf,
        data=data,
        app=__version__,
        boot=new_id(),
        clock=time.monotonic,
        wall=wall,
        running=layers.running,
    )
    return Downlink(
        line=line,
        feed=FeedReader(line=line, keep=shelf, wall=wall, clock=time.monotonic),
        keep=shelf,
        blobs=BlobFetcher(line=hasty, keep=blobs, feed=shelf, clock=time.monotonic, wall=wall),
        heart=heart,
        letters=letters,
        closing=Closing(letters=letters, feed=shelf, blobs=blobs),
        mint=lambda: secrets.token_hex(32),
        clock=time.monotonic,
        random=random.random,
        first_within_s=FIRST_WITHIN_S,
        offer_use=UseCourier(line=line, counts=UseFiles(data)).offer,
        hand_on=lambda: layers.want(shelf.layer(line.keys.enrolment().device)),
    )
