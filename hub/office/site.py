"""The back office's site: who may in, what stands in its bar, and its own pages beside Django's."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

BAR = (
    ("admin:index", _("I dag"), ""),
    ("admin:hub_event_changelist", _("Arrangementer"), "view_event"),
    ("admin:hub_group_changelist", _("Fællesskaber"), "view_group"),
    ("admin:kiosks", _("Kiosker"), "view_device"),
    ("admin:hub_note_changelist", _("Tips og forslag"), "view_note"),
    ("admin:hub_branchprofile_changelist", _("Filialen"), "view_branchprofile"),
    ("admin:auth_user_changelist", _("Kolleger"), "view_user"),
    ("admin:hub_auditlog_changelist", _("Log"), "view_auditlog"),
)
"""Where the bar leads, what it says there, and the permission it takes."""


class Office(AdminSite):
    """Django's admin in our own clothes."""

    site_header = "Samlingspunkt"
    site_title = "Samlingspunkt"
    index_title = _("I dag")
    login_template = "office/login.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, and by their authenticator too where they have one."""
        user: Any = request.user
        return super().has_permission(request) and (user.is_verified() or not user_has_device(user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Let somebody in, counting wrong tries."""
        from hub.office.login import LoginForm

        self.login_form = LoginForm
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the day."""
        from hub.office.start import start_context

        context = {**self.each_context(request), "title": "", **start_context(request), **(extra_context or {})}
        return TemplateResponse(request, "office/start.html", context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add our bar to every page."""
        return {**super().each_context(request), "bar": self._bar(request), "is_popup": False}

    def _bar(self, request: HttpRequest) -> list[dict[str, object]]:
        """Give what of the bar this person may open."""
        if not self.has_permission(request):
            return []
        user: Any = request.user
        places = [(reverse(name), words, need) for name, words, need in BAR]
        allowed = [
            (url, words)
            for url, words, need in places
            if not need or any(user.has_perm(f"{app}.{need}") for app in ("hub", "auth"))
        ]
        # The longest address that fits is where we are: the start page's fits everything.
        here = max((url for url, _ in allowed if request.path.startswith(url)), key=len, default="")
        return [{"url": url, "words": words, "here": url == here} for url, words in allowed]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put our pages before Django's."""
        from hub.office import guests, kiosks, paper, start, totp

        wrap = self.admin_view
        ours: list[URLPattern | URLResolver] = [
            path("guests/<int:pk>/", wrap(guests.page), name="guests"),
            path("guests/<int:pk>/act", wrap(guests.act), name="guests-act"),
            path("guests/<int:pk>/lend", wrap(guests.lend), name="guests-lend"),
            path("guests/<int:pk>/print", wrap(paper.printed), name="guests-print"),
            path("guests/<int:pk>/guests.csv", wrap(paper.csv_file), name="guests-csv"),
            path("calendar.ics", wrap(paper.calendar), name="calendar"),
            path("refusals/<str:op>/close", wrap(start.close_refusal), name="refusal-close"),
            path("alarms/<int:pk>/close", wrap(start.close_alarm), name="alarm-close"),
            path("kiosks/", wrap(kiosks.fleet), name="kiosks"),
            path("kiosks/new", wrap(kiosks.new), name="kiosk-new"),
            path("kiosks/<str:pk>/", wrap(kiosks.one), name="kiosk"),
            path("kiosks/<str:pk>/act", wrap(kiosks.act), name="kiosk-act"),
            path("authenticator", wrap(totp.page), name="authenticator"),
        ]
        return [*ours, *super().get_urls()]
