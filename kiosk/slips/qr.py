"""A QR code as dots, in whole dots per module and with its quiet zone."""

from __future__ import annotations

from PIL import Image
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

QUIET = 4
"""Modules of white on every side. Source: ISO/IEC 18004."""

WISHED = 300
"""Dots: about 37 mm, the size that read best under ink spread, dead head dots and a faint band."""

SMALLEST_MODULE = 6
"""Dots per module under which phones begin to fail."""

ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
"""Characters that a QR code packs two to 11 bits."""


def qr_dots(payload: str, widest: int) -> Image.Image | None:
    """Draw `payload` as a QR code of mode "1", quiet zone included; None when it cannot be made to fit `widest` dots.

    Correction Q where the payload is all alphanumeric (and so small), else M; less only if it would not fit.
    """
    wished = ERROR_CORRECT_Q if set(payload) <= ALPHANUMERIC else ERROR_CORRECT_M
    for correction in (wished, ERROR_CORRECT_M, ERROR_CORRECT_L):
        modules = _modules(payload, correction)
        if modules and (len(modules) + 2 * QUIET) * SMALLEST_MODULE <= widest:
            return _drawn(modules, widest)
    return None


def quiet_dots(code: Image.Image) -> int:
    """Give how many dots of white stand at the left of a code that `qr_dots` drew."""
    box = code.convert("L").point([255 - grey for grey in range(256)]).getbbox()
    return box[0] if box else 0


def _modules(payload: str, correction: int) -> list[list[bool]]:
    """Give the modules without quiet zone; empty when there is no QR code large enough, or nothing to say."""
    if not payload:
        return []
    maker = QRCode(error_correction=correction, border=0)
    maker.add_data(payload)
    try:
        maker.make(fit=True)
    except (DataOverflowError, ValueError):
        return []
    return [[bool(module) for module in row] for row in maker.get_matrix()]


def _drawn(modules: list[list[bool]], widest: int) -> Image.Image:
    """Draw modules with the quiet zone, as near to the wished width as whole dots allow."""
    across = len(modules) + 2 * QUIET
    side = max(SMALLEST_MODULE, min(WISHED, widest) // across)
    code = Image.new("1", (across, across), 255)
    for y, row in enumerate(modules):
        for x, black in enumerate(row):
            if black:
                code.putpixel((x + QUIET, y + QUIET), 0)
    return code.resize((across * side, across * side), Image.Resampling.NEAREST)
