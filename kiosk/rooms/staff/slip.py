"""The trial print: everything a slip can hold, so that staff see what comes out."""

from __future__ import annotations

from kiosk.slips.blocks import Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Slip, Title
from kiosk.visit.states import House
from kiosk.words.texts import Words

LETTERS = "æøå ÆØÅ é ü ß – »…« · 0123456789"
"""What printers get wrong first."""


def trial_slip(house: House, words: Words) -> Slip:
    """A slip that says what it is, and shows the letters and the code that have to come out well."""
    return Slip(
        kind="test",
        language=words.language,
        blocks=(
            Masthead(house.branch, words("demo.slip") if house.programme.demo else ""),
            Headline(words("slip.test.headline")),
            Title(house.library),
            Facts(((words("fact.letters"), LETTERS),)),
            Rule(),
            QrCode("SAMLINGSPUNKT", "BKRT", words("slip.test.code")),
            Paragraph(words("slip.test.line")),
            Foot(words.printed(house.now)),
        ),
    )
