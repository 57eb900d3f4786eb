"""Django's admin, with our own site in it."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class OfficeConfig(AdminConfig):
    """The admin's app; `hub.office.site.Office` is its site."""

    default_site = "hub.office.site.Office"
