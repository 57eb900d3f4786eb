"""What Django looks for: puts our tables on the site."""

from __future__ import annotations

from django.contrib import admin

from hub.models import Event, Group
from hub.office import tables
from hub.office.occasions import EventAdmin, GroupAdmin

admin.site.register(Event, EventAdmin)
admin.site.register(Group, GroupAdmin)
tables.register()
