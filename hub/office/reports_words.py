"""What is counted, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.office.words import Words

SLIPS: dict[str, Words] = {
    "signup": _("tilmelding"),
    "cancelled": _("afmelding"),
    "tips": _("boganbefalinger"),
}
"""A slip's kind -> what it is called."""
