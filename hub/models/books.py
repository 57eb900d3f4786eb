"""Which books a branch wants on its kiosks, and what the national catalogue says of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models.content import Blob
from hub.models.place import Library


class WantReason(models.TextChoices):
    """Why a branch wants a book."""

    STAFF = "staff", _("personalet vil have den med")
    EVENT = "event", _("et arrangement nævner den")


class Work(models.Model):
    """A work as the catalogue described it last, for all branches. `data` is JSON of the facts that are kept.

    `cover_asked_at` = when its cover was last asked for, whether there was one or not.
    """

    work_id = models.CharField(max_length=64, primary_key=True)
    data = models.TextField()
    asked_at = models.DateTimeField()
    cover = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True)
    cover_asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.work_id


class WorkName(models.Model):
    """What a name (an ISBN of 13 digits, or a work's id) leads to; no work = the catalogue had none when it was asked."""

    name = models.CharField(max_length=64, primary_key=True)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, null=True, related_name="names")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class WantedBook(models.Model):
    """A book a branch wants, by its name. `pick_by` (a first name) and `pick_words` make it a book that somebody stands by."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, verbose_name=_("bibliotek"))
    name = models.CharField(_("ISBN eller værk"), max_length=64, db_index=True)
    reason = models.CharField(_("hvorfor"), max_length=5, choices=WantReason, default=WantReason.STAFF, editable=False)
    pick_by = models.CharField(_("anbefalet af (fornavn)"), max_length=40, blank=True)
    pick_words = models.CharField(_("fordi"), max_length=250, blank=True)
    at = models.DateTimeField(editable=False)

    class Meta:
        """Each book once a reason."""

        verbose_name = _("bog på kiosken")
        verbose_name_plural = _("bøger på kiosken")
        constraints = (models.UniqueConstraint(fields=("library", "name", "reason"), name="wanted_book_once"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
