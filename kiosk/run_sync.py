"""`kiosk sync`: brings content in and carries letters out, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from kiosk.build_sync import build_sync

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.settings import Settings


def run_sync(settings: Settings, path: Path) -> int:
    """Run until SIGTERM or SIGINT; gives the exit status."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    build_sync(settings, path).run(stopping)
    return 0


def sync_once(settings: Settings, path: Path, *, as_json: bool) -> int:
    """Push and pull once; 1 when a source or the hub gave nothing."""
    report = build_sync(settings, path).once()
    if as_json:
        print(report.as_json())  # noqa: T201 - asked for
    else:
        for source in report.sources:
            state = source.trouble or ("unchanged" if source.unchanged else f"{source.written} written, {source.deleted} gone")
            print(f"{source.name}: {state}, {source.skipped} skipped")  # noqa: T201
        if report.pushed is not None:
            pushed = report.pushed
            print(f"outbox: {pushed.sent} sent, {pushed.acked} taken, {pushed.parked} refused {pushed.reason}")  # noqa: T201
        if report.pulled is not None:
            pulled = report.pulled
            print(f"hub: {pulled.items} items, {pulled.pictures} pictures {pulled.reason}".rstrip())  # noqa: T201
    ended = [each.reason for each in (report.pushed, report.pulled) if each is not None]
    trouble = any(source.trouble for source in report.sources) or any(ended)
    return 1 if trouble else 0
