"""The paper of a book's tips: what to look for, why, and where, in the order one walks."""

from __future__ import annotations

from kiosk.rooms.reading.said import because, shelf_line, walking_order
from kiosk.slips.blocks import Block, BookTip, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Slip, Title
from kiosk.visit.states import BookPage, House
from kiosk.words.texts import Words


def book_tips_slip(page: BookPage, house: House, words: Words) -> Slip:
    """The book, and the tips in walking order. A QR code only where the book has a page to lead to."""
    blocks: list[Block] = [
        Masthead(house.branch, words("demo.slip") if house.programme.demo else ""),
        Headline(words("slip.tips.headline")),
        Title(page.book.title),
        Paragraph(page.book.author),
        Rule(),
        *_tips(page, words),
    ]
    if page.book.link:
        blocks.append(QrCode(page.book.link, "", words("slip.tips.link")))
    blocks += [Paragraph(words("slip.tips.change")), Foot(words.printed(house.now))]
    kept = tuple(block for block in blocks if block != Paragraph(""))
    return Slip(kind="book_tips", language=words.language, blocks=kept)


def _tips(page: BookPage, words: Words) -> list[BookTip]:
    """The tips, numbered as one walks."""
    walked = sorted(page.tips, key=lambda tip: walking_order(tip.book.shelf))
    return [
        BookTip(number, tip.book.title, tip.book.author, because(tip.reason, words), shelf_line(tip.book.shelf, words.language))
        for number, tip in enumerate(walked, start=1)
    ]
