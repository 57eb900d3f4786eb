"""What came from the kiosks: ops, the sign-ups and notes in them, and what was refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.models.content import Occasion
from hub.models.fleet import Device
from hub.models.place import Library


class Op(models.Model):
    """An op that took effect, once and for ever. A stub stays when the person is erased, or a late retry would make it again.

    `hash` is of the canonical JSON as received. `ballots` keep no device and only the day.
    """

    id = models.CharField(max_length=36, primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.PROTECT)
    device = models.ForeignKey(Device, on_delete=models.SET_NULL, null=True)
    kind = models.CharField(max_length=32)
    hash = models.CharField(max_length=64)
    status = models.CharField(max_length=12)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SignupState(models.TextChoices):
    """Where a sign-up is."""

    CONFIRMED = "confirmed", _("har plads")
    WAITLIST = "waitlist", _("på venteliste")
    CANCELLED = "cancelled", _("meldt fra")
    ERASED = "erased", _("slettet")


class Tell(models.TextChoices):
    """What staff have to tell the person, who was told something else."""

    NOTHING = "", _("intet")
    MOVED_UP = "moved_up", _("har fået en plads")
    CALLED_OFF = "called_off", _("arrangementet er aflyst")
    MOVED = "moved", _("arrangementet er flyttet")
    OVERBOOKED = "overbooked", _("der er for mange: find en løsning")
    STARTS = "starts", _("fællesskabet begynder")


class Signup(models.Model):
    """A sign-up. The person is in `box`, which only a staff view opens; emptied when its time is over.

    `id` counts arrivals: the queue's order. `slip` is the SHA-256 of the slip's token.
    """

    id = models.BigAutoField(primary_key=True)
    op = models.OneToOneField(Op, on_delete=models.PROTECT)
    library = models.ForeignKey(Library, on_delete=models.PROTECT)
    device = models.ForeignKey(Device, on_delete=models.SET_NULL, null=True)
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="signups")
    seats = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=4)
    seal = models.CharField(max_length=64)
    box = models.TextField(blank=True)
    consent = models.CharField(max_length=60)
    lang = models.CharField(max_length=35)
    slip = models.CharField(max_length=64, blank=True, db_index=True)
    status = models.CharField(max_length=12, choices=SignupState)
    at = models.DateTimeField()
    made_at = models.CharField(max_length=40, blank=True)
    tell = models.CharField(max_length=12, choices=Tell, blank=True, default="")
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=150, blank=True)

    class Meta:
        """Found by event and state, and by the code on the slip."""

        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        default_permissions = ("view", "change")
        permissions = (("open_names", _("Kan se navne og kontakt")),)
        indexes = (models.Index(fields=("occasion", "status")), models.Index(fields=("occasion", "code")))

    def __str__(self) -> str:
        return self.code


class NoteState(models.TextChoices):
    """What staff decided."""

    NEW = "new", _("venter på dig")
    APPROVED = "approved", _("godkendt")
    REFUSED = "refused", _("afvist")


class Note(models.Model):
    """A tip, a proposal or a neighbour's post: shown nowhere before a person has read it.

    `why` is a reason from the list, `reason` is what staff say in their own words.
    """

    op = models.OneToOneField(Op, on_delete=models.PROTECT, editable=False)
    library = models.ForeignKey(Library, on_delete=models.PROTECT, editable=False, verbose_name=_("bibliotek"))
    about = models.CharField(_("om"), max_length=10, editable=False)
    text = models.CharField(_("tekst"), max_length=140, editable=False)
    ref = models.CharField(_("handler om"), max_length=64, blank=True, editable=False)
    code = models.CharField(_("kode"), max_length=4, editable=False)
    held = models.CharField(_("se efter"), max_length=60, blank=True, editable=False)
    state = models.CharField(_("afgørelse"), max_length=8, choices=NoteState, default=NoteState.NEW, db_index=True)
    why = models.CharField(max_length=20, blank=True, editable=False)
    reason = models.CharField(_("venlig begrundelse"), max_length=200, blank=True)
    at = models.DateTimeField(_("kom"), editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """What staff call it."""

        verbose_name = _("tip eller forslag")
        verbose_name_plural = _("tips og forslag")
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """A decision on something that waited for one, whatever its kind; it can be undone, and that is written here too."""

    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=36)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    verdict = models.CharField(max_length=8)
    why = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=150)
    at = models.DateTimeField(db_index=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Found by what it is about."""

        indexes = (models.Index(fields=("kind", "item")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.verdict}"


class Ballot(models.Model):
    """One ballot. No person, no kiosk, no order, no minute: the key is random and the day is all."""

    id = models.CharField(max_length=36, primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.PROTECT)
    question = models.CharField(max_length=64, db_index=True)
    data = models.TextField()

    def __str__(self) -> str:
        return self.question


class Refusal(models.Model):
    """An op that was refused, so that staff see it: what and why, never who."""

    op = models.CharField(max_length=36, primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    kind = models.CharField(max_length=32)
    reason = models.CharField(max_length=20)
    event = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"
