"""The paper of a pretend printer: it takes commands, draws, and gives a picture at each cut."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from kiosk.slips.qr import qr_dots

if TYPE_CHECKING:
    from devices.printer.reader import Command

LINE = 30
"""Dots from line to line of plain text."""

TEXT_SIZE = 20
"""Makes letters 12 dots wide, as the printers' own are."""

STORE, PRINT = 80, 81
"""Functions of the command for codes."""

CODE_PAGES = {0: "cp437", 2: "cp850", 5: "cp865", 16: "cp1252", 19: "cp858"}


class Platen:
    """Draws what is printed. Knows what our slips use, and enough of text to show a stranger's."""

    def __init__(self, width: int) -> None:
        """Lie ready with blank paper, `width` dots wide."""
        self._width = width
        self._strips: list[Image.Image] = []
        self._words = ""
        self._reset()

    def obey(self, command: Command) -> Image.Image | None:
        """Do a command; give the slip when it was a cut."""
        match command.name:
            case "GS V":
                return self.tear_off()
            case "GS v":
                self._raster(command.arguments)
            case "text" | "LF":
                self._write(command)
            case "GS (":
                self._code(command.arguments)
            case _:
                self._set(command.name, command.arguments)
        return None

    def tear_off(self) -> Image.Image | None:
        """Give what is on the paper as one picture; None when nothing is."""
        self._break_line()
        strips, self._strips = self._strips, []
        if not strips:
            return None
        slip = Image.new("1", (self._width, sum(strip.height for strip in strips)), 255)
        top = 0
        for strip in strips:
            slip.paste(strip, (0, top))
            top += strip.height
        return slip

    def _raster(self, arguments: bytes) -> None:
        """Print a band of dots: m xL xH yL yH, then the rows, 1 = black."""
        across, rows = arguments[2] + 256 * arguments[3], arguments[4] + 256 * arguments[5]
        if not across * rows:
            return
        self._break_line()
        inverted = bytes(byte ^ 0xFF for byte in arguments[6:])
        band = Image.frombytes("1", (across * 8, rows), inverted)
        strip = self._blank(rows)
        strip.paste(band, (self._margin + (self._width - self._margin - band.width) * self._align // 2, 0))
        self._strips.append(strip)

    def _code(self, arguments: bytes) -> None:
        """Draw a QR code: `k`, length, 49, what to do, and its data; only storing and printing matter here."""
        if arguments[:1] != b"k" or len(arguments) < 5:
            return
        if arguments[4] == STORE:
            self._payload = arguments[6:].decode("latin-1")
        elif arguments[4] == PRINT and self._payload:
            self._break_line()
            code = qr_dots(self._payload, self._width)
            if code is not None:
                self._strips.append(self._blank(code.height))
                self._strips[-1].paste(code, ((self._width - code.width) * self._align // 2, 0))

    def _write(self, command: Command) -> None:
        """Collect words; print them at the end of the line."""
        if command.name == "text":
            self._words += command.arguments.decode(self._code_page, errors="replace")
            return
        self._print_words()

    def _break_line(self) -> None:
        """Print words that wait for the end of their line."""
        if self._words:
            self._print_words()

    def _print_words(self) -> None:
        """Print the waiting words on a line of their own, as wide and as high as they were ordered."""
        words, self._words = self._words, ""
        font = _font()
        line = Image.new("1", (max(1, round(font.getlength(words))), LINE), 255)
        pen = ImageDraw.Draw(line)
        pen.fontmode = "1"
        pen.text((0, 0), words, font=font, fill=0)
        if self._bold:
            pen.text((1, 0), words, font=font, fill=0)
        line = line.resize((line.width * self._wide, line.height * self._tall), Image.Resampling.NEAREST)
        strip = self._blank(line.height)
        strip.paste(line, ((self._width - line.width) * self._align // 2, 0))
        self._strips.append(strip)

    def _set(self, name: str, arguments: bytes) -> None:
        """Do a command that prepares, or feeds."""
        match name:
            case "ESC @":
                self._reset()
            case "ESC J" | "ESC d":
                self._break_line()
                self._strips.append(self._blank(arguments[0] * (LINE if name == "ESC d" else 1)))
            case _:
                self._set_up(name, arguments)

    def _set_up(self, name: str, arguments: bytes) -> None:
        """Remember how what comes is to be printed."""
        match name:
            case "ESC a":
                self._align = arguments[0] % 48 % 3
            case "ESC E":
                self._bold = arguments[0] & 1
            case "GS !":
                self._tall, self._wide = 1 + (arguments[0] & 7), 1 + (arguments[0] >> 4 & 7)
            case "GS L":
                self._margin = arguments[0] + 256 * arguments[1]
            case "ESC t":
                self._code_page = CODE_PAGES.get(arguments[0], "cp437")
            case _:
                return

    def _reset(self) -> None:
        """Set everything as after switching on."""
        self._words = ""
        self._payload = ""
        self._align = 0
        self._margin = 0
        self._tall = self._wide = 1
        self._bold = 0
        self._code_page = "cp437"

    def _blank(self, rows: int) -> Image.Image:
        """Give white paper."""
        return Image.new("1", (self._width, rows), 255)


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give letters of equal width; where the system has none, whatever the drawing library has."""
    try:
        return ImageFont.truetype("NotoSansMono-Regular.ttf", TEXT_SIZE)
    except OSError:
        return ImageFont.load_default(TEXT_SIZE)
