"""Many languages: a screen to choose among them, letters to write a name with, and Danish that is marked as Danish."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import ARABIC, DANISH, ENGLISH, PLAIN_DANISH, UKRAINIAN, Language, Text
from kiosk.visit.events import (
    BackPressed,
    HelpPressed,
    LanguageChosen,
    LanguagesAsked,
    LettersChosen,
    NextPressed,
    PinAccepted,
    Room,
    RoomChosen,
    StaffAsked,
)
from kiosk.visit.states import Asking, Help, Home, House, LanguageChoice, StaffDoor
from kiosk.visit.views import FormView, HelpView, HomeView, Keyboard, ListView, StaffView
from tests.core.samples import CATALOGUE, HOUSE, Visitor, house
from tests.core.walks import asked

MANY = (DANISH, PLAIN_DANISH, ENGLISH, UKRAINIAN, ARABIC)


def many() -> House:
    """A house that speaks more languages than the bar has room for."""
    return house(languages=MANY)


def test_many_languages_have_a_screen_of_their_own() -> None:
    """The bar has the nearest one and the way to all."""
    visitor = Visitor(many())

    frame = visitor.sees(HomeView).frame
    assert [press.id for press in frame.languages] == ["language.da-x-let", "languages"]

    visitor.do(LanguagesAsked())
    assert visitor.kiosk.place == LanguageChoice()
    (group,) = visitor.sees(HelpView).groups
    assert [press.id.removeprefix("language.") for press in group.choices] == list(MANY)
    assert [press.words for press in group.choices if press.chosen] == ["Dansk"]


def test_few_languages_stand_in_the_bar() -> None:
    """Given two, no screen is between a visitor and theirs."""
    frame = Visitor().sees(HomeView).frame

    assert [press.id for press in frame.languages] == ["language.da", "language.en"]


def test_the_chosen_language_leads_back_to_where_one_was() -> None:
    """Also out of a question, with what was typed."""
    visitor = asked(many()).types("Åse").do(LanguagesAsked(), LanguageChosen(ENGLISH))

    assert visitor.kiosk.look.language == ENGLISH
    assert visitor.sees(FormView).value == "Åse"


def test_all_languages_are_asked_for_once() -> None:
    """A second press changes nothing, Back leads out, and from »Hjælp mig« it leads there again."""
    visitor = Visitor(many()).do(HelpPressed(), LanguagesAsked(), LanguagesAsked(), BackPressed())
    assert isinstance(visitor.kiosk.place, Help)

    assert isinstance(visitor.do(BackPressed()).kiosk.place, Home)


def test_staff_are_not_led_away() -> None:
    """The door and the room of staff have no screens beside them."""
    visitor = Visitor(many()).do(StaffAsked(), LanguagesAsked())

    assert isinstance(visitor.kiosk.place, StaffDoor)


def test_staff_let_the_kiosk_rest_in_the_language_they_have_chosen() -> None:
    """Of many languages two are on offer: the one it rests in, and the one in which staff read the screen."""
    visitor = Visitor(many()).do(StaffAsked()).types("1234").do(NextPressed())
    visitor.do(PinAccepted(visitor.kiosk.ticket))
    resting = [press.id for press in visitor.sees(StaffView).presses if press.id.startswith("house_language")]
    visitor.do(LanguageChosen(ENGLISH))

    offered = [(press.id, press.chosen) for press in visitor.sees(StaffView).presses if press.id.startswith("house_language")]
    assert resting == ["house_language.da"]
    assert offered == [("house_language.da", True), ("house_language.en", False)]


def test_in_another_language_danish_is_one_touch_away() -> None:
    """Whoever chose wrongly is helped by whoever stands beside them."""
    frame = Visitor(many()).do(LanguageChosen(ENGLISH)).sees(HomeView).frame

    assert [press.id for press in frame.languages] == ["language.da", "languages"]
    assert frame.languages[1].words.startswith("Language")


def test_a_name_begins_with_a_capital_and_goes_on_without() -> None:
    """Given an empty field, a letter, a hyphen and a space, the keys are capitals where a part of the name begins."""
    visitor = asked()
    keys = [visitor.sees(FormView).keyboard]
    keys += [visitor.types(character).sees(FormView).keyboard for character in ("A", "-", "B", " ")]

    capitals, small = Keyboard.CAPITALS, Keyboard.LETTERS
    assert keys == [capitals, small, capitals, small, capitals]


def test_the_keys_have_the_letters_of_the_language() -> None:
    """And where that is not written with Latin letters, those too: a name may be."""
    visitor = asked(many()).do(LanguageChosen(UKRAINIAN))

    form = visitor.sees(FormView)
    assert form.letters == UKRAINIAN
    assert [(press.id, press.chosen) for press in form.choices] == [("letters.uk", True), ("letters.da", False)]

    form = visitor.do(LettersChosen(DANISH)).sees(FormView)
    assert form.letters == DANISH
    assert [press.chosen for press in form.choices] == [False, True]


def test_latin_languages_need_no_other_letters() -> None:
    """Danish and English visitors choose nothing."""
    assert asked().sees(FormView).choices == ()


def test_letters_of_another_language_do_not_outlive_the_question() -> None:
    """The next question begins as the visitor's language has it."""
    visitor = asked(many()).do(LettersChosen(UKRAINIAN)).types("Åse")
    place = visitor.kiosk.place
    assert isinstance(place, Asking)
    assert place.letters == UKRAINIAN
    assert visitor.sees(FormView).value == "Åse"


@pytest.mark.parametrize(
    ("text", "language", "lacks"),
    [
        (Text("Hej"), DANISH, False),
        (Text("Hej"), PLAIN_DANISH, False),
        (Text("Hej"), ENGLISH, True),
        (Text("Hej", (("en", "Hi"),)), ENGLISH, False),
        (Text("", (("en", "Hi"),)), DANISH, True),
        (Text("Hej", (("en", ""),)), ENGLISH, True),
        (Text(), ENGLISH, False),
    ],
)
def test_a_text_knows_in_which_languages_it_is_not(text: Text, language: Language, lacks: bool) -> None:
    """Nothing lacks nothing, and plain Danish is Danish."""
    assert text.lacks(language) is lacks


def test_a_list_says_that_it_is_in_danish() -> None:
    """Only to whoever reads another language, and only where it is."""
    titles = tuple(replace(event, title=Text(event.title.danish)) for event in HOUSE.programme.events)
    danish_only = house(programme=replace(HOUSE.programme, events=titles))
    visitor = Visitor(danish_only).do(RoomChosen(Room.LOCAL))
    assert "dansk" not in visitor.sees(ListView).lead_in
    assert "Some of the text is in Danish." in visitor.do(LanguageChosen(ENGLISH)).sees(ListView).lead_in


def test_languages_are_offered_in_one_order_and_read_when_spoken() -> None:
    """Danish first, as the calendars have them."""
    spoken = list(CATALOGUE.spoken)

    assert spoken[0] == DANISH
    assert ENGLISH in spoken
    assert Language("xx") not in CATALOGUE.spoken
    assert len(CATALOGUE.spoken) == len(spoken)
