"""Codes of the contract, said to a librarian: what happened, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

REFUSALS: dict[str, tuple[Words, Words]] = {
    "no_such_event": (
        _("Arrangementet findes ikke her"),
        _("Er det slettet eller skrevet med en anden nøgle? Ring til den, der har sedlen, hvis I kan."),
    ),
    "event_over": (_("Arrangementet var forbi"), _("Brevet kom for sent frem. Se, om kiosken mangler net.")),
    "closed": (_("Tilmeldingen var lukket"), _("Åbn den igen, og bed kiosken sende igen, hvis der er plads.")),
    "full": (_("Der var ingen plads"), _("Giv flere pladser eller en venteliste, og bed kiosken sende igen.")),
    "bad_text": (_("Teksten kunne ikke bruges"), _("Fejl i kiosken: sig det til en tekniker.")),
    "bad_field": (_("Brevet var udfyldt forkert"), _("Fejl i kiosken: sig det til en tekniker.")),
    "too_big": (_("Brevet var for stort"), _("Fejl i kiosken: sig det til en tekniker.")),
    "id_reused": (_("Samme nummer, andet indhold"), _("Fejl i kiosken: sig det til en tekniker.")),
    "unknown_key": (
        _("Forseglet med en nøgle, vi ikke har"),
        _("Sig det til en tekniker med det samme: nøglen ligger i en sikkerhedskopi."),
    ),
    "no_such_signup": (
        _("Ingen tilmelding med den kode"),
        _("Koden kan være skrevet forkert. Kig på listen, hvis nogen henvender sig."),
    ),
}

ALARMS: dict[str, Words] = {
    "beyond_head": _("En kiosk har set nyere data, end vi har. Er databasen lagt tilbage uden ny epoke?"),
    "old_secret": _("En kiosk bruger en gammel nøgle. Er den kopieret eller lagt tilbage?"),
    "clock": _("En kiosks ur går mere end fem minutter forkert."),
}

PARTS: dict[str, Words] = {
    "printer": _("printeren"),
    "scanner": _("scanneren"),
    "store": _("disken"),
    "sync": _("forbindelsen"),
    "voice": _("stemmen"),
}

ACTS: dict[str, Words] = {
    "occasion_saved": _("gemte"),
    "occasion_shown": _("satte på kiosken"),
    "occasion_hidden": _("tog af kiosken"),
    "profile_saved": _("gemte filialens profil"),
    "code_made": _("lavede en tilmeldingskode"),
    "device_enrolled": _("kiosk tilmeldt"),
    "secret_changed": _("kiosk skiftede nøgle"),
    "device_approved": _("godkendte kiosk"),
    "device_revoked": _("spærrede kiosk"),
    "device_revoked_wipe": _("spærrede kiosk og bad den slette alt"),
    "rotation_asked": _("bad kiosk skifte nøgle"),
    "signup_cancelled": _("meldte fra"),
    "signup_moved_up": _("gav plads fra ventelisten"),
    "signup_told": _("gav besked"),
    "seats_lent": _("lånte pladser ud"),
    "names_opened": _("så navne"),
    "names_printed": _("udskrev navne"),
    "names_exported": _("hentede navne som fil"),
    "refusal_closed": _("lukkede et afvist brev"),
    "alarm_closed": _("lukkede en alarm"),
    "note_decided": _("afgjorde et forslag"),
    "retention": _("slettede gammelt (personer / tips / stubbe / afviste / gravsten)"),
    "logged_in": _("loggede ind"),
    "totp_on": _("slog totrins-log ind til"),
    "totp_off": _("slog totrins-log ind fra"),
}


def refusal_words(code: str) -> tuple[Words, Words]:
    """Say why something was refused, and what to do."""
    return REFUSALS.get(code, (code, ""))


def alarm_words(kind: str) -> Words:
    """Say what is wrong."""
    return ALARMS.get(kind, kind)


def act_words(act: str) -> Words:
    """Say what somebody did."""
    return ACTS.get(act, act)
