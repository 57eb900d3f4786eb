"""`kiosk replay`: walks a journal through the machine and says where it went another way than it did then."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.build import ASSETS, machine
from kiosk.house import house_of, seal_in
from kiosk.outside import wall
from kiosk.programme import Programme
from kiosk.runtime.replay import Replayed, read_journal, replay
from kiosk.settings import Branch, Settings, SettingsError, folder_of, read
from kiosk.visit.states import Home, Kiosk
from kiosk.words.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.store.content import Content


def run_replay(journal: Path, config: Path, *, as_json: bool) -> int:
    """Replay; 0 when every line that can be replayed led where it did, 1 when one did not, 2 for no journal."""
    try:
        settings = read(config)
        data = folder_of(config, settings.data.folder)
    except SettingsError:
        settings, data = Settings(branch=Branch(name="?")), config.parent
    content = _content(data)
    programme = content.programme(wall()) if content else Programme()
    sealed = seal_in(settings) is not None or (content is not None and content.seal() is not None)
    house = replace(house_of(settings, data, programme), seal_ready=sealed)
    kiosk = Kiosk(house=house, look=house.look, place=Home())
    try:
        lines = list(replay(read_journal(journal), kiosk, partial(machine, Catalogue.load(ASSETS / "words")), wall()))
    except (OSError, ValueError) as error:
        print(f"kiosk replay: {journal}: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    for line in lines:
        print(msgspec.json.encode(line).decode() if as_json else _said(line))  # noqa: T201
    return 1 if any(line.same is False for line in lines) else 0


def _content(data: Path) -> Content | None:
    """The content of the kiosk whose settings were given, where it is at hand."""
    from kiosk.store.content import Content
    from kiosk.store.db import open_content

    file = data / "content.db"
    return Content(open_content(file)) if file.exists() else None


def _said(line: Replayed) -> str:
    """One line for people."""
    mark = {True: " ", False: "≠", None: "?"}[line.same]
    other = f"  (then: {line.recorded})" if line.same is False else ""
    return f"{mark} {line.ms / 1000:9.3f} s  {line.event:<18} {line.reached}{other}"
