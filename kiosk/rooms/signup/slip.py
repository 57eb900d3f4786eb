"""The papers of a sign-up: that one is on the list, and that one is off it again."""

from __future__ import annotations

from kiosk.rooms.signup.facts import when_and_where
from kiosk.rooms.signup.model import SignupRecord
from kiosk.rooms.signup.said import headline_of_done
from kiosk.slips.blocks import Facts, Foot, Headline, Masthead, Paragraph, QrCode, Slip, Title
from kiosk.visit.states import Done, House
from kiosk.words.texts import Words


def signup_slip(done: Done, house: House, words: Words) -> Slip:
    """Why you hold this paper, what for, the code that finds it again, and what to do if you change your mind."""
    receipt = done.receipt
    return Slip(
        kind="signup",
        language=words.language,
        blocks=(
            _masthead(house, words),
            Headline(headline_of_done(done, words)),
            Title(done.occasion.title.within(words.language)),
            Facts(when_and_where(done.occasion, words, None)),
            QrCode(receipt.link, receipt.code, words("slip.signup.code")),
            Paragraph(words("slip.signup.change")),
            _foot(house, words),
        ),
    )


def cancelled_slip(record: SignupRecord, house: House, words: Words) -> Slip:
    """That the seat is free again, and whose turn it may now be."""
    return Slip(
        kind="cancelled",
        language=words.language,
        blocks=(
            _masthead(house, words),
            Headline(words("cancelled.headline")),
            Title(record.occasion.title.within(words.language)),
            Facts((*when_and_where(record.occasion, words, None), (words("fact.code"), record.code))),
            Paragraph(words("slip.cancelled.change")),
            _foot(house, words),
        ),
    )


def _masthead(house: House, words: Words) -> Masthead:
    """The spiral and the branch."""
    return Masthead(house.branch, words("demo.slip") if house.programme.demo else "")


def _foot(house: House, words: Words) -> Foot:
    """When it was printed."""
    return Foot(words.printed(house.now))
