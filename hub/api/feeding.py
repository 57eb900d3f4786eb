"""Sending the feed: a page, zipped, or word that there is nothing new."""

from __future__ import annotations

import gzip
import json

from django.http import HttpRequest, HttpResponse

from hub import outside
from hub.acts import feed, seating
from hub.acts.audit import alarm
from hub.acts.calling import Caller
from hub.api.answers import Problem, ours, written

MOST_ITEMS = 500
USUAL_ITEMS = 200
WORTH_ZIPPING = 1024


def send(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Give a page, or say that there is nothing new."""
    now = outside.now()
    limit = _limit(request.GET.get("limit", str(USUAL_ITEMS)))
    asked = request.GET.get("cursor", "")
    library = caller.device.library
    if seating.tell_due(library.pk, now):
        library.refresh_from_db(fields=["feed_head"])
    tag = feed.current(caller.identity.epoch, library)
    if asked == tag and request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{tag}"':
        response = HttpResponse(status=304)
    else:
        response = _page(request, feed.read_page(caller.identity.epoch, library, asked, limit), asked, caller)
    response["ETag"] = f'"{tag}"' if not response.has_header("Content-Encoding") else f'W/"{tag}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _limit(text: str) -> int:
    """Read the limit. Raises Problem 422."""
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= MOST_ITEMS:
        raise Problem(422, "bad_envelope")
    return int(text)


def _page(request: HttpRequest, page: feed.Page, asked: str, caller: Caller) -> HttpResponse:
    """Write a page, zipped where that is asked for and worth it."""
    now = outside.now()
    if page.beyond:
        alarm("beyond_head", caller.device.library, caller.device.place, now)
    head = json.dumps(ours(now, caller.identity) | {"from": asked, "reset": page.reset, "next": page.next, "more": page.more})
    text = f'{head[:-1]}, "items": [{", ".join(page.items)}]}}'
    response = written(200, text)
    if len(text) > WORTH_ZIPPING and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(text.encode(), 5, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
    response["Vary"] = "Accept-Encoding"
    return response
