"""What is said of a screen: in reading order, in its own language, spelled where it must be, and never what nobody may hear."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import ARABIC, DANISH, ENGLISH, InLanguage, Language, Text, language_of
from kiosk.visit.aloud import Utterance, control, key_name, ring, spoken, utterances
from kiosk.visit.events import (
    BookFound,
    EventChosen,
    HelpPressed,
    LanguageChosen,
    NextPressed,
    PinAccepted,
    Room,
    RoomChosen,
    SlipFailed,
    StaffAsked,
    WentQuiet,
)
from kiosk.visit.order import lines, reading
from kiosk.visit.ring import Line, Stop
from kiosk.visit.states import LookingUp
from tests.core.samples import CATALOGUE, HAVBREV, HOUSE, NEAR, READING, Visitor, house
from tests.core.walks import asked, kept, reviewing

WORDS = CATALOGUE.words(DANISH)


def said(visitor: Visitor) -> list[str]:
    """The words of a screen's utterances."""
    return [each.text for each in utterances(visitor.scene, CATALOGUE)]


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        ("Skriv BKRT her", "Skriv B, K, R, T her"),
        ("I dag kl. 16–17.30", "I dag klokken 16 til 17 30"),
        ("kl. 16.00", "klokken 16"),
        ("Pris · 50 kr.", "Pris, 50 kroner"),
        ("Version 0.1.0 på 10.0.0.7:9100", "Version 0.1.0 på 10.0.0.7:9100"),
        ("Torsdag 26. november", "Torsdag 26. november"),
    ],
)
def test_words_are_written_as_they_are_said(shown: str, heard: str) -> None:
    """Codes letter by letter, times without points, abbreviations in full; versions and dates stay as they are."""
    assert spoken(shown, WORDS) == heard


def test_keys_have_names() -> None:
    """Also those that have no sound of their own."""
    assert [key_name(key, WORDS) for key in ("Å", " ", "-", ".dk", "@gmail.com")] == [
        "Å",
        "mellemrum",
        "bindestreg",
        "punktum dk",
        "snabel-a gmail punktum com",
    ]


def test_a_screen_is_read_from_the_top() -> None:
    """Title, facts, words; then the bar's controls come last in the ring."""
    visitor = Visitor().do(RoomChosen(Room.LOCAL), EventChosen(READING.key))

    heard = said(visitor)
    assert heard[0] == "Højtlæsning for store ører"
    assert heard.index("Børnebiblioteket") < heard.index("Vi læser højt.")
    assert [stop.id for stop in ring(visitor.scene)] == ["sign_up", "home", "back", "help", "language.da", "language.en"]


def test_a_list_is_read_by_its_count_and_its_rows_one_by_one() -> None:
    """A row begins with its name; then day, time and what helps to choose."""
    visitor = Visitor().do(RoomChosen(Room.LOCAL))
    stops = ring(visitor.scene)
    row = next(stop for stop in stops if stop.id == "event.reading")

    assert row.words not in said(visitor)
    assert [each.text for each in control(row, visitor.scene, CATALOGUE)] == [
        "Højtlæsning for store ører. I dag. 16. Børnebiblioteket. Få pladser"
    ]
    assert [stop.id for stop in stops[: len(stops)]] == [each.id for each in reading(visitor.scene) if isinstance(each, Stop)]


def test_a_switch_says_whether_it_is_on() -> None:
    """In words; a plain control says nothing of it."""
    visitor = Visitor().do(HelpPressed())
    by_id = {stop.id: stop for stop in ring(visitor.scene)}

    heard = {name: control(by_id[name], visitor.scene, CATALOGUE)[-1].text for name in ("size.normal", "size.large", "home")}
    assert heard == {"size.normal": "Store. valgt", "size.large": "Større. ikke valgt", "home": "Forside"}


def test_danish_words_on_an_english_screen_are_said_by_the_danish_voice() -> None:
    """Title and place each in its own language; the kiosk's own words in the visitor's."""
    visitor = Visitor().do(LanguageChosen(ENGLISH), RoomChosen(Room.LOCAL), EventChosen(READING.key))

    languages = {each.text: each.language for each in utterances(visitor.scene, CATALOGUE)}
    assert languages["Højtlæsning for store ører"] == DANISH
    assert languages["We read aloud."] == ENGLISH
    row = next(stop for stop in ring(visitor.do(RoomChosen(Room.LOCAL)).scene) if stop.id == "event.reading")
    assert [each.language for each in control(row, visitor.scene, CATALOGUE)] == [DANISH, ENGLISH]


def test_words_know_their_language_only_where_it_is_another_one() -> None:
    """Plain words are in the language around them."""
    arabic = Text("", (("ar", "مرحبا"),)).within(DANISH)

    assert isinstance(arabic, InLanguage)
    assert language_of(arabic, DANISH) == ARABIC
    assert language_of(Text("Hej").within(DANISH), DANISH) == DANISH
    assert language_of(Text("Hej").within(Language("pl")), Language("pl")) == DANISH
    assert Text().within(ENGLISH) == ""
    assert arabic == "مرحبا"


def test_what_is_typed_about_oneself_is_marked_as_personal() -> None:
    """While it is written, and in the review; what is around it is not."""
    typing = utterances(asked().types("Åse").scene, CATALOGUE)
    review = utterances(reviewing().scene, CATALOGUE)

    assert [(each.text, each.instead) for each in typing if each.personal] == [("Skrevet: Åse", "3 tegn skrevet")]
    assert [each.text for each in review if each.personal] == ["Åse", "12 34 56 78"]
    assert not any("Åse" in each.text for each in (*typing, *review) if not each.personal)


def test_digits_typed_for_oneself_are_said_one_by_one() -> None:
    """A telephone number is no number."""
    visitor = asked().types("Åse").do(*ring(asked().types("Åse").scene)[-6].events)
    scene = visitor.types("1234").scene

    assert "Skrevet: 1, 2, 3, 4" in [each.text for each in utterances(scene, CATALOGUE)]


def test_a_pin_is_never_said_only_how_long_it_is() -> None:
    """Nor do the keys say in the room which of them one is at."""
    visitor = Visitor().do(StaffAsked()).types("9081")
    scene = visitor.scene

    heard = utterances(scene, CATALOGUE)
    assert "4 cifre tastet" in [each.text for each in heard]
    assert not any("9081" in each.text or "9, 0" in each.text for each in heard)
    keys = [control(stop, scene, CATALOGUE)[0] for stop in ring(scene) if stop.id.startswith("key.")]
    assert all(each.personal and each.instead == "Tast. Den læses kun i høretelefoner." for each in keys)


def test_all_that_stands_on_the_slip_is_said_when_it_is_done() -> None:
    """What, when, where, and the code letter by letter; with and without paper."""
    done = kept()
    failed = kept().do(SlipFailed(done.kiosk.ticket, done.kiosk.slips, "paper_out"))

    for visitor in (done, failed):
        heard = said(visitor)
        for fact in ("Højtlæsning for store ører", "I dag klokken 16 til 17", "Børnebiblioteket", "B, K, R, T"):
            assert fact in heard


def test_the_warning_is_all_there_is_to_hear() -> None:
    """It covers everything else."""
    visitor = Visitor()
    visitor.do(WentQuiet(visitor.kiosk.ticket))

    assert said(visitor)[0] == "Er du der stadig?"
    assert [stop.id for stop in ring(visitor.scene)] == ["stay", "leave"]


def test_at_rest_there_is_nothing_to_press() -> None:
    """The branch and its poster can be read, with a poster and without."""
    empty = replace(HOUSE, programme=replace(HOUSE.programme, events=(), groups=(), picks=()))
    for where in (HOUSE, empty):
        from kiosk.visit.machine import begin
        from kiosk.visit.view import view

        scene = view(begin(where), CATALOGUE)
        assert len(ring(scene)) == 0
        assert utterances(scene, CATALOGUE)[0].text == "Vejgaard Bibliotek"


def test_an_empty_list_says_so_and_what_to_do() -> None:
    """Its controls are in the ring."""
    visitor = Visitor(house(programme=replace(HOUSE.programme, events=()))).do(RoomChosen(Room.LOCAL))

    assert any(each.of == "empty" for each in utterances(visitor.scene, CATALOGUE))
    assert ring(visitor.scene)[-1].id == "language.en"
    assert len(ring(visitor.scene)[-2:]) == 2


def test_nothing_personal_is_printed() -> None:
    """A crash may print what it holds."""
    assert "Åse" not in repr((Line("Åse", "typed"), Utterance("Åse", DANISH)))
    assert "Åse" not in repr(lines(asked().types("Åse").scene))


def test_every_line_of_the_staff_screen_is_said() -> None:
    """Verdict, sections with label and value, and the tips of a book with what speaks for them."""
    inside = Visitor().do(StaffAsked()).types("9081").do(NextPressed())
    inside.do(PinAccepted(inside.kiosk.ticket))
    book = Visitor()
    book.kiosk = book.kiosk.only(LookingUp("book"))
    book.do(BookFound(book.kiosk.ticket, HAVBREV, NEAR))

    assert {"section", "label", "fact"} <= {each.of for each in utterances(inside.scene, CATALOGUE)}
    assert "Scanner" in said(inside)
    tip = next(stop for stop in ring(book.scene) if stop.id.startswith("tip."))
    assert tip.more[0] in control(tip, book.scene, CATALOGUE)[0].text
    assert [each for each in reading(book.scene) if isinstance(each, Stop)] == list(ring(book.scene))
