"""A slip becomes the bytes of one print job: set-up, bands or text, and the cut.

python-escpos encodes what it encodes well (set-up, places, codes); bands, cut, margins and questions are our own commands, because
it sends a whole picture where half of it is white, and cuts inside the margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.printer import commands as c
from devices.printer import library
from devices.printer.bands import bands
from devices.printer.profiles import GENERIC
from kiosk.ports import DeviceError, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from devices.printer.profiles import Profile
    from kiosk.slips.blocks import Slip
    from kiosk.slips.layout import SlipLayout

TEAR_LINES = 5
"""Lines fed where there is no cutter: until the last one can be torn off."""


class SlipEncoder:
    """Gives the bytes of a slip for one kind of printer. Draws and imports when the first slip comes."""

    def __init__(self, *, profile: Profile, font_folder: Path) -> None:
        """Keep what the layout will need."""
        self._profile = profile
        self._font_folder = font_folder
        self._made: SlipLayout | None = None

    def __call__(self, slip: Slip) -> bytes:
        """Draw and encode a slip. Raises DeviceError `not_configured` when the fonts cannot be read."""
        try:
            if self._profile.mode == "text":
                from devices.printer.text_job import text_bytes

                return _whole(text_bytes(slip, self._profile, self._layout()), self._profile)
            return job_bytes(self._layout().dots(slip), self._profile)
        except OSError as error:
            raise DeviceError(Trouble.NOT_CONFIGURED.value) from error

    def _layout(self) -> SlipLayout:
        """Make the layout once; its imports are too slow for the start of the kiosk."""
        if self._made is None:
            from kiosk.slips.layout import SlipLayout
            from kiosk.slips.paper import paper_of

            self._made = SlipLayout(paper_of(self._profile.paper_mm), font_folder=self._font_folder)
        return self._made


def job_bytes(dots: Image.Image, profile: Profile = GENERIC) -> bytes:
    """Encode a picture of mode "1" as one print job, set-up and cut included."""
    return _whole(bands(dots, margins=profile.left_margin), profile)


def _whole(inner: bytes, profile: Profile) -> bytes:
    """Put set-up and cut round what is printed."""
    set_up = library.reset() + (c.SUBSCRIBE if profile.asb else b"") + (c.UNITS if profile.left_margin else b"")
    return set_up + inner + (c.CUT if profile.cutter else c.feed(TEAR_LINES))
