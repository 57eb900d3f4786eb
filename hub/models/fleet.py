"""The kiosks: how they came in, what they may, and how they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models.place import Library


class DeviceState(models.TextChoices):
    """What a kiosk may."""

    WAITING = "waiting", _("venter på godkendelse")
    ACTIVE = "active", _("i drift")
    REVOKED = "revoked", _("spærret")


class Device(models.Model):
    """A kiosk. Of its secrets only SHA-256 is kept: the current one, the next one, and the one before."""

    id = models.CharField(max_length=36, primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, verbose_name=_("bibliotek"))
    place = models.CharField(_("hvor den står"), max_length=100)
    state = models.CharField(_("tilstand"), max_length=7, choices=DeviceState)
    wipe = models.BooleanField(default=False)
    secret_sha256 = models.CharField(max_length=64)
    pending_sha256 = models.CharField(max_length=64, blank=True)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    rotate = models.BooleanField(default=False)
    rotated_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(_("tilmeldt"))
    app = models.CharField(_("program"), max_length=40, blank=True)
    machine = models.CharField(_("maskine"), max_length=100, blank=True)
    seen_at = models.DateTimeField(_("sidst set"), null=True)
    beat_at = models.DateTimeField(null=True)
    skew_s = models.IntegerField(null=True)
    uptime_s = models.IntegerField(null=True)
    feed_age_s = models.IntegerField(null=True)
    waiting = models.IntegerField(default=0)
    parked = models.IntegerField(default=0)
    oldest_s = models.IntegerField(default=0)
    bad_rows = models.IntegerField(default=0)
    disk_free_mb = models.IntegerField(null=True)
    parts = models.JSONField(default=dict)
    fault = models.CharField(max_length=200, blank=True)
    settings_running = models.CharField(max_length=41, blank=True)
    settings_trying = models.BooleanField(default=False)
    settings_refused = models.CharField(max_length=41, blank=True)
    settings_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """What staff call it."""

        verbose_name = _("kiosk")
        verbose_name_plural = _("kiosker")
        ordering = ("library__name", "place")

    def __str__(self) -> str:
        return f"{self.library.name}, {self.place}"


class SettingsVersion(models.Model):
    """What the hub wants of the settings of a branch's kiosks, or of one of them; never changed: the newest one counts.

    `values` by key as `kiosk.remote` lists them; `undoes` is the version that a click took back.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="settings_versions")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="settings_versions")
    values = models.JSONField(default=dict)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    undoes = models.BigIntegerField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.pk)


class UseCount(models.Model):
    """How often something happened at a branch's kiosks in one hour: counts, never a visitor. `what` as in `hub.kinds.use`."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    hour = models.DateTimeField()
    what = models.CharField(max_length=40)
    n = models.PositiveIntegerField()

    class Meta:
        """Each count once."""

        constraints = (models.UniqueConstraint(fields=("library", "hour", "what"), name="use_count_once"),)

    def __str__(self) -> str:
        return f"{self.what}: {self.n}"


class EnrolCode(models.Model):
    """A one-time code by which a kiosk is taken in; only its SHA-256 is kept."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, verbose_name=_("bibliotek"))
    place = models.CharField(_("hvor kiosken skal stå"), max_length=100)
    approve = models.BooleanField(_("skal godkendes her bagefter"), default=False)
    expires_at = models.DateTimeField(_("gælder til"))
    made_by = models.CharField(max_length=150, blank=True)
    used_sha256 = models.CharField(max_length=64, blank=True)
    device = models.ForeignKey(Device, on_delete=models.SET_NULL, null=True)

    class Meta:
        """What staff call it."""

        verbose_name = _("tilmeldingskode")
        verbose_name_plural = _("tilmeldingskoder")

    def __str__(self) -> str:
        return self.place


class Attempt(models.Model):
    """One wrong try at something that must not be guessed: a code, a password."""

    kind = models.CharField(max_length=16)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Counted by who and when."""

        indexes = (models.Index(fields=("kind", "who", "at")),)

    def __str__(self) -> str:
        return self.kind
