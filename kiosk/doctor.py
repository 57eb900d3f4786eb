"""`kiosk doctor`: looks at everything a kiosk needs, one thing at a time, and says what to do about what is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.build import ASSETS
from kiosk.look_devices import states
from kiosk.outside import wall
from kiosk.ports import PortError
from kiosk.settings import Settings, SettingsError, folder_of, read
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.store.content import Content

LEAST_FREE_MB = 200
WINDOW_S = 30
FACES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSerif-Regular.ttf")
FIRST_YEAR, LAST_YEAR = 2026, 2060

WINDOW_PROBE = """
from screens.window import prepare
prepare(width=320, height=240, cursor=False)
from kivy.core.window import Window
from kivy.graphics.opengl import glGetString, GL_RENDERER
print(glGetString(GL_RENDERER).decode() if Window else "")
"""


class Finding(Struct, frozen=True):
    """What was looked at, how it is (`well`, `note`, `bad`), what was seen, and what to do."""

    what: str
    state: str
    seen: str
    remedy: str = ""


def examine(config: Path, *, as_json: bool) -> int:
    """Print the findings; 0 when nothing is bad, else 1."""
    findings = list(findings_of(config))
    if as_json:
        print(msgspec.json.encode(findings).decode())  # noqa: T201 - asked for
    else:
        for finding in findings:
            print(f"{finding.state:<5} {finding.what}: {finding.seen}" + (f"\n      {finding.remedy}" if finding.remedy else ""))  # noqa: T201
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def findings_of(config: Path) -> Iterator[Finding]:
    """Look at everything; without settings there is little to look at."""
    try:
        settings = read(config)
    except SettingsError as error:
        yield Finding("settings", "bad", f"{error.file}: {error.where}: {error.what}", error.remedy)
        return
    yield Finding("settings", "well", str(config))
    yield _clock()
    yield _fonts(settings)
    yield _words(settings)
    yield _window()
    data = folder_of(config, settings.data.folder)
    yield _folder(data)
    yield from _files(data)
    yield from _seal(settings, data)
    yield _hub(settings, config)
    for each in states(settings):
        yield Finding(each.device, each.state, each.seen, each.remedy)


def _clock() -> Finding:
    """A clock that stands in another decade stops TLS."""
    now = wall()
    if FIRST_YEAR <= now.year <= LAST_YEAR:
        return Finding("clock", "well", f"{now:%Y-%m-%d %H:%M}")
    return Finding(
        "clock", "bad", f"{now:%Y-%m-%d %H:%M}", "Set the time, and replace the battery of the clock if it is lost again"
    )


def _fonts(settings: Settings) -> Finding:
    """The faces the glass and the slips are set in."""
    folder = Path(settings.fonts.folder)
    missing = [face for face in FACES if not (folder / face).exists()]
    if missing:
        return Finding("fonts", "bad", f"{', '.join(missing)} missing in {folder}", "apt-get install fonts-noto-core")
    return Finding("fonts", "well", str(folder))


def _words(settings: Settings) -> Finding:
    """A catalogue for every language on offer."""
    spoken = Catalogue.load(ASSETS / "words").spoken
    missing = [tag for tag in settings.languages.offered if tag not in spoken]
    if missing:
        return Finding("languages", "bad", f"no catalogue for {', '.join(missing)}", "Take them out of languages.offered")
    return Finding("languages", "well", ", ".join(settings.languages.offered))


def _window() -> Finding:
    """Open a small window, and see who draws it."""
    if not os.environ.get("DISPLAY"):
        return Finding("display", "bad", "DISPLAY is not set", "Start an X server, or run this where the kiosk runs")
    try:
        probe = subprocess.run(  # noqa: S603 - our own lines
            [sys.executable, "-c", WINDOW_PROBE], capture_output=True, text=True, timeout=WINDOW_S, check=False
        )
    except subprocess.TimeoutExpired:
        return Finding("display", "bad", "no window within 30 s", "Look at the X server's log")
    renderer = probe.stdout.strip()
    if not renderer:
        return Finding(
            "display", "bad", "no window could be opened", "apt-get install libgl1 libegl1 libgl1-mesa-dri, and check DISPLAY"
        )
    if "llvmpipe" in renderer:
        return Finding(
            "display", "note", f"{renderer}: drawn without a graphics processor", "Works, but slower: look for its driver"
        )
    return Finding("display", "well", renderer)


def _folder(data: Path) -> Finding:
    """The data folder: there, writable, with room."""
    if not data.is_dir():
        return Finding("data folder", "bad", f"{data} is not there", f"mkdir -m 700 {data}, owned by the kiosk's user")
    if not os.access(data, os.W_OK | os.X_OK):
        return Finding(
            "data folder", "bad", f"{data} cannot be written", "Give it to the kiosk's user; is the disk mounted read-only?"
        )
    free = shutil.disk_usage(data).free // 2**20
    if free < LEAST_FREE_MB:
        return Finding("data folder", "bad", f"{free} MB free", f"Make room: at least {LEAST_FREE_MB} MB")
    return Finding("data folder", "well", f"{data}, {free} MB free")


def _files(data: Path) -> Iterator[Finding]:
    """The two databases, and what they hold."""
    if not data.is_dir():
        return
    for what, look in (("letters", _letters), ("content", _content)):
        try:
            yield look(data)
        except PortError as error:
            remedy = "Stop the kiosk, keep a copy of the data folder, and see docs/runbook.md"
            yield Finding(what, "bad", error.reason, remedy)


def _letters(data: Path) -> Finding:
    """The outbox."""
    from kiosk.store.db import open_letters
    from kiosk.store.letters import Letters

    counts = Letters(open_letters(data / "letters.db")).counts()
    seen = f"{counts.waiting} waiting, {counts.sent} sent, {counts.parked} refused"
    if counts.parked:
        return Finding("letters", "note", seen, "The refused ones stand on the staff screen")
    return Finding("letters", "well", seen)


def _content(data: Path) -> Finding:
    """What has been fetched, and whether the sync process lives."""
    content = _open_content(data)
    programme = content.programme(wall())
    beat = content.last_beat()
    seen = f"{len(programme.events)} events, {len(programme.groups)} groups, {len(programme.sources)} sources"
    troubled = [f"{note.name}: {note.trouble}" for note in programme.sources if note.trouble]
    if troubled:
        remedy = "Check the source's address and the network; what it gave before stays"
        return Finding("content", "bad", f"{seen}; {', '.join(troubled)}", remedy)
    if content.closed():
        return Finding("content", "bad", f"{seen}; the hub has revoked this kiosk", "Enrol it again, then start kiosk sync anew")
    if beat is None or beat.silent(wall()):
        return Finding("content", "bad", f"{seen}; the sync process is silent", "Start kiosk sync (its unit, in the field)")
    return Finding("content", "well", seen)


def _open_content(data: Path) -> Content:
    """Open content.db. Raises StoreError."""
    from kiosk.store.content import Content
    from kiosk.store.db import open_content

    return Content(open_content(data / "content.db"))


def _seal(settings: Settings, data: Path) -> Iterator[Finding]:
    """A key to seal personal fields to: without one there are no sign-ups."""
    key = settings.seal.public
    if not key and data.is_dir():
        try:
            found = _open_content(data).seal()
        except PortError:
            found = None
        key = found.public if found else ""
    if key:
        yield Finding("seal key", "well", "there is one")
    else:
        yield Finding("seal key", "bad", "none: the glass takes no sign-ups", "Enrol the kiosk at the hub, or set seal.public")


def _hub(settings: Settings, config: Path) -> Finding:
    """The hub's address and our secret. Whether it answers is the sync process's to say."""
    from kiosk.build_sync import uplink_of
    from kiosk.ports import UplinkError

    try:
        uplink = uplink_of(settings, config)
        enrolled = uplink is not None and bool(uplink.line.keys.enrolment().device)
    except SettingsError as error:
        return Finding("hub", "bad", error.what, error.remedy)
    except UplinkError as error:
        return Finding("hub", "bad", error.reason, "The hub's address begins with https://")
    except PortError as error:
        return Finding("hub", "bad", f"enrolment.json: {error.reason}", "Enrol the kiosk at the hub again")
    if uplink and not enrolled:
        return Finding("hub", "bad", f"{settings.hub.address}: not enrolled", "Ask for a code at the hub, then kiosk enrol CODE")
    return Finding("hub", "well" if uplink else "note", settings.hub.address or "none: sign-ups wait here until there is one")
