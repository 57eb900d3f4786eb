"""Asks the event source under test and insists on an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kiosk.ports import Batch, Validators
from kiosk.sources.dpl_cms import DplEvents
from tests.contracts.cms_server import CmsServer, event_row

if TYPE_CHECKING:
    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.sources.http import HttpGetter

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
KEY = "dpl:00000000-0000-4000-8000-000000000001"


def source(cms: CmsServer, getter: HttpGetter, **settings: Any) -> DplEvents:
    """The source under test."""
    return DplEvents(name="aalborg", base_url=cms.base + "/", getter=getter, **settings)


def batch(asked: DplEvents, now: datetime = NOW) -> Batch:
    """Fetch without a condition."""
    answer = asked.fetch(Validators(), now)
    assert isinstance(answer, Batch)
    return answer


def only(cms: CmsServer, getter: HttpGetter, row: dict[str, Any], *, honest: bool = True, **settings: Any) -> LibraryEvent:
    """Serve one row beside a harmless one and give what became of it."""
    cms.serve_events([row, event_row(999)], honest=honest)
    answer = batch(source(cms, getter, **settings))
    assert answer.events is not None
    (event,) = [event for event in answer.events if not event.key.endswith("999")]
    return event
