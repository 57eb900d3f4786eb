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

HELD: dict[str, Words] = {
    "cpr": _("ligner et cpr-nummer"),
    "phone": _("ligner et telefonnummer"),
    "email": _("ligner en e-mailadresse"),
    "web": _("ligner en webadresse"),
}

TELL: dict[str, Words] = {
    "moved_up": _("»Der er blevet en plads til dig.« Spørg, om de stadig vil komme."),
    "called_off": _("»Det er desværre aflyst.«"),
    "moved": _("»Det er flyttet.« Sig den nye tid eller det nye sted."),
    "overbooked": _("»Vi har lovet flere pladser, end vi har.« Tilbyd en anden dag, eller find en større sal."),
    "starts": _("»I er nok til at begynde.« Sig, hvornår I mødes første gang."),
}
"""What staff say, by what they have to tell."""

PARTS: dict[str, Words] = {
    "printer": _("printeren"),
    "scanner": _("scanneren"),
    "store": _("disken"),
    "sync": _("forbindelsen"),
    "voice": _("stemmen"),
}

ROLE_WORDS: dict[str, Words] = {
    "Filialmedarbejder": _("Ser, hvem der kommer, med navne. Giver pladser, melder fra, giver besked."),
    "Redaktør": _("Skriver arrangementer, fællesskaber og filialens profil. Ser ingen navne."),
    "Moderator": _("Afgør tips, forslag og opslag. Ser ingen navne."),
    "Tekniker": _("Tager kiosker ind, spærrer dem og læser loggen. Ser ingen navne."),
    "Administrator": _("Alt det, og passer kontiene."),
}

ACT_GROUPS: dict[str, tuple[Words, tuple[str, ...]]] = {
    "names": (
        _("Navne set, hentet eller slettet"),
        ("names_opened", "names_printed", "names_exported", "names_erased", "retention"),
    ),
    "people": (
        _("Tilmeldinger og beskeder"),
        ("signup_cancelled", "signup_moved_up", "signup_told", "signup_untold", "group_begun", "refusal_closed"),
    ),
    "content": (
        _("Arrangementer og filialen"),
        ("occasion_saved", "occasion_shown", "occasion_hidden", "profile_saved", "book_wanted", "book_unwanted"),
    ),
    "decided": (_("Afgørelser"), ("note_decided", "decision_undone")),
    "kiosks": (
        _("Kiosker"),
        (
            "code_made",
            "device_enrolled",
            "device_approved",
            "device_revoked",
            "device_revoked_wipe",
            "rotation_asked",
            "secret_changed",
            "settings_wanted",
            "settings_undone",
        ),
    ),
    "accounts": (
        _("Konti og log ind"),
        (
            "logged_in",
            "totp_on",
            "totp_off",
            "recovery_made",
            "recovery_used",
            "password_changed",
            "password_reset",
            "account_made",
            "account_changed",
            "account_on",
            "account_off",
            "second_step_reset",
        ),
    ),
}
"""What the log can be narrowed to at one click: words, and the acts."""

ACTS: dict[str, Words] = {
    "occasion_saved": _("gemte"),
    "occasion_shown": _("satte på kiosken"),
    "occasion_hidden": _("tog af kiosken"),
    "profile_saved": _("gemte filialens profil"),
    "book_wanted": _("satte en bog på kiosken"),
    "book_unwanted": _("tog en bog af kiosken"),
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
    "signup_untold": _("fortrød, at der var givet besked"),
    "queue_auto": _("lod ventelisten rykke op af sig selv"),
    "queue_staff": _("lod personalet vælge fra ventelisten"),
    "group_begun": _("sagde, at et fællesskab begynder"),
    "seats_lent": _("lånte pladser ud"),
    "settings_wanted": _("satte kiosk-indstillinger"),
    "settings_undone": _("fortrød kiosk-indstillinger"),
    "report_exported": _("hentede en rapport"),
    "seats_back": _("tog lånte pladser tilbage"),
    "names_opened": _("så navne"),
    "names_printed": _("udskrev navne"),
    "names_exported": _("hentede navne som fil"),
    "names_erased": _("slettede navne, fordi tiden var gået"),
    "refusal_closed": _("lukkede et afvist brev"),
    "alarm_closed": _("lukkede en alarm"),
    "note_decided": _("afgjorde et forslag"),
    "decision_undone": _("fortrød en afgørelse"),
    "retention": _("slettede gammelt (personer / tips / stubbe / afviste / gravsten)"),
    "logged_in": _("loggede ind"),
    "totp_on": _("slog totrins-log ind til"),
    "totp_off": _("slog totrins-log ind fra"),
    "recovery_made": _("lavede nye nødkoder"),
    "recovery_used": _("loggede ind med en nødkode (tilbage)"),
    "password_changed": _("skiftede adgangskode"),
    "account_made": _("oprettede en konto"),
    "account_changed": _("ændrede en konto"),
    "account_off": _("slukkede en konto"),
    "account_on": _("tændte en konto"),
    "password_reset": _("gav en konto ny adgangskode"),
    "second_step_reset": _("nulstillede en kontos totrins-log ind"),
    "log_exported": _("hentede loggen som fil"),
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
