"""What a kiosk makes of the hub's feed: its own parts, fed with the hub's own pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.outside import now
from kiosk.house import house_of
from kiosk.settings import Branch, Settings
from kiosk.store.content import Content
from kiosk.store.db import open_content
from kiosk.store.feed import FeedShelf
from kiosk.visit.states import Home, House, Kiosk, Resting
from kiosk.visit.view import view
from kiosk.visit.views import HomeView, RestingView, Scene
from kiosk.wire import FeedItem, FeedPage
from kiosk.words.catalogue import Catalogue
from tests.hub import desk

WORDS = Path(__file__).resolve().parents[2] / "assets" / "words"
CATALOGUE = Catalogue.load(WORDS)
ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass
class Glass:
    """A kiosk's content, fed by the hub, and what its glass would show of it."""

    hub: desk.Kiosk
    folder: Path
    shelf: FeedShelf
    content: Content

    def sync(self) -> None:
        """Read the feed to its end."""
        more = True
        while more:
            cursor = self.shelf.place().cursor
            page = self.hub.feed(cursor)
            items = tuple(FeedItem(i["seq"], i["kind"], i["key"], i["deleted"], json.dumps(i["data"])) for i in page["items"])
            self.shelf.take(FeedPage(items, page["next"], page["more"], page["reset"]), now().astimezone(ZONE))
            more = page["more"]

    def house(self) -> House:
        """Give the house as it would be after a start now."""
        programme = self.content.programme(now().astimezone(ZONE))
        return house_of(Settings(branch=Branch("Vejgaard")), self.folder, programme, CATALOGUE.spoken)

    def home(self) -> tuple[HomeView, Scene]:
        """Give what Home shows."""
        house = self.house()
        scene = view(Kiosk(house=house, look=house.look, place=Home()), CATALOGUE)
        assert isinstance(scene.view, HomeView)
        return scene.view, scene

    def resting(self) -> RestingView:
        """Give what the glass shows at rest."""
        house = self.house()
        shown = view(Kiosk(house=house, look=house.look, place=Resting()), CATALOGUE).view
        assert isinstance(shown, RestingView)
        return shown


@contextmanager
def glass(hub: desk.Kiosk, folder: Path) -> Iterator[Glass]:
    """Open a kiosk's files."""
    writer, reader = open_content(folder / "content.db"), open_content(folder / "content.db")
    try:
        yield Glass(hub, folder, FeedShelf(writer, version="1", device=lambda: hub.device), Content(reader))
    finally:
        writer.close()
        reader.close()
