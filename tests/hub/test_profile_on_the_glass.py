"""What is changed in the back office is seen on the glass after a sync: the hub's real feed, the kiosk's real parts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hub.acts import content, lending, remote
from hub.models import Device, Library
from hub.outside import now
from kiosk.programme import RoomColours
from kiosk.rooms.local.flow import occasion_of
from kiosk.settings import LANGUAGES
from kiosk.store.db import open_letters
from kiosk.store.lent import lent_left
from kiosk.store.letters import Letters
from kiosk.wire import Layer
from screens.theme import BODY_CONTRAST, contrast, load_colours, with_rooms
from tests.hub.desk import Kiosk, event, group
from tests.hub.glass import WORDS, ZONE, glass


def keep(library: Library, **changed: object) -> None:
    """Change the profile as the page does."""
    profile = library.profile
    for name, value in changed.items():
        setattr(profile, name, value)
    content.save_profile(profile, who="test", now=now())


def test_a_line_languages_and_fields_are_seen_after_a_sync(library: Library, kiosk: Kiosk, tmp_path: Path) -> None:
    """And before it the kiosk shows what its own settings say."""
    event(library)
    group(library)
    with glass(kiosk, tmp_path) as shown:
        shown.sync()
        before = [field.room.value for field in shown.home()[0].fields]

        keep(library, opening_da="Kom indenfor", opening_en="Come in", languages="en da", tiles="communities local")
        shown.sync()

        assert [field.room.value for field in shown.home()[0].fields] == ["communities", "local"] != before
        assert shown.resting().opening == "Come in"
        assert shown.house().languages == ("en", "da")


def test_a_language_without_words_is_not_offered_and_an_empty_profile_changes_nothing(
    library: Library, kiosk: Kiosk, tmp_path: Path
) -> None:
    """A newer hub may know languages that this program does not."""
    with glass(kiosk, tmp_path) as shown:
        keep(library, languages="xx en")
        shown.sync()
        assert shown.house().languages == ("en",)

        keep(library, languages="", tiles="nonsense")
        event(library)
        shown.sync()

        assert shown.house().languages == LANGUAGES
        assert [field.room.value for field in shown.home()[0].fields] == ["local"]


def test_the_branchs_colours_dress_the_rooms_unless_they_cannot_be_read(library: Library, kiosk: Kiosk, tmp_path: Path) -> None:
    """The kiosk measures for itself."""
    keep(library, colours={"local": {"field": "#003300", "text": "#FFFFFF"}, "reading": {"field": "#777777", "text": "#888888"}})
    with glass(kiosk, tmp_path) as shown:
        shown.sync()
        told = shown.home()[1].colours

    assert told == (RoomColours("local", "#003300", "#FFFFFF"), RoomColours("reading", "#777777", "#888888"))
    usual = load_colours(WORDS.parent / "themes" / "paper.toml")
    dressed = with_rooms(usual, told)
    assert dressed.rooms["local"] != usual.rooms["local"]
    assert dressed.rooms["reading"] == usual.rooms["reading"]
    assert all(contrast(pair.field, pair.text) >= BODY_CONTRAST for pair in dressed.rooms.values())


def test_settings_from_afar_come_together_from_branch_and_kiosk(library: Library, kiosk: Kiosk, tmp_path: Path) -> None:
    """The kiosk's own go before the branch's; the version names both."""
    device = Device.objects.get(pk=kiosk.device)
    with glass(kiosk, tmp_path) as shown:
        shown.sync()
        assert shown.shelf.layer(kiosk.device) == Layer()

        remote.want(library, None, {"look.theme": "night", "sound.on": True}, who="t", now=now())
        remote.want(library, device, {"sound.on": False}, who="t", now=now())
        shown.sync()

        layer = shown.shelf.layer(kiosk.device)
        assert layer == Layer(remote.wanted_version(device), {"look.theme": "night", "sound.on": False})


def test_lent_seats_are_free_to_this_kiosk_and_promised_until_their_time(library: Library, kiosk: Kiosk, tmp_path: Path) -> None:
    """To any other kiosk they are taken."""
    occasion = event(library, capacity=2)
    moment = now()
    lending.lend_out(occasion, Device.objects.get(pk=kiosk.device), 2, moment + timedelta(hours=2), who="t", now=moment)
    with glass(kiosk, tmp_path) as shown:
        shown.sync()
        (seen,) = shown.content.programme(moment.astimezone(ZONE)).events

    assert (seen.seats.taken, seen.seats.lent, seen.seats.left) == (0, 2, 2)
    letters = Letters(open_letters(tmp_path / "letters.db"))
    found = occasion_of(seen)
    assert letters.can_promise(found, moment)
    assert not letters.can_promise(found, moment + timedelta(hours=2))
    assert lent_left(letters._db, found, moment) == 2


@pytest.mark.parametrize(
    "wrong", ['{"opening": 3, "tiles": "x", "colours": [], "languages": {"a": 1}}', "[1]", '{"colours": {"local": {"field": 1}}}']
)
def test_a_profile_that_makes_no_sense_changes_nothing(library: Library, kiosk: Kiosk, tmp_path: Path, wrong: str) -> None:
    """A row that is wrong must not cost the glass."""
    event(library)
    with glass(kiosk, tmp_path) as shown:
        shown.sync()
        shown.shelf._db.execute("UPDATE feed SET data = ? WHERE kind = 'settings'", (wrong,))

        assert shown.house().languages == LANGUAGES
        assert len(shown.home()[0].fields) == 1
