"""Each setting that can be made from here, in a librarian's words. A test sees that none is missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.office.words import Words

KEYS: dict[str, tuple[Words, Words]] = {
    "look.theme": (_("Farver"), _("Hvordan glasset ser ud, når et besøg begynder.")),
    "look.low_reach": (_("Knapper langt nede"), _("Til en skærm, der hænger højt.")),
    "look.calm": (_("Ro på skærmen"), _("Intet bevæger sig af sig selv.")),
    "sound.on": (_("Lyde"), _("Fire korte lyde: læst, ikke forstået, er du der, færdig.")),
    "content.stale_after_hours": (
        _("Gammelt indhold, timer"),
        _("Så længe uden nyt, før glasset siger, hvor gammelt indholdet er."),
    ),
    "scanner.frame_timeout_ms": (
        _("Scannerens pause, millisekunder"),
        _("Stilhed, der slutter en kode. Mindst 250 for en scanner, der taster. Virker fra næste start."),
    ),
    "scanner.item_pattern": (
        _("Jeres egne stregkoder"),
        _("Sådan ser etiketterne ud, for eksempel [0-9]{8}. Virker fra næste start."),
    ),
}
"""Key -> what it is called, and what it does."""

CHOICES: dict[str, Words] = {
    "paper": _("papir"),
    "night": _("nat"),
    "contrast": _("høj kontrast"),
}

STATES: dict[str, Words] = {
    "none": _("intet er sat herfra"),
    "runs": _("kører"),
    "trying": _("prøver det"),
    "back": _("gik selv tilbage"),
    "waits": _("har ikke hørt det endnu"),
    "old": _("siger ikke, hvad den kører"),
}
"""How a kiosk stands to what is wanted."""

HEALTHS: dict[str, Words] = {
    "ready": _("virker"),
    "trouble": _("driller"),
    "gone": _("er væk"),
}
"""How a part of a kiosk is."""

REASONS: dict[str, Words] = {
    "bug": _("Noget gik i stykker, mens den prøvede."),
    "did_not_stay": _("Den startede to gange uden at komme igennem det første minut."),
}
"""Why a kiosk went back, where it says so by a code."""


def reason_words(reason: str) -> Words:
    """Say why; what is no code of ours is shown as the kiosk wrote it."""
    return REASONS.get(reason, reason)
