"""The audit finds what is wrong with what is heard, and with where the keys are at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.audit import felt, ordering, speech
from kiosk.audit.values import Case
from kiosk.audit.walks import CATALOGUE, VOICELESS
from kiosk.nouns import DANISH
from kiosk.visit.aloud import Utterance
from kiosk.visit.look import TextSize
from screens.geometry import Box
from tests.audit.planting import a_target, failed, with_target

if TYPE_CHECKING:
    from kiosk.audit.showing import Showing

VOICES = [tag for tag in CATALOGUE.spoken if tag not in VOICELESS]


def test_a_spoken_pin_is_found(showing: Showing) -> None:
    """As it is, letter by letter, and into a headset: never."""
    shown = showing.show("staff_door", Case("portrait"))
    heard = speech.hear(shown, CATALOGUE)
    assert 27 not in failed(speech.read(shown, heard, VOICES))

    for said in ("123", "1, 2, 3", "PIN: 1. 2. 3."):
        leaking = replace(heard, lines=(*heard.lines, Utterance(said, DANISH, personal=said == "123", of="typed")))

        assert 27 in failed(speech.read(shown, leaking, VOICES)), said


def test_a_name_spoken_in_the_room_is_found(showing: Showing) -> None:
    """What a visitor typed is for that visitor's ears."""
    shown = showing.show("review", Case("portrait"))
    heard = speech.hear(shown, CATALOGUE)

    open_to_all = replace(heard, lines=tuple(replace(each, personal=False) for each in heard.lines))

    assert 28 not in failed(speech.read(shown, heard, VOICES))
    assert 28 in failed(speech.read(shown, open_to_all, VOICES))


def test_a_control_the_keys_cannot_reach_is_found(showing: Showing) -> None:
    """Everything a finger can press must be in the ring of the keys that can be felt."""
    shown = showing.show("home", Case("portrait"))
    heard = speech.hear(shown, CATALOGUE)

    fewer = replace(heard, stops=tuple((stop, said) for stop, said in heard.stops if stop.id != "slip"))

    assert [reading.what for reading in speech.read(shown, fewer, VOICES) if not reading.good] == ["slip"]


def test_an_order_that_jumps_up_is_found(showing: Showing) -> None:
    """The way on is said after the keys, and so must not stand over them."""
    shown = showing.show("first_name", Case("portrait"))
    on = a_target(shown, "next")
    assert failed(ordering.read(shown)) == set()

    above = with_target(shown, replace(on, box=Box(on.box.x, 20, on.box.w, on.box.h)))

    assert failed(ordering.read(above)) == {26}


def test_a_missing_ring_of_focus_is_found(showing: Showing) -> None:
    """Where the keys are at must be seen: a screen on which nothing is drawn round it fails."""
    shown = showing.show("home", Case("small", size=TextSize.LARGE))

    class Blind:
        """Draws the same whatever has the focus."""

        def draw(self, *_: object) -> object:
            """Give the drawing without a ring."""
            return shown.drawing

    assert failed(felt.focus(shown, showing)) == set()
    assert failed(felt.focus(shown, Blind())) == {39}  # type: ignore[arg-type]  # stands in for whoever draws
