"""Real servers and a real, impatient getter for the tests of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.sources.http import HttpGetter
from tests.contracts.cms_server import CmsServer
from tests.contracts.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A running web server without pages."""
    with WebServer().running() as server:
        yield server


@pytest.fixture
def getter() -> HttpGetter:
    """The real getter with little patience."""
    return HttpGetter(connect_s=0.3, silence_s=0.3, total_s=0.6, most_bytes=1_000_000)


@pytest.fixture
def patient() -> HttpGetter:
    """The real getter with the patience of the field."""
    return HttpGetter()


@pytest.fixture
def cms(project: Path) -> Iterator[CmsServer]:
    """A running CMS whose rows are judged by its real description, where that is beside the project."""
    description = project.parent / "shared" / "contracts" / "dpl-cms" / "openapi.json"
    server = CmsServer(description if description.is_file() else None)
    with server.running():
        yield server
