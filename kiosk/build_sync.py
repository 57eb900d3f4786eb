"""Puts the sync process together: sources, refresher, courier."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from kiosk import __version__
from kiosk.outside import wall
from kiosk.settings import (
    DplEventsSettings,
    DplHoursSettings,
    FeedSettings,
    FolderSettings,
    HubSettings,
    ICalendarSettings,
    PageSettings,
    Settings,
    SettingsError,
    SourceSettings,
    folder_of,
)
from kiosk.sources.folder import FolderSource
from kiosk.store.content import Content
from kiosk.store.db import open_content, open_letters
from kiosk.store.letters import Letters
from kiosk.sync.courier import Courier
from kiosk.sync.refresher import Refresher
from kiosk.sync.service import SyncService
from kiosk.sync.uplink import HubUplink

if TYPE_CHECKING:
    from kiosk.ports import Source
    from kiosk.sources.http import Getter


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


def uplink_of(hub: HubSettings, path: Path) -> HubUplink | None:
    """The way to the hub; None where there is no hub. Raises SettingsError when its secret cannot be read."""
    if not hub.address:
        return None
    file = folder_of(path, hub.secret_file)
    try:
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path, "hub.secret_file", "cannot be read", "Enrol the kiosk at the hub again") from error
    return HubUplink(base_url=hub.address, hub_id=hub.id, device=hub.device, secret=secret, version=__version__)


def build_sync(settings: Settings, path: Path) -> SyncService:
    """Make the service. Raises SettingsError and StoreError."""
    from kiosk.sources.http import HttpGetter

    data = folder_of(path, settings.data.folder)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    letters = Letters(open_letters(data / "letters.db"))
    content = Content(open_content(data / "content.db"))
    content.forget_sources([source.name for source in settings.sources])
    uplink = uplink_of(settings.hub, path)
    courier = None
    if uplink is not None:
        courier = Courier(letters=letters, uplink=uplink, clock=time.monotonic, random=random.random)
    refresher = Refresher(
        sources=sources_of(settings, path, HttpGetter()),
        content=content,
        clock=time.monotonic,
        random=random.random,
        wall=wall,
        every_s={source.name: source.every_minutes * 60 for source in settings.sources},
    )
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
    )
