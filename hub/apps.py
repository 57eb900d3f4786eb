"""The hub as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class HubApp(AppConfig):
    """One app holds all of it."""

    name = "hub"
    verbose_name = "Samlingspunkt"
    default_auto_field = "django.db.models.BigAutoField"
