"""Runs of one script: which of our typefaces writes a character, and in which direction."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

LATIN = ""
"""The typeface without a surname: Latin, Greek and Cyrillic letters, digits and signs."""

BLOCKS = (
    (0x0000, LATIN),
    (0x0530, "Armenian"),
    (0x0590, "Hebrew"),
    (0x0600, "Arabic"),
    (0x0700, LATIN),
    (0x0750, "Arabic"),
    (0x0780, LATIN),
    (0x08A0, "Arabic"),
    (0x0900, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, LATIN),
    (0x0B80, "Tamil"),
    (0x0C00, LATIN),
    (0x0E00, "Thai"),
    (0x0E80, LATIN),
    (0x10A0, "Georgian"),
    (0x1100, LATIN),
    (0x1200, "Ethiopic"),
    (0x13A0, LATIN),
    (0x1C90, "Georgian"),
    (0x1CC0, LATIN),
    (0x2D00, "Georgian"),
    (0x2D30, LATIN),
    (0x2D80, "Ethiopic"),
    (0x2DE0, LATIN),
    (0xFB1D, "Hebrew"),
    (0xFB50, "Arabic"),
    (0xFE00, LATIN),
    (0xFE70, "Arabic"),
    (0xFEFF, LATIN),
)
"""Where each typeface begins among the characters of Unicode."""

STARTS = tuple(start for start, _ in BLOCKS)

SPACES = " \u00a0\u200c\u200d"
SHARED = {"Arabic": SPACES + "0123456789.:-"}
"""What a typeface has besides its letters, and that is set with them. The others have spaces."""

MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")

FIRST_OTHER = "\u0530"
"""No character before this one needs another typeface, or is written from the right."""


def family_of(character: str) -> str:
    """Give the typeface's surname: `Arabic` for Noto Sans Arabic, empty for Noto Sans itself."""
    return BLOCKS[bisect_right(STARTS, ord(character)) - 1][1]


def is_latin(words: str) -> bool:
    """Whether Noto Sans itself writes all of it."""
    return all(family_of(character) == LATIN for character in words)


def is_rtl_line(line: str) -> bool:
    """Whether the first letter of a line is written from the right."""
    return next((found for found in map(_direction, line) if found), "L") == "R"


def runs_of(words: str) -> tuple[tuple[str, str], ...]:
    """Split words into runs of one typeface and one direction, each with its typeface."""
    if all(character < FIRST_OTHER for character in words):
        return ((words, LATIN),) if words else ()
    runs: list[str] = []
    families: list[str] = []
    for character in words:
        family = _family_in(character, families[-1] if families else LATIN)
        if runs and family == families[-1]:
            runs[-1] += character
        else:
            _set_space_apart(runs, families, family)
            runs.append(character)
            families.append(family)
    return tuple(zip(runs, families, strict=True))


def signs_apart(runs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Give runs for a line from the right: signs at either end of Latin words stand for themselves, for they belong to the line."""
    apart: list[tuple[str, str]] = []
    for run, family in runs:
        letters = [index for index, character in enumerate(run) if character.isalnum()]
        if family == LATIN and letters:
            first, last = letters[0], letters[-1] + 1
            parts = (run[:first], run[first:last], run[last:])
            apart += [(part, family) for part in parts if part]
        else:
            apart.append((run, family))
    return tuple(apart)


def turned(run: str) -> str:
    """Give a run of signs alone as it stands in a line from the right: backwards, and its brackets mirrored."""
    if any(character.isalnum() for character in run):
        return run
    return run[::-1].translate(MIRRORED)


def _family_in(character: str, before: str) -> str:
    """Give the typeface of a character: a space, and what else its typeface has, stays with the letters before it."""
    family = family_of(character)
    return before if family == LATIN and character in SHARED.get(before, SPACES) else family


def _set_space_apart(runs: list[str], families: list[str], coming: str) -> None:
    """Take the space off the last run and make it a run of its own: it stands between two directions."""
    if runs and runs[-1].endswith(" ") and "".join(runs[-1]).strip(" ") and coming != families[-1]:
        runs[-1] = runs[-1][:-1]
        runs.append(" ")
        families.append(LATIN)


def _direction(character: str) -> str:
    """Give `R` or `L` for a letter, nothing for a digit, a space or a sign."""
    return {"R": "R", "AL": "R", "L": "L"}.get(unicodedata.bidirectional(character), "")
