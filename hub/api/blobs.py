"""Sending a picture, whole or from where a slow line broke off."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from hub.api.answers import Problem
from hub.feeds.books import known
from hub.models import Blob, Occasion

RANGE = re.compile(r"bytes=([0-9]{1,10})-([0-9]{1,10})?", re.ASCII)


def send(request: HttpRequest, library_id: int, sha256: str) -> HttpResponse:
    """Give a picture of the library's own feed. Raises Problem 404."""
    blob = Blob.objects.filter(pk=sha256).first() if _named(library_id, sha256) else None
    if blob is None:
        raise Problem(404, "no_such_blob")
    tag = f'"{sha256}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        response = HttpResponse(status=304)
    else:
        response = _content(request, blob)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _named(library_id: int, sha256: str) -> bool:
    """Whether something on the branch's kiosks names it: an event, or a book."""
    occasions = Occasion.objects.filter(library_id=library_id, shown=True, picture_id=sha256)
    return occasions.exists() or known(library_id).filter(cover_id=sha256).exists()


def _content(request: HttpRequest, blob: Blob) -> HttpResponse:
    """Give the bytes asked for; a range that makes no sense gets all of them."""
    content = bytes(blob.content)
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    start = int(asked[1]) if asked else 0
    stop = min(int(asked[2]) + 1 if asked and asked[2] else len(content), len(content))
    if not asked or start >= stop:
        return HttpResponse(content, content_type=blob.type)
    response = HttpResponse(content[start:stop], status=206, content_type=blob.type)
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return response
