"""Drawn from maths: the spiral, and QR codes."""

from __future__ import annotations

import math

import qrcode
from django.utils.safestring import SafeString, mark_safe

QUIET = 4


def code_picture(text: str) -> SafeString:
    """Draw a QR code as SVG: one path, no colours of its own."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="qr" role="img" aria-label="QR" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def spiral_path(turns: float = 3.25, radius: float = 10.0, steps: int = 90) -> str:
    """Give an Archimedean spiral round 12,12 as the path of an SVG of 24 by 24."""
    points = [_point(step / steps, turns, radius) for step in range(steps + 1)]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _point(part: float, turns: float, radius: float) -> tuple[float, float]:
    angle = part * turns * 2 * math.pi
    return 12 + radius * part * math.cos(angle), 12 + radius * part * math.sin(angle)
