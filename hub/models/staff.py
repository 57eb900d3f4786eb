"""Who works here, what they did, and what they ought to look at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models.place import Library


class StaffPlace(models.Model):
    """The branches somebody works at; none = all of them. `must_change` = a password that somebody else has seen."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_place")
    libraries = models.ManyToManyField(Library, blank=True, verbose_name=_("biblioteker"))
    must_change = models.BooleanField(default=False, editable=False)

    class Meta:
        """What staff call it."""

        verbose_name = _("arbejdssted")
        verbose_name_plural = _("arbejdssteder")

    def __str__(self) -> str:
        return ""


class RecoveryCode(models.Model):
    """A word that opens the door once, in place of the authenticator; only its SHA-256 is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "used" if self.used_at else "unused"


class AuditLog(models.Model):
    """Who did what to what, and when. Never a visitor's name or contact."""

    at = models.DateTimeField(_("hvornår"), db_index=True)
    who = models.CharField(_("hvem"), max_length=150)
    act = models.CharField(_("hvad"), max_length=40)
    what = models.CharField(_("med hvad"), max_length=200, blank=True)
    library = models.ForeignKey(Library, on_delete=models.SET_NULL, null=True, verbose_name=_("bibliotek"))

    class Meta:
        """What staff call it."""

        verbose_name = _("linje i loggen")
        verbose_name_plural = _("log over handlinger")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.act} {self.what}"


class Alarm(models.Model):
    """Something that staff or a technician must look at; one open alarm a kind and a branch."""

    kind = models.CharField(max_length=20)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True)
    what = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kind
