"""What a branch's kiosks must know of the branch, and what the hub wants of their settings."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings as django_settings

from hub.feeds.base import Data, FeedKind
from hub.keys import KeyFolder
from hub.models import BranchProfile, Library, SettingsVersion


class SettingsFeed(FeedKind):
    """Kind `settings`; its one key is `library`."""

    name = "settings"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give the one object."""
        yield "library", settings_data(library)

    def one(self, library: Library, key: str) -> Data | None:
        """Give it."""
        return settings_data(library) if key == "library" else None


def settings_data(library: Library) -> Data:
    """Write the branch. The first seal is the one to use now."""
    profile = BranchProfile.objects.filter(library=library).first() or BranchProfile(library=library)
    keys: KeyFolder = django_settings.KEYS
    return {
        "library": {"key": library.key, "name": library.name},
        "seal": [{"id": seal.id, "public": seal.public} for seal in keys.seals()],
        "opening": {"da": profile.opening_da, "en": profile.opening_en, **profile.opening_more},
        "languages": profile.languages.split(),
        "tiles": profile.tiles.split(),
        "colours": profile.colours,
        "desk": profile.desk,
        "phone": profile.phone,
        "email": profile.email,
        "signup_on": profile.signup_on,
        "notes_on": profile.notes_on,
    }


class RemoteFeed(FeedKind):
    """Kind `remote`: key `branch` for every kiosk, and a kiosk's own id for what goes beyond."""

    name = "remote"

    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give the newest version of the branch and of each kiosk that has one."""
        seen: set[str] = set()
        for version in SettingsVersion.objects.filter(library=library).order_by("-id"):
            key = version.device_id or "branch"
            if key not in seen:
                seen.add(key)
                yield key, {"version": version.pk, "values": version.values}

    def one(self, library: Library, key: str) -> Data | None:
        """Give one of them."""
        return dict(self.rows(library)).get(key)
