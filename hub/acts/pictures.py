"""Pictures of events and covers of books: scaled here, so that a slow line has little to carry."""

from __future__ import annotations

import io
from datetime import datetime
from hashlib import sha256
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from hub.models import Blob

LONGEST_SIDE = 1600
LARGEST = 2 * 1024 * 1024
MOST_PIXELS = 60_000_000


class PictureError(Exception):
    """It is no picture we can use."""


def keep(file: IO[bytes], now: datetime, *, longest: int = LONGEST_SIDE, most_pixels: int = MOST_PIXELS) -> Blob:
    """Read a picture, scale it to `longest` dots, drop all that is not the picture itself, and keep it. Raises PictureError.

    One with more than `most_pixels` is not unpacked: a small file can hold a picture larger than the memory.
    """
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > most_pixels:
                raise PictureError("too_big")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureError("no_picture") from error
    upright.thumbnail((longest, longest))
    content = _written(upright)
    values = {
        "type": "image/jpeg",
        "bytes": len(content),
        "w": upright.width,
        "h": upright.height,
        "content": content,
        "made_at": now,
    }
    return Blob.objects.get_or_create(pk=sha256(content).hexdigest(), defaults=values)[0]


def _written(picture: Image.Image) -> bytes:
    """Write a JPEG small enough. Raises PictureError."""
    for quality in (85, 70, 50):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise PictureError("too_big")
