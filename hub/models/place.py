"""Who the hub is, the branches it serves, and what each branch's feed says."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_PATTERN = r"^[A-Za-z0-9_.:-]{1,64}\Z"
"""What a key looks like. Source: wire contract v1, 1.1."""

key_is_plain = RegexValidator(KEY_PATTERN, _("Brug bogstaver a-z, tal og _ . : - (højst 64 tegn)."))


class HubIdentity(models.Model):
    """One row: the hub's name for ever, and its epoch, which is new after a restore.

    One epoch serves all branches, for an error that comes before the sign-in must carry it too.
    """

    hub = models.CharField(max_length=36)
    epoch = models.CharField(max_length=36)
    epoch_since = models.DateTimeField()
    safe_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.hub


class Library(models.Model):
    """A branch. `feed_head` is the number of its newest change, raised in the transaction that makes the change."""

    key = models.CharField(_("nøgle"), max_length=64, unique=True, validators=[key_is_plain])
    name = models.CharField(_("navn"), max_length=100)
    feed_head = models.BigIntegerField(default=0, editable=False)
    feed_floor = models.BigIntegerField(default=0, editable=False)

    class Meta:
        """What staff call it."""

        verbose_name = _("bibliotek")
        verbose_name_plural = _("biblioteker")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class BranchProfile(models.Model):
    """What a branch says of itself, and how its kiosks behave.

    `languages` and `tiles` (the rooms on Home, in order) are words with blanks between, empty = as the kiosk has it. `colours`
    is `{room: {field, text}}`, `opening_more` the opening line in languages that have no column of their own.
    """

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="profile", verbose_name=_("bibliotek"))
    opening_da = models.CharField(_("linje på forsiden, dansk"), max_length=80, blank=True)
    opening_en = models.CharField(_("linje på forsiden, engelsk"), max_length=80, blank=True)
    opening_more = models.JSONField(default=dict, blank=True, editable=False)
    languages = models.CharField(max_length=120, blank=True, editable=False)
    tiles = models.CharField(max_length=120, blank=True, editable=False)
    colours = models.JSONField(default=dict, blank=True, editable=False)
    desk = models.CharField(_("hvor skranken er"), max_length=100, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    signup_on = models.BooleanField(_("kiosken tager imod tilmeldinger"), default=True)
    notes_on = models.BooleanField(_("kiosken tager imod tips og forslag"), default=False)
    poll_after_s = models.PositiveIntegerField(
        _("sekunder mellem to spørgsmål"), default=60, validators=[MinValueValidator(10), MaxValueValidator(3600)]
    )
    beat_after_s = models.PositiveIntegerField(
        _("sekunder mellem to livstegn"), default=60, validators=[MinValueValidator(10), MaxValueValidator(3600)]
    )
    app_wanted = models.CharField(_("ønsket programversion"), max_length=40, blank=True)

    class Meta:
        """What staff call it."""

        verbose_name = _("filialens profil")
        verbose_name_plural = _("filialernes profiler")

    def __str__(self) -> str:
        return self.library.name


class FeedRow(models.Model):
    """An object of a branch at its newest change. `data` is JSON, `{}` when it is deleted."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    deleted = models.BooleanField(default=False)
    data = models.TextField(default="{}")
    at = models.DateTimeField()

    class Meta:
        """Each object once, each number once."""

        constraints = (
            models.UniqueConstraint(fields=("library", "kind", "key"), name="feed_object_once"),
            models.UniqueConstraint(fields=("library", "seq"), name="feed_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.seq}"
