"""The demo library: what the demo branch's files say, with made-up people signed up, and one account."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from hub import outside
from hub.acts import content, fleet
from hub.acts.staff import make_account
from hub.commands import demo_notes
from hub.commands.demo_people import sign_up
from hub.config import ROOT
from hub.models import Event, Group, Library, Meeting, Occasion, Translation

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FILES = ROOT / "assets" / "demo"


def made(now: datetime) -> list[str]:
    """Make the demo where it is not; give the lines to print."""
    if Library.objects.exists():
        return ["hub: the data folder was set up before; its accounts and passwords stand"]
    with transaction.atomic():
        return _made(now)


def _made(now: datetime) -> list[str]:
    """Make it, whole or not at all."""
    library = content.add_library("demo", "Aalborg Hovedbibliotek", now=now)
    profile = library.profile
    profile.opening_da, profile.opening_en = "Her mødes bøger og mennesker", "Where books and people meet"
    profile.desk, profile.notes_on = "Skranken i stueetagen", True
    content.save_profile(profile, who="demo", now=now)
    for row in _rows("events.json"):
        _event(library, row, now)
    for row in _rows("groups.json"):
        _group(library, row, now)
    sign_up(library, {row["key"]: row for name in ("events.json", "groups.json") for row in _rows(name)}, now)
    demo_notes.write(library, now)
    return _accounts(library, now)


def _accounts(library: Library, now: datetime) -> list[str]:
    """Make the account, and a code for a kiosk."""
    secret = outside.password()
    make_account("admin", secret, role="Administrator", libraries=[])
    User.objects.filter(username="admin").update(is_superuser=True)
    fresh = fleet.make_code(library, "Ved indgangen", approve=False, hours=24, who="demo", now=now)
    return [
        f"hub: log in as »admin« with the password  {secret}",
        f"hub: a kiosk may enrol with the code  {fresh.code}  at {settings.CONFIG.address}",
    ]


def _rows(name: str) -> list[dict[str, Any]]:
    """Read a file of the demo branch."""
    rows: list[dict[str, Any]] = json.loads((FILES / name).read_text("utf-8"))["rows"]
    return rows


def _words(value: Any, language: str) -> str:
    """Give words in one language: a text is Danish."""
    if isinstance(value, dict):
        return str(value.get(language, ""))
    return str(value or "") if language == "da" else ""


def _body(row: dict[str, Any], language: str) -> str:
    """Give the paragraphs in one language."""
    return "\n\n".join(filter(None, (_words(each, language) for each in row.get("body", []))))


def _common(library: Library, row: dict[str, Any], title: str) -> dict[str, Any]:
    """Give the fields that events and groups share."""
    seats = row.get("seats", {})
    return {
        "library": library,
        "key": row["key"],
        "title": _words(row[title], "da"),
        "summary": _words(row.get("summary"), "da"),
        "body": _body(row, "da"),
        "place": row.get("place", ""),
        "signup": seats.get("signup", "none"),
        "waitlist": seats.get("waitlist", False),
        "langs": " ".join(row.get("languages", ["da"])),
    }


def _keep(occasion: Occasion, row: dict[str, Any], title: str, now: datetime) -> None:
    """Keep an occasion with its English words."""
    content.save(occasion, capacity=row.get("seats", {}).get("capacity"), who="demo", now=now)
    if _words(row[title], "en"):
        Translation.objects.create(
            occasion=occasion,
            lang="en",
            title=_words(row[title], "en"),
            summary=_words(row.get("summary"), "en"),
            body=_body(row, "en"),
            when=_words(row.get("when"), "en"),
            bring=_words(row.get("bring"), "en"),
        )
    content.publish(occasion, now)


def _event(library: Library, row: dict[str, Any], now: datetime) -> None:
    """Make an event; a weekly row is one for each of its dates, under the keys that the folder's reader gives them."""
    start, end = _span(row["date"], now)
    if "weekday" not in row["date"]:
        _dated(library, row, start, end, now)
        return
    for week in (timedelta(weeks=number) for number in range(row["date"].get("weeks", 1))):
        day = timezone.localtime(start + week).date()
        _dated(library, row | {"key": f"{row['key']}:{day.isoformat()}"}, start + week, end + week, now)


def _dated(library: Library, row: dict[str, Any], start: datetime, end: datetime, now: datetime) -> None:
    """Make one event."""
    event = Event(
        **_common(library, row, "title"),
        kind="event",
        start=start,
        end=end,
        all_day="time" not in row["date"],
        price=row.get("price"),
        for_children=row.get("for_children", False),
        audiences=", ".join(row.get("audiences", [])),
        tags=", ".join(row.get("tags", [])),
        link=row.get("link", ""),
        state="cancelled" if row.get("state") == "Cancelled" else "active",
    )
    _keep(event, row, "title", now)


def _group(library: Library, row: dict[str, Any], now: datetime) -> None:
    """Make one group."""
    group = Group(
        **_common(library, row, "name"),
        kind="group",
        when=_words(row.get("when"), "da"),
        host=row.get("host", ""),
        bring=_words(row.get("bring"), "da"),
        quorum=row.get("quorum"),
    )
    _keep(group, row, "name", now)
    starts = [_span(date, now)[0] + timedelta(weeks=week) for date in row.get("dates", []) for week in range(date.get("weeks", 1))]
    Meeting.objects.bulk_create(Meeting(occasion=group, start=start) for start in starts)
    content.publish(group, now)


def _span(date: dict[str, Any], now: datetime) -> tuple[datetime, datetime]:
    """Count a date of the demo from today."""
    today = timezone.localtime(now).date()
    away = date["day"] if "day" in date else (DAYS.index(date["weekday"]) - today.weekday()) % 7
    clock = time.fromisoformat(date.get("time", "08:00"))
    start = datetime.combine(today + timedelta(days=away), clock, tzinfo=timezone.get_default_timezone())
    return start, start + timedelta(days=date.get("days", 1) - 1, minutes=date.get("minutes", 60 if "time" in date else 720))
