"""Reads the body of an answer: the whole of it, or none, and never more than agreed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from urllib3.exceptions import HTTPError, IncompleteRead, ReadTimeoutError

from kiosk.ports import SourceError, SourceTrouble

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

_STEP = 64 * 1024

_GZIP = 16 + zlib.MAX_WBITS
"""zlib's word for: expect a gzip header. Source: zlib manual, inflateInit2."""


def whole_body(raw: BaseHTTPResponse, most: int) -> bytes:
    """Read and unpack to at most `most` bytes. Raises SourceError: truncated, slow or unreadable.

    What was sent is held against Content-Length before it is unpacked, and a packed body must reach its own end.
    """
    coding = raw.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", ""}:
        raise SourceError(SourceTrouble.UNREADABLE.value)
    sent = _sent_bytes(raw, most)
    promised = raw.headers.get("content-length", "")
    if promised.isdigit() and int(promised) != len(sent):
        raise SourceError(SourceTrouble.TRUNCATED.value)
    return _unpacked(sent, most) if "gzip" in coding else sent


def _sent_bytes(raw: BaseHTTPResponse, most: int) -> bytes:
    """The body as it travelled."""
    gathered = bytearray()
    try:
        while piece := raw.read1(_STEP, decode_content=False):
            gathered += piece
            if len(gathered) > most:
                raise SourceError(SourceTrouble.UNREADABLE.value)
    except ReadTimeoutError as error:
        raise SourceError(SourceTrouble.SLOW.value) from error
    except IncompleteRead as error:
        raise SourceError(SourceTrouble.TRUNCATED.value) from error
    except (HTTPError, OSError) as error:
        # A reset in the middle of a body, or a chunk that cannot be read.
        raise SourceError(SourceTrouble.TRUNCATED.value) from error
    return bytes(gathered)


def _unpacked(packed: bytes, most: int) -> bytes:
    """Gzip -> bytes; a bomb stops at `most`, a stream without its end is truncated."""
    stream = zlib.decompressobj(_GZIP)
    try:
        body = stream.decompress(packed, most + 1)
    except zlib.error as error:
        raise SourceError(SourceTrouble.UNREADABLE.value) from error
    if len(body) > most or stream.unused_data:
        raise SourceError(SourceTrouble.UNREADABLE.value)
    if not stream.eof:
        raise SourceError(SourceTrouble.TRUNCATED.value)
    return body
