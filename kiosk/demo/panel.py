"""`kiosk panel`: a window beside the glass to scan with, to pull the paper out with, and to see the slips that come."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.build import ASSETS
from kiosk.demo.orders import give
from screens.geometry import Box
from screens.marks import Align, Drawing, Stand
from screens.measures import Measures
from screens.pen import Pen, Typesetter
from screens.theme import load_colours

WIDTH, HEIGHT = 420, 900
MM_PER_PX = 0.31

ORDERS = (
    ("Tag papiret ud", "paper-out"),
    ("Lidt papir tilbage", "paper-low"),
    ("Åbn printerens låg", "cover-open"),
    ("Printeren er i orden", "well"),
    ("Træk printeren ud", "unplug-printer"),
    ("Sæt printeren i", "plug-printer"),
    ("Scan et kort (ti cifre)", "scan 0101505000"),
    ("Scan noget andet", "scan HVAD-ER-DET"),
)
"""What the panel can ask for. Danish and for the demo only: it is not part of the visitor's glass."""


def run_panel(folder: Path, *, left: int) -> int:
    """Open the panel's window at `left` pixels and run it until it is closed."""
    from screens.hand_panel import run_hand_panel

    orders = _orders()
    box = folder / "panel.sock"
    run_hand_panel(
        size=(WIDTH, HEIGHT),
        left=left,
        draw=lambda setter: _draw(setter, orders),
        give=lambda order: give(box, order),
        slips=folder / "slips",
    )
    return 0


def _orders() -> tuple[tuple[str, str], ...]:
    """The scans of three books of the demo shelf, and the other orders."""
    rows = json.loads((ASSETS / "demo" / "books.json").read_text("utf-8"))["rows"]
    books = [row for row in rows if row.get("isbn")][:3]
    return (*((f"Scan »{row['title']}«", f"scan {row['isbn']}") for row in books), *ORDERS)


def _draw(setter: Typesetter, orders: tuple[tuple[str, str], ...]) -> tuple[Drawing, Box]:
    """Draw the controls, and give the drawing and the box left for the newest slip."""
    colours = load_colours(ASSETS / "themes" / "paper.toml")
    measures = Measures(WIDTH, HEIGHT, 1 / MM_PER_PX, 0.62)
    pen = Pen(colours=colours, measures=measures, typesetter=setter)
    pen.fill(measures.glass, colours.tint)
    page = measures.glass.inset(14)
    head, page = page.from_top(46)
    pen.words(head, "Demoens enheder", pen.style(1.6, bold=True), colours.ink, stand=Stand.MIDDLE)
    for row in range(0, len(orders), 2):
        strip, page = page.from_top(46)
        page = page.from_top(8)[1]
        for (words, order), cell in zip(orders[row : row + 2], strip.columns(2, 8), strict=False):
            pen.fill(cell, colours.paper, order)
            style = pen.style(1.0, align=Align.MIDDLE, lines=2, leading=0.85)
            pen.words(cell.inset(6, 0), words, style, colours.ink, stand=Stand.MIDDLE, of=order)
            pen.own_target(order, words, cell, colours.paper, colours.ink)
    return pen.drawing(), page.from_top(8)[1]
