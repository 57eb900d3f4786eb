"""The back office's site: who may in, what stands in its bar, and its own pages beside Django's."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from hub import outside
from hub.office import doors

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BAR = (
    ("index", _("I dag")),
    ("hub_event_changelist", _("Arrangementer")),
    ("hub_group_changelist", _("Fællesskaber")),
    ("moderation", _("Til afgørelse")),
    ("kiosks", _("Kiosker")),
    ("profile", _("Filialen")),
    ("lending", _("Lån af pladser")),
    ("reports", _("Rapporter")),
    ("staff", _("Kolleger")),
    ("log", _("Log")),
)
"""Where the bar leads and what it says there; `hub.office.doors` says to whom it is shown."""

FIRST_THINGS = {"authenticator", "password_change", "password_change_done", "logout", "login", "jsi18n"}
"""What is open to somebody who has a password or a second step to see to before anything else."""


class Office(AdminSite):
    """Django's admin in our own clothes."""

    site_header = "Samlingspunkt"
    site_title = "Samlingspunkt"
    index_title = _("I dag")
    login_template = "office/login.html"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take our own tables only: another app's would be pages nobody here thought of, one with everybody's secrets."""
        if admin_class is not None and admin_class.__module__.startswith("hub."):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, and by their authenticator too where they have one."""
        user: Any = request.user
        return super().has_permission(request) and (user.is_verified() or not user_has_device(user))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Put the table of doors, and what somebody has to do first, before every page."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            name = request.resolver_match.url_name if request.resolver_match else None
            first = first_thing(request)
            if first and name not in FIRST_THINGS:
                return HttpResponseRedirect(reverse(f"admin:{first}"))
            doors.must(request)
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        return super().admin_view(guarded, cacheable)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Let somebody choose a password, and write down that they did."""
        from hub.acts.staff import password_changed

        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            password_changed(cast("User", request.user), outside.now())
        return response

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
        allowed = [(reverse(f"admin:{name}"), words) for name, words in BAR if doors.may_open(request.user, name)]
        # The longest address that fits is where we are: the start page's fits everything.
        here = max((url for url, _ in allowed if request.path.startswith(url)), key=len, default="")
        return [{"url": url, "words": words, "here": url == here} for url, words in allowed]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put our pages before Django's. The name of each stands in `hub.office.doors`, or it is shut."""
        from hub.office import addresses, guests, kiosks, log_page, moderation, paper, staff, start, tell, totp

        wrap = self.admin_view
        ours: list[URLPattern | URLResolver] = [
            path("guests/<int:pk>/", wrap(guests.page), name="guests"),
            path("guests/<int:pk>/act", wrap(guests.act), name="guests-act"),
            path("guests/<int:pk>/lend", wrap(guests.lend), name="guests-lend"),
            path("guests/<int:pk>/print", wrap(paper.printed), name="guests-print"),
            path("guests/<int:pk>/guests.csv", wrap(paper.csv_file), name="guests-csv"),
            path("guests/<int:pk>/rule", wrap(guests.rule), name="guests-rule"),
            path("guests/<int:pk>/calendar.ics", wrap(paper.one_calendar), name="guests-ics"),
            path("groups/<int:pk>/begin", wrap(start.begin), name="begin"),
            path("tell/", wrap(tell.page), name="tell"),
            path("moderation/", wrap(moderation.page), name="moderation"),
            path("moderation/<str:kind>/<str:item>/decide", wrap(moderation.decide), name="moderation-decide"),
            path("moderation/<int:pk>/undo", wrap(moderation.undo), name="moderation-undo"),
            path("staff/", wrap(staff.everybody), name="staff"),
            path("staff/new", wrap(staff.new), name="staff-new"),
            path("staff/<int:pk>/", wrap(staff.one), name="colleague"),
            path("staff/<int:pk>/act", wrap(staff.act), name="colleague-act"),
            path("log/", wrap(log_page.page), name="log"),
            path("log/log.csv", wrap(log_page.csv_file), name="log-csv"),
            path("calendar.ics", wrap(paper.calendar), name="calendar"),
            path("refusals/<str:op>/close", wrap(start.close_refusal), name="refusal-close"),
            path("alarms/<int:pk>/close", wrap(start.close_alarm), name="alarm-close"),
            path("kiosks/", wrap(kiosks.fleet), name="kiosks"),
            path("kiosks/new", wrap(kiosks.new), name="kiosk-new"),
            path("kiosks/<str:pk>/", wrap(kiosks.one), name="kiosk"),
            path("kiosks/<str:pk>/act", wrap(kiosks.act), name="kiosk-act"),
            path("authenticator", wrap(totp.page), name="authenticator"),
        ]
        return [*addresses.paths(wrap), *ours, *super().get_urls()]


def first_thing(request: HttpRequest) -> str:
    """Name the page somebody must see to before anything else: a second step that is demanded, a password others have seen."""
    from hub.acts import second_step
    from hub.models import StaffPlace

    user: Any = request.user
    if not user.is_authenticated:
        return ""
    if not user.is_verified() and second_step.demanded(user):
        return "authenticator"
    return "password_change" if StaffPlace.objects.filter(user_id=user.pk, must_change=True).exists() else ""
