"""What is said of a change: the new screen before all else, then errors, the answer to a key, and where the keys are."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.codes import GoodsCode
from kiosk.nouns import DANISH, ENGLISH, Part, Well
from kiosk.visit.events import (
    CodeScanned,
    Event,
    EventChosen,
    KeyErased,
    LanguageChosen,
    MinutePassed,
    NextPressed,
    Room,
    RoomChosen,
    SizeChosen,
    SlipPrinted,
    StaffAsked,
    TactilePressed,
    WentQuiet,
)
from kiosk.visit.look import TactileKey, TextSize
from kiosk.visit.telling import Heard, heard, told
from tests.core.samples import CATALOGUE, HOUSE, READING, Visitor, at
from tests.core.walks import asked, kept

NEXT, PREVIOUS, SELECT = (TactilePressed(key) for key in (TactileKey.NEXT, TactileKey.PREVIOUS, TactileKey.SELECT))
SPEAKING = replace(HOUSE, health=(*HOUSE.health, (Part.VOICE, Well())), voices=(DANISH, ENGLISH))


def listening(visitor: Visitor | None = None) -> Visitor:
    """Somebody who hears."""
    return (visitor or Visitor(SPEAKING)).do(NEXT)


def of(visitor: Visitor, *events: Event) -> list[str]:
    """What is said of the last of these events."""
    visitor.do(*events[:-1])
    before = heard(visitor.kiosk, CATALOGUE)
    visitor.do(events[-1])
    return [each.text for each in told(before, heard(visitor.kiosk, CATALOGUE), CATALOGUE)]


def test_speech_begins_with_who_and_where() -> None:
    """The branch, what the keys do, the screen, and how much there is to choose."""
    nobody: Heard | None = None
    said = [each.text for each in told(nobody, heard(listening().kiosk, CATALOGUE), CATALOGUE)]

    assert said[0].startswith("Vejgaard Bibliotek. Skærmen læser højt.")
    assert said[1] == "Vejgaard Bibliotek"
    assert said[-1] == "7 ting at vælge."


def test_another_screen_is_read_from_the_top() -> None:
    """A room, an event, another language, the warning, and that it was answered."""
    visitor = listening()

    assert of(visitor, RoomChosen(Room.LOCAL))[0].startswith("Det sker her")
    assert of(visitor, EventChosen(READING.key))[0] == "Højtlæsning for store ører"
    assert "We read aloud." in of(visitor, LanguageChosen(ENGLISH))
    assert of(visitor, WentQuiet(visitor.kiosk.ticket))[0] == "Are you still there?"
    assert of(visitor, NEXT)[0] == "Højtlæsning for store ører"


def test_the_keys_say_where_they_are() -> None:
    """A control; past the end, and back at the top, the title again."""
    visitor = listening()

    assert of(visitor, NEXT)[0].startswith("Find noget at læse") or len(of(visitor, NEXT)) == 1
    assert of(listening(), PREVIOUS, NEXT) == ["Slut på siden. Den begynder forfra.", "Vejgaard Bibliotek"]
    assert of(listening(), NEXT, PREVIOUS) == ["Øverst på siden.", "Vejgaard Bibliotek"]


def test_an_error_comes_before_the_focus_and_names_the_remedy() -> None:
    """»Videre« without a name."""
    visitor = listening(asked(SPEAKING))

    said = of(visitor, NextPressed())
    assert said[0] == CATALOGUE.words(DANISH)("problem.name_missing")


def test_a_notice_is_said() -> None:
    """A scan that the place has no use for."""
    assert of(listening(), CodeScanned(GoodsCode("57012345"))) == [CATALOGUE.words(DANISH)("notice.not_a_book")]


def test_typing_is_answered_by_the_character_and_in_the_room_by_the_count() -> None:
    """The letter is personal; erasing says how many are left."""
    visitor = listening(asked(SPEAKING).types("Å"))
    before = heard(visitor.kiosk, CATALOGUE)
    visitor.types("s")
    (answer,) = told(before, heard(visitor.kiosk, CATALOGUE), CATALOGUE)

    assert (answer.text, answer.personal, answer.instead) == ("s", True, "2 tegn skrevet")
    assert of(visitor, KeyErased()) == ["Ét tegn skrevet"]


def test_behind_dots_only_the_count_is_answered() -> None:
    """A PIN that grows, and one that is erased."""
    visitor = listening(Visitor(SPEAKING).do(StaffAsked()).types("9"))
    before = heard(visitor.kiosk, CATALOGUE)
    visitor.types("0")

    assert [each.text for each in told(before, heard(visitor.kiosk, CATALOGUE), CATALOGUE)] == ["2 cifre tastet"]
    assert of(visitor, KeyErased(), KeyErased()) == ["0 cifre tastet"]


def test_select_on_a_letter_says_the_letter_once() -> None:
    """Not once for the typing and again because the key has become small."""
    visitor = listening(asked(SPEAKING)).do(*[NEXT] * 3)

    assert len(of(visitor, SELECT)) == 1


def test_a_switch_that_was_pressed_says_how_it_is_now() -> None:
    """A filter, with what is left of the list."""
    visitor = listening(Visitor(SPEAKING).do(RoomChosen(Room.LOCAL))).do(NEXT)
    said = of(visitor, SELECT)

    assert said[-1].endswith("valgt")
    assert not said[-1].endswith("ikke valgt")
    assert len(said) > 1


def test_paper_that_comes_out_is_news() -> None:
    """On the screen one is at."""
    visitor = listening(kept(SPEAKING))

    assert of(visitor, SlipPrinted(visitor.kiosk.ticket, visitor.kiosk.slips))[0] == CATALOGUE.words(DANISH)("paper.printed")


def test_loudness_and_speed_are_answered() -> None:
    """By the step."""
    assert of(listening(), TactilePressed(TactileKey.LOUDER)) == ["Lydstyrke 4 af 4"]
    assert of(listening(), TactilePressed(TactileKey.SLOWER)) == ["Hastighed 3 af 7"]


def test_what_changes_nothing_to_hear_says_nothing() -> None:
    """The clock, and the size of the letters."""
    assert of(listening(), MinutePassed(at(0.01))) == []
    assert of(listening(), SizeChosen(TextSize.LARGE)) == []
