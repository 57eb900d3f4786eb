"""What a slip stands for, on a phone: the event, how it stands, the calendar, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from hub import calendars, outside
from hub.acts import queueing
from hub.models import Signup
from hub.models.desk import SignupState
from hub.public.asking import address_of

TOKEN = re.compile(r"[BCDFGHJKMNPQRSTVWXZ2-9]{16}", re.ASCII)
MOST_A_MINUTE = 30

View = Callable[[HttpRequest, str], HttpResponse]


def _quiet(view: View) -> View:
    """Slow down who asks too often, keep search engines out, and speak the visitor's language."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        if _too_often(request):
            response = render(request, "public/slow.html", status=429)
            response["Retry-After"] = "60"
        else:
            response = view(request, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def _too_often(request: HttpRequest) -> bool:
    """Count an address's questions of this minute."""
    name = f"k:{sha256(address_of(request).encode()).hexdigest()}"
    cache.add(name, 0, 60)
    try:
        return cache.incr(name) > MOST_A_MINUTE
    except ValueError:
        return False


def _found(token: str) -> Signup | None:
    """Find a slip's sign-up: the token in any case, by its hash alone."""
    plain = token.upper()
    if not TOKEN.fullmatch(plain):
        return None
    slip = sha256(plain.encode("ascii")).hexdigest()
    return Signup.objects.select_related("occasion", "library", "library__profile").filter(slip=slip).order_by("-id").first()


def _speak(request: HttpRequest, signup: Signup | None) -> None:
    """Choose the language: asked for, else the visitor's on the kiosk, else the browser's."""
    asked = request.GET.get("lang") or request.POST.get("lang") or (signup.lang if signup else "")
    if asked:
        language = "da" if asked.startswith("da") else "en"
        translation.activate(language)


def _missing(request: HttpRequest) -> HttpResponse:
    """Say that the kiosk may not have reached us yet."""
    return render(request, "public/unknown.html", status=404)


@_quiet
@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the slip stands for."""
    signup = _found(token)
    _speak(request, signup)
    if signup is None:
        return _missing(request)
    return render(request, "public/slip.html", _context(signup, token))


def _context(signup: Signup, token: str) -> dict[str, object]:
    """Gather what the page shows: nothing of a person."""
    occasion, now = signup.occasion, outside.now()
    language = translation.get_language() or "da"
    words = occasion.translations.filter(lang=language).first()
    live = signup.status in (SignupState.CONFIRMED, SignupState.WAITLIST) and not queueing.over(occasion, now)
    return {
        "signup": signup,
        "occasion": occasion,
        "title": words.title if words else occasion.title,
        "summary": words.summary if words else occasion.summary,
        "when": (words.when if words and words.when else occasion.when),
        "token": token,
        "language": language,
        "live": live and occasion.state != "cancelled",
        "over": queueing.over(occasion, now),
        "next_meeting": occasion.meetings.filter(start__gt=now).first(),
    }


@_quiet
@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar file."""
    signup = _found(token)
    _speak(request, signup)
    if signup is None:
        return _missing(request)
    return calendars.response([signup.occasion], "samlingspunkt.ics", outside.now())


@_quiet
@csrf_protect
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then let them off."""
    signup = _found(token)
    _speak(request, signup)
    if signup is None:
        return _missing(request)
    if request.method == "GET":
        return render(request, "public/cancel.html", _context(signup, token))
    if _context(signup, token)["live"]:
        queueing.cancel(signup.pk, who="web", now=outside.now())
    return HttpResponseRedirect(f"{reverse('slip', args=[token])}?lang={translation.get_language()}")
