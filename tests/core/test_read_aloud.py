"""Speech for one visitor: a headset, »Læs højt«, loudness and speed, and languages without a voice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, Language
from kiosk.visit.effects import PlaySound, Sound
from kiosk.visit.events import (
    DonePressed,
    GlassTouched,
    HeadsetFound,
    HeadsetPlugged,
    HelpPressed,
    LanguageChosen,
    ReadAloudChosen,
    Room,
    RoomChosen,
    TactilePressed,
)
from kiosk.visit.look import RATES, VOLUMES, TactileKey, VoiceLook
from kiosk.visit.states import EventList, Home, Resting
from kiosk.visit.views import HelpView, HomeView
from tests.core.samples import CATALOGUE, Visitor, house
from tests.core.test_felt_keys import NEXT, SPEAKING, listening


def test_a_headset_that_is_put_in_begins_the_speech() -> None:
    """At rest, and in the middle of a visit."""
    at_rest = Visitor(SPEAKING).do(DonePressed(), HeadsetPlugged(inside=True))
    inside = Visitor(SPEAKING).do(RoomChosen(Room.LOCAL), HeadsetPlugged(inside=True))

    for visitor, place in ((at_rest, Home()), (inside, EventList())):
        assert visitor.kiosk.place == place
        assert (visitor.kiosk.look.voice.on, visitor.kiosk.house.headset) == (True, True)


def test_a_headset_that_is_taken_out_ends_the_speech() -> None:
    """From then on there is no private ear."""
    visitor = listening().do(HeadsetPlugged(inside=True), NEXT, HeadsetPlugged(inside=False))

    assert (visitor.kiosk.look.voice.on, visitor.kiosk.house.headset, visitor.kiosk.focus) == (False, False, -1)


def test_a_headset_that_hangs_there_always_wakes_nobody() -> None:
    """Given the first look at the jack, it is only known, and stays known when the visitor has left."""
    visitor = Visitor(SPEAKING).do(DonePressed(), HeadsetFound(inside=True))

    assert visitor.kiosk.place == Resting()
    assert visitor.kiosk.house.headset
    assert visitor.do(GlassTouched(), DonePressed()).kiosk.house.headset


@pytest.mark.parametrize(
    ("key", "volume", "rate"),
    [
        (TactileKey.LOUDER, VOLUMES - 1, 3),
        (TactileKey.SOFTER, 0, 3),
        (TactileKey.FASTER, 2, RATES - 1),
        (TactileKey.SLOWER, 2, 0),
    ],
)
def test_how_it_is_said_changes_by_steps_and_is_set_back_with_the_visitor(key: TactileKey, volume: int, rate: int) -> None:
    """As far as there are steps, and no further."""
    visitor = listening().do(*[TactilePressed(key)] * 9)

    assert visitor.kiosk.look.voice == VoiceLook(on=True, rate=rate, volume=volume)
    assert visitor.do(DonePressed()).kiosk.look.voice == VoiceLook()


def test_help_offers_to_read_aloud_where_the_kiosk_can() -> None:
    """It says whether it is on."""
    visitor = Visitor(SPEAKING).do(HelpPressed(), ReadAloudChosen(on=True))
    group = visitor.sees(HelpView).groups[-1]

    assert visitor.kiosk.look.voice.on
    assert (group.title, [(press.words, press.chosen) for press in group.choices]) == (
        "Læs højt?",
        [("Ja, læs højt", True), ("Nej", False)],
    )
    assert visitor.do(group.choices[1].event).kiosk.look.voice == VoiceLook()


def test_help_does_not_offer_what_the_kiosk_cannot() -> None:
    """Without a sound card or an engine."""
    titles = [group.title for group in Visitor().do(HelpPressed()).sees(HelpView).groups]

    assert "Læs højt?" not in titles


def test_a_language_without_a_voice_says_so_on_the_glass_and_makes_only_sounds() -> None:
    """Given Somali, no other voice pretends to speak it."""
    somali = Language("so")
    visitor = listening(replace(SPEAKING, languages=(DANISH, somali))).do(LanguageChosen(somali))
    assert visitor.sees(HomeView).frame.notice == CATALOGUE.words(somali)("voice.no_language")

    visitor.do(NEXT)
    assert visitor.effects == (PlaySound(Sound.SCANNED),)

    group = visitor.do(HelpPressed()).sees(HelpView).groups[-1]
    assert (group.title, group.choices) == (CATALOGUE.words(somali)("voice.no_language"), ())


def test_without_any_voice_the_keys_still_move_and_sound() -> None:
    """Sighted people with a keyboard see where they are."""
    visitor = Visitor(house()).do(NEXT, NEXT)

    assert visitor.scene.focus == "room.local"
    assert visitor.effects == (PlaySound(Sound.SCANNED),) * 2
