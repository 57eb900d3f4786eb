"""A picture of the glass as the profile would have it: at rest, and Home. Drawn here, so that it needs no script."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hub.acts.colours import ROOMS, worn
from hub.models import BranchProfile
from hub.office.pictures import spiral_path
from hub.office.profile_form import LANGUAGES, ROOM_WORDS

WIDE, HIGH, EDGE = 270, 480, 14
LONGEST = 26
"""Letters of a line in the picture; the glass itself breaks its lines."""


def glass_picture(profile: BranchProfile) -> SafeString:
    """Draw both screens side by side."""
    title = _("Sådan ser glasset ud")
    return format_html(
        '<svg class="glass" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg>',
        f"{title}: {', '.join(str(ROOM_WORDS[room]) for room in tiles(profile))}",
        2 * WIDE + 24,
        HIGH,
        _resting(profile),
        mark_safe(f'<g transform="translate({WIDE + 24} 0)">{_home(profile)}</g>'),  # noqa: S308 - its words are escaped below
    )


def tiles(profile: BranchProfile) -> list[str]:
    """Give the rooms on Home, in their order."""
    return [room for room in profile.tiles.split() if room in ROOMS] or list(ROOMS)


def _resting(profile: BranchProfile) -> SafeString:
    """Draw the glass at rest."""
    first = tiles(profile)[0]
    pair = worn(profile.colours)[first]
    field, words = escape(pair["field"]), escape(pair["text"])
    spiral = f'<path transform="translate(51 60) scale(7)" d="{spiral_path(4.25)}" fill="none" stroke="{words}" stroke-width=".9"/>'
    lines = _wrapped(profile.opening_da or _("linjen på forsiden"))
    said = "".join(_words(line, 300 + 26 * at, 20, words) for at, line in enumerate(lines))
    return mark_safe(  # noqa: S308 - numbers, checked colours and escaped words
        f'<rect width="{WIDE}" height="{HIGH}" fill="{field}"/>{spiral}{_words(profile.library.name, 262, 13, words)}{said}'
        + _words(_("Rør skærmen"), 450, 15, words)
    )


def _home(profile: BranchProfile) -> SafeString:
    """Draw Home: the rooms as the branch orders them."""
    rooms, colours = tiles(profile), worn(profile.colours)
    high = (HIGH - 110) / len(rooms)
    parts = [f'<rect width="{WIDE}" height="{HIGH}" fill="#FBF6EC"/>', _words(profile.library.name, 38, 15, "#1A1A1A")]
    for at, room in enumerate(rooms):
        field, words = (escape(colours[room][part]) for part in ("field", "text"))
        top = 60 + at * high
        parts.append(f'<rect y="{top:.1f}" width="{WIDE}" height="{high:.1f}" fill="{field}"/>')
        parts.append(_words(str(ROOM_WORDS[room]), top + high / 2 + 7, 22, words))
    names = " · ".join(LANGUAGES.get(tag, tag) for tag in profile.languages.split() or LANGUAGES)
    return mark_safe("".join(parts) + _words(names, 460, 12, "#1A1A1A"))  # noqa: S308 - as above


def _words(text: str, y: float, size: int, colour: str) -> str:
    """Draw one line."""
    return f'<text x="{EDGE}" y="{y:.1f}" font-size="{size}" font-weight="600" fill="{colour}">{escape(text[:60])}</text>'


def _wrapped(text: str) -> list[str]:
    """Break a line in two or three."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LONGEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:4]
