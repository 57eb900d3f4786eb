"""What a branch offers: events and groups, their words, dates, pictures and seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models.place import Library, key_is_plain

if TYPE_CHECKING:
    from hub.models.fleet import Device


class SignupMode(models.TextChoices):
    """Whether one can sign up."""

    OPEN = "open", _("åben for tilmelding")
    CLOSED = "closed", _("tilmelding lukket")
    NONE = "none", _("uden tilmelding: kom bare")


class OccasionState(models.TextChoices):
    """Whether it takes place."""

    ACTIVE = "active", _("som planlagt")
    CANCELLED = "cancelled", _("aflyst")
    MOVED = "moved", _("flyttet")


class MoveUp(models.TextChoices):
    """Who gives a freed seat to the queue."""

    STAFF = "staff", _("personalet vælger")
    AUTO = "auto", _("den første på ventelisten, af sig selv")


class Blob(models.Model):
    """A picture, named by the SHA-256 of its bytes; never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    type = models.CharField(max_length=20)
    bytes = models.PositiveIntegerField()
    w = models.PositiveIntegerField()
    h = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.w} x {self.h}"


class Occasion(models.Model):
    """Something one can come to: an event at one time, or a group that meets again and again."""

    KINDS = (("event", _("arrangement")), ("group", _("fællesskab")))

    library = models.ForeignKey(Library, on_delete=models.PROTECT, verbose_name=_("bibliotek"))
    kind = models.CharField(max_length=5, choices=KINDS, editable=False)
    key = models.CharField(
        _("nøgle"), max_length=64, validators=[key_is_plain], help_text=_("Ændres ikke siden: kioskens sedler peger på den.")
    )
    title = models.CharField(_("titel"), max_length=120)
    summary = models.CharField(_("i én sætning"), max_length=250, blank=True)
    body = models.TextField(_("tekst"), max_length=4000, blank=True, help_text=_("En tom linje skiller afsnit."))
    place = models.CharField(_("sted"), max_length=100, blank=True)
    start = models.DateTimeField(_("begynder"), null=True, blank=True)
    end = models.DateTimeField(_("slutter"), null=True, blank=True)
    all_day = models.BooleanField(_("hele dagen"), default=False)
    when = models.CharField(_("hvornår, med ord"), max_length=100, blank=True)
    host = models.CharField(_("vært (fornavn)"), max_length=60, blank=True)
    bring = models.CharField(_("tag med"), max_length=120, blank=True)
    quorum = models.PositiveIntegerField(
        _("begynder, når så mange er med"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    signup = models.CharField(_("tilmelding"), max_length=6, choices=SignupMode, default=SignupMode.NONE)
    waitlist = models.BooleanField(_("venteliste, når der er fuldt"), default=True)
    move_up = models.CharField(_("en ledig plads går til"), max_length=5, choices=MoveUp, default=MoveUp.STAFF)
    state = models.CharField(_("tilstand"), max_length=9, choices=OccasionState, default=OccasionState.ACTIVE)
    langs = models.CharField(_("sprog"), max_length=60, default="da", help_text=_("Sprogkoder med mellemrum: da en uk"))
    price = models.PositiveIntegerField(_("pris i kroner"), null=True, blank=True, validators=[MaxValueValidator(100_000)])
    for_children = models.BooleanField(_("for børn"), default=False)
    audiences = models.CharField(_("målgrupper"), max_length=200, blank=True, help_text=_("Med komma imellem."))
    tags = models.CharField(_("emneord"), max_length=200, blank=True, help_text=_("Med komma imellem."))
    link = models.URLField(_("side på nettet"), max_length=300, blank=True)
    picture = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, editable=False)
    shown = models.BooleanField(_("vises på kiosken"), default=True)
    overbooked = models.BooleanField(default=False, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """A key names one thing at a branch."""

        verbose_name = _("arrangement eller fællesskab")
        verbose_name_plural = _("arrangementer og fællesskaber")
        constraints = (models.UniqueConstraint(fields=("library", "key"), name="occasion_key_once"),)
        indexes = (models.Index(fields=("library", "kind", "start")),)

    def __str__(self) -> str:
        return self.title


class _OneKind(models.Manager[Any]):
    """Rows of one kind of occasion."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def get_queryset(self) -> models.QuerySet[Any]:
        """Give the kind's rows only."""
        return super().get_queryset().filter(kind=self._kind)


class Event(Occasion):
    """An event at one time."""

    objects: ClassVar[_OneKind] = _OneKind("event")

    class Meta:
        """What staff call it."""

        proxy = True
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangementer")
        ordering = ("start",)


class Group(Occasion):
    """A group that meets again and again."""

    objects: ClassVar[_OneKind] = _OneKind("group")

    class Meta:
        """What staff call it."""

        proxy = True
        verbose_name = _("fællesskab")
        verbose_name_plural = _("fællesskaber")
        ordering = ("title",)


class Meeting(models.Model):
    """One meeting of a group."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="meetings")
    start = models.DateTimeField(_("begynder"))

    class Meta:
        """What staff call it."""

        verbose_name = _("mødegang")
        verbose_name_plural = _("mødegange")
        ordering = ("start",)

    def __str__(self) -> str:
        return self.start.isoformat()


class Translation(models.Model):
    """The words of an occasion in another language."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="translations")
    lang = models.CharField(_("sprogkode"), max_length=10, default="en")
    title = models.CharField(_("titel"), max_length=120)
    summary = models.CharField(_("i én sætning"), max_length=250, blank=True)
    body = models.TextField(_("tekst"), max_length=4000, blank=True)
    when = models.CharField(_("hvornår, med ord"), max_length=100, blank=True)
    bring = models.CharField(_("tag med"), max_length=120, blank=True)

    class Meta:
        """One text a language."""

        verbose_name = _("oversættelse")
        verbose_name_plural = _("oversættelser")
        constraints = (models.UniqueConstraint(fields=("occasion", "lang"), name="translation_once"),)

    def __str__(self) -> str:
        return f"{self.lang}: {self.title}"


class Seats(models.Model):
    """An occasion's seats, in a table of their own: a stale form of the occasion must not write them.

    Only conditional updates change the counts. `lent` seats wait at a kiosk; `dirty` = the feed does not know the counts yet.
    """

    occasion = models.OneToOneField(Occasion, on_delete=models.CASCADE, primary_key=True, related_name="seats")
    capacity = models.PositiveIntegerField(_("pladser"), null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    lent = models.PositiveIntegerField(default=0)
    dirty = models.BooleanField(default=True, db_index=True)
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity}"

    @property
    def left(self) -> int | None:
        """How many seats are free; None where nobody counts."""
        return None if self.capacity is None else max(0, self.capacity - self.taken - self.lent)


class SeatLoan(models.Model):
    """Seats that a kiosk may give away by itself while it has no network, until a time.

    `left` is what can still be taken from it, `used` what was: also of promises that came after it was taken back.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="loans")
    device: models.ForeignKey[Device] = models.ForeignKey("hub.Device", on_delete=models.CASCADE, verbose_name=_("kiosk"))
    seats = models.PositiveIntegerField(_("pladser"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    left = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0, editable=False)
    until = models.DateTimeField(_("til"))
    returned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.left}/{self.seats}"
