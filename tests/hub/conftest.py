"""What the tests of the hub have in common: a data folder of their own, an empty database for each test, and a kiosk.

`HUB_DATABASE_URL` in the environment runs all of them on PostgreSQL; see test_hub_postgresql.py, which does.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

DATA = Path(tempfile.mkdtemp(prefix="hub-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["HUB_DATA"] = str(DATA)
os.environ["HUB_ADDRESS"] = "http://127.0.0.1:8642"
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"

import django  # noqa: E402 - the folder must be known before
from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["tests.hub.quick.QuickArgon2"]
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import translation  # noqa: E402

from hub.acts import content  # noqa: E402
from hub.acts.roles import keep_roles  # noqa: E402
from hub.models import Library  # noqa: E402
from hub.outside import now  # noqa: E402
from tests.contracts.fbi_server import FbiServer, whole_schema  # noqa: E402
from tests.hub.desk import Kiosk, enrolled  # noqa: E402
from tests.hub.fbi_desk import CatalogueDesk  # noqa: E402

ON_POSTGRESQL = bool(os.environ.get("HUB_DATABASE_URL"))
KEPT = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


def pytest_unconfigure() -> None:
    """Leave nothing behind: a worker process of pytest-xdist does not come by its own end."""
    connections.close_all()
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def empty() -> Path:
    """Make the tables and the roles, once."""
    call_command("migrate", verbosity=0)
    keep_roles()
    connections.close_all()
    if not ON_POSTGRESQL:
        shutil.copy(DATA / "hub.db", DATA / "empty.db")
    return DATA


@pytest.fixture(autouse=True)
def _fresh(empty: Path) -> Iterator[None]:
    """Give each test an empty database."""
    if ON_POSTGRESQL:
        _truncate()
    else:
        connections.close_all()
        for end in ("-wal", "-shm"):
            (empty / f"hub.db{end}").unlink(missing_ok=True)
        shutil.copy(empty / "empty.db", empty / "hub.db")
    cache.clear()
    translation.activate("da")
    yield
    connections.close_all()


def _truncate() -> None:
    """Empty all that is not part of the program."""
    tables = [name for name in connection.introspection.table_names() if name not in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


@pytest.fixture
def data() -> Path:
    """Give the data folder."""
    return DATA


@pytest.fixture
def library() -> Library:
    """Give a branch that takes notes too."""
    made = content.add_library("vejgaard", "Vejgaard Bibliotek", now=now())
    made.profile.notes_on = True
    content.save_profile(made.profile, who="test", now=now())
    return made


@pytest.fixture
def kiosk(library: Library) -> Kiosk:
    """Give a kiosk that was let in."""
    return enrolled(library)


@pytest.fixture(params=["our part of the schema", "the whole schema"])
def catalogue(request: pytest.FixtureRequest) -> Iterator[FbiServer]:
    """Give the national catalogue, judged by our own part of its schema, and by the whole where that is beside the project."""
    schema = None
    if request.param == "the whole schema":
        schema = whole_schema(request.getfixturevalue("shared_contracts"))
    with FbiServer(schema).running() as server:
        yield server


@pytest.fixture
def desk(catalogue: FbiServer, tmp_path: Path) -> CatalogueDesk:
    """Give a hub that asks it."""
    return CatalogueDesk(catalogue, tmp_path)
