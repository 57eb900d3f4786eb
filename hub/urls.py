"""Where everything is."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

from hub.api.v1 import api
from hub.office import language
from hub.public import slip, trouble

urlpatterns = [
    path("v1/", api.urls),
    path("k/<str:token>", slip.page, name="slip"),
    path("k/<str:token>/calendar.ics", slip.calendar, name="slip-calendar"),
    path("k/<str:token>/cancel", slip.cancel, name="slip-cancel"),
    path("icon.svg", trouble.icon, name="icon"),
    path("office/language", language.choose, name="language"),
    path("office/", admin.site.urls),
    path("", RedirectView.as_view(pattern_name="admin:index")),
]

handler400 = "hub.public.trouble.bad"
handler403 = "hub.public.trouble.forbidden"
handler404 = "hub.public.trouble.missing"
handler500 = "hub.public.trouble.broken"
