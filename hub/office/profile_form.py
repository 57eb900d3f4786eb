"""The form of the branch's profile, and what it makes of the profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from hub.acts.colours import BODY_CONTRAST, ROOMS, contrast, readable, usual, worn
from hub.models import BranchProfile
from hub.office.words import Words
from kiosk.settings import LANGUAGES as SPOKEN

ROOM_WORDS: dict[str, Words] = {
    "local": _("Det sker her"),
    "communities": _("Mød andre"),
    "debate": _("Sig din mening"),
    "reading": _("Læs"),
}

LANGUAGES = {
    "da": "dansk",
    "da-x-let": "let dansk",
    "en": "English",
    "uk": "українська",
    "pl": "polski",
    "de": "Deutsch",
    "tr": "Türkçe",
    "so": "Soomaali",
    "ar": "العربية",
    "fa": "فارسی",
}
"""Languages by their own names; one that is not among them is shown by its tag."""

LONGEST_LINE = 80


def spoken() -> tuple[str, ...]:
    """Give the languages that the kiosk has words in, in the order they are offered."""
    return SPOKEN


class ProfileForm(forms.Form):
    """What librarians decide of their branch."""

    rest = forms.ChoiceField(label=_("Hviler på"))
    desk = forms.CharField(label=_("Hvor skranken er"), max_length=100, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    signup_on = forms.BooleanField(label=_("Kiosken tager imod tilmeldinger"), required=False)
    notes_on = forms.BooleanField(label=_("Kiosken tager imod tips og forslag"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(tag, LANGUAGES.get(tag, tag)) for tag in spoken()]
        self.fields["rest"].choices = names  # type: ignore[attr-defined] # a ChoiceField's
        for tag, name in names:
            self.fields[f"speak_{tag}"] = forms.BooleanField(label=name, required=False)
            self.fields[f"opening_{tag}"] = forms.CharField(label=name, max_length=LONGEST_LINE, required=False)
        places = [("", _("vises ikke")), *((str(place + 1), str(place + 1)) for place in range(len(ROOMS)))]
        for room in ROOMS:
            self.fields[f"tile_{room}"] = forms.ChoiceField(label=str(ROOM_WORDS[room]), choices=places, required=False)
            for part, words in (("field", _("felt")), ("text", _("ord"))):
                wide = forms.TextInput(attrs={"type": "color", "aria-label": f"{ROOM_WORDS[room]}: {words}"})
                self.fields[f"{part}_{room}"] = forms.CharField(label=words, max_length=7, widget=wide)

    def clean(self) -> dict[str, Any]:
        """Check what hangs together: pairs that can be read, and a language to rest in that is offered."""
        said = super().clean() or self.cleaned_data
        for room in ROOMS:
            if not readable(said.get(f"field_{room}", ""), said.get(f"text_{room}", "")):
                self.add_error(f"field_{room}", ValidationError(_("Ordene kan ikke læses af alle: mindst 7:1.")))
        if not said.get(f"speak_{said.get('rest')}"):
            self.add_error("rest", ValidationError(_("Sproget skal være blandt dem, kiosken taler.")))
        if not any(said.get(f"tile_{room}") for room in ROOMS):
            self.add_error(f"tile_{ROOMS[0]}", ValidationError(_("Vis mindst ét felt.")))
        return said

    @property
    def languages(self) -> list[tuple[BoundField, BoundField]]:
        """Each language: whether it is spoken, and its line at rest."""
        return [(self[f"speak_{tag}"], self[f"opening_{tag}"]) for tag in spoken()]

    @property
    def rooms(self) -> list[tuple[BoundField, BoundField, BoundField, str, bool]]:
        """Each room: its place, its colours, how well they stand out, and whether that is enough."""
        return [self._room(room) for room in ROOMS]

    def _room(self, room: str) -> tuple[BoundField, BoundField, BoundField, str, bool]:
        """One room's row."""
        field, text = self[f"field_{room}"], self[f"text_{room}"]
        try:
            ratio = contrast(str(field.value()), str(text.value()))
        except ValueError:
            ratio = 1.0
        shown = f"{number_format(ratio, 1)}:1"
        return self[f"tile_{room}"], field, text, shown, ratio >= BODY_CONTRAST


def filled(profile: BranchProfile) -> dict[str, Any]:
    """Give what the form begins with."""
    languages = profile.languages.split() or list(spoken())
    tiles = profile.tiles.split() or list(ROOMS)
    colours = worn(profile.colours)
    initial: dict[str, Any] = {name: getattr(profile, name) for name in ("desk", "phone", "email", "signup_on", "notes_on")}
    initial |= {"rest": languages[0]} | {f"speak_{tag}": tag in languages for tag in spoken()}
    lines = {"da": profile.opening_da, "en": profile.opening_en, **profile.opening_more}
    initial |= {f"opening_{tag}": lines.get(tag, "") for tag in spoken()}
    initial |= {f"tile_{room}": str(tiles.index(room) + 1) if room in tiles else "" for room in ROOMS}
    return initial | {f"{part}_{room}": colours[room][part].lower() for room in ROOMS for part in ("field", "text")}


def apply(profile: BranchProfile, said: dict[str, Any]) -> None:
    """Write what the form says into the profile; nothing is kept yet."""
    for name in ("desk", "phone", "email", "signup_on", "notes_on"):
        setattr(profile, name, said[name])
    lines = {tag: said[f"opening_{tag}"] for tag in spoken()}
    profile.opening_da, profile.opening_en = lines.pop("da", ""), lines.pop("en", "")
    profile.opening_more = {tag: line for tag, line in lines.items() if line}
    offered = [tag for tag in spoken() if said[f"speak_{tag}"]]
    profile.languages = " ".join(sorted(offered, key=lambda tag: tag != said["rest"]))
    placed = [room for room in ROOMS if said[f"tile_{room}"]]
    profile.tiles = " ".join(sorted(placed, key=lambda room: said[f"tile_{room}"]))
    profile.colours = {room: pair for room in ROOMS if (pair := _pair(said, room)) is not None}


def _pair(said: dict[str, Any], room: str) -> dict[str, str] | None:
    """Give a room's own colours; None where they are the usual ones, which may change with the program."""
    pair = {part: said[f"{part}_{room}"].upper() for part in ("field", "text")}
    return None if pair == {part: value.upper() for part, value in usual()[room].items()} else pair
