"""From the catalogue to the glass, all of it real: the hub's command, the hub that serves, the kiosk's feed, pictures and store."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from time import monotonic

import pytest
import requests

from hub.commands.books import SENTENCES
from hub.sources.trouble import REASONS
from kiosk.store.blobs import BlobShelf
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.feed import FeedShelf
from kiosk.sync.blobs import BlobFetcher
from kiosk.sync.feed import FeedReader
from kiosk.sync.keyring import Fixed, Keyring
from kiosk.sync.line import HubLine
from kiosk.wire import Enrolment
from tests.contracts.fbi_data import PAPERBACK, PID, picture, work
from tests.contracts.fbi_server import AGENCY, PAIR, FbiServer
from tests.hub.real_kiosk import NOON
from tests.hub.served import PROJECT, ServedHub

pytestmark = [pytest.mark.long, pytest.mark.parametrize("catalogue", ["our part of the schema"], indirect=True)]


def set_up(data: Path, catalogue: FbiServer, secret: str = PAIR[1]) -> None:
    """Write hub.toml as a technician does."""
    data.mkdir(exist_ok=True)
    lines = [
        "[fbi]",
        f'agency = "{AGENCY}"',
        f'client_id = "{PAIR[0]}"',
        f'client_secret = "{secret}"',
        f'address = "{catalogue.base}"',
        f'token_address = "{catalogue.base}/oauth/token"',
        'cover_hosts = ["127.0.0.1"]',
        "pause_s = 0.0",
    ]
    (data / "hub.toml").write_text("\n".join(lines), "utf-8")


def run(data: Path, *words: str) -> tuple[int, str]:
    """Run a command of the hub; give its status and all it said."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    command = [sys.executable, "-m", "hub", "--data", str(data), *words]
    done = subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, timeout=90, check=False)
    return done.returncode, done.stdout + done.stderr


def enrolled(hub: ServedHub) -> Enrolment:
    """Become a device of the hub."""
    secret = secrets.token_hex(32)
    digest = sha256(secret.encode()).hexdigest()
    asked = {"code": hub.word("with the code  "), "secret_sha256": digest, "app": "1", "machine": "test"}
    told = requests.post(f"{hub.address}/v1/enrol", json=asked, timeout=10).json()
    return Enrolment(hub=told["hub"], device=told["device"], secret=secret)


def test_a_wanted_book_and_its_cover_reach_the_kiosk_and_the_secret_does_not(catalogue: FbiServer, tmp_path: Path) -> None:
    """Scanned by its paperback's number; its picture whole on the kiosk's disk; not a byte of the pair or the token there."""
    catalogue.works = [work()]
    catalogue.pictures[PID] = (picture(), "image/jpeg")
    set_up(tmp_path / "hub", catalogue)
    with ServedHub(tmp_path / "hub") as hub:
        assert run(hub.data, "want-book", "demo", PAPERBACK, "--by", "Bodil")[0] == 0
        status, said = run(hub.data, "fetch-books")
        assert (status, "1 found" in said, "1 covers" in said) == (0, True, True)

        folder = tmp_path / "kiosk"
        folder.mkdir()
        connection = open_content(folder / "content.db")
        shelf, blobs = FeedShelf(connection, version="1"), BlobShelf(folder / "blobs")
        line = HubLine(base_url=hub.address, keys=Keyring(Fixed(enrolled(hub)), rotates=False))
        reader = FeedReader(line=line, keep=shelf, wall=lambda: NOON, clock=monotonic)
        while reader.pull().more:
            pass
        fetcher = BlobFetcher(line=line, keep=blobs, feed=shelf, clock=monotonic, wall=lambda: NOON)
        assert all(fetcher.fetch(each) for each in fetcher.wanted())

        book = Content(connection).book_by_isbn(PAPERBACK)
        connection.close()
    assert book is not None
    assert (book.title, book.pick and book.pick.by) == ("Prøvens bog 17 : roman", "Bodil")
    assert sha256((folder / "blobs" / book.cover).read_bytes()).hexdigest() == book.cover
    kept = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    for secret in (*PAIR, catalogue.token):
        assert secret.encode() not in kept
        assert secret not in said
        assert secret.encode() not in (hub.data / "hub.db").read_bytes()
        assert secret not in (hub.data / "said.txt").read_text("utf-8")


def test_wrong_credentials_are_said_in_a_sentence(catalogue: FbiServer, tmp_path: Path) -> None:
    """Which names where to look, and not what stands there."""
    set_up(tmp_path / "hub", catalogue, secret="not-the-secret")
    assert run(tmp_path / "hub", "setup")[0] == 0

    status, said = run(tmp_path / "hub", "fetch-books", "--check")

    assert (status, said.strip()) == (1, SENTENCES["bad_credentials"])
    assert "not-the-secret" not in said
    set_up(tmp_path / "hub", catalogue)
    status, said = run(tmp_path / "hub", "fetch-books", "--check")
    assert (status, said.strip()) == (
        0,
        f"The catalogue takes us as {AGENCY}. Largest question: complexity 40 of 3000, depth 6 of 15.",
    )


def test_every_reason_has_its_sentence(catalogue: FbiServer) -> None:
    """So that nobody reads a code."""
    assert set(SENTENCES) == set(REASONS)
