"""Where the pages of kiosks and branches are: settings from afar, the profile, reports, lending."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path


def paths(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Give the addresses; the name of each stands in `hub.office.doors`, or it is shut."""
    from hub.office import exports, lending, profile, remote, reports

    return [
        path("profile/", wrap(profile.page), name="profile"),
        path("reports/", wrap(reports.page), name="reports"),
        path("reports/<str:key>.<str:form>", wrap(exports.file), name="report-file"),
        path("lending/", wrap(lending.page), name="lending"),
        path("lending/act", wrap(lending.act), name="lending-act"),
        path("kiosks/settings/", wrap(remote.page), name="remote"),
        path("kiosks/settings/set", wrap(remote.set_values), name="remote-set"),
        path("kiosks/settings/undo", wrap(remote.undo), name="remote-undo"),
        path("kiosks/settings/<str:device>/", wrap(remote.page), name="remote-one"),
        path("kiosks/settings/<str:device>/set", wrap(remote.set_values), name="remote-set-one"),
        path("kiosks/settings/<str:device>/undo", wrap(remote.undo), name="remote-undo-one"),
    ]
