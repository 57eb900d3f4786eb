"""The questions of a sign-up."""

from __future__ import annotations

import pytest

from kiosk.nouns import DANISH, ENGLISH
from kiosk.rooms.signup.model import ContactKind, Draft
from kiosk.visit.events import (
    BackPressed,
    ContactKindChosen,
    HelpPressed,
    HomePressed,
    KeyErased,
    KeyTyped,
    LanguageChosen,
    NextPressed,
    PrintPressed,
    Room,
    RoomChosen,
    SendPressed,
)
from kiosk.visit.states import Asking, Field, Help, Home, Review
from kiosk.visit.views import FormView, Keyboard, ReviewView
from tests.core.walks import asked, reviewing


def test_three_screens_and_nothing_more() -> None:
    """Name, contact, and a look at it all."""
    visitor = asked()
    first = visitor.sees(FormView)
    second = visitor.types("Åse").do(NextPressed()).sees(FormView)
    third = visitor.types("12345678").do(NextPressed()).sees(ReviewView)

    assert [first.progress, second.progress, third.progress] == ["1 af 3", "2 af 3", "3 af 3"]
    assert (first.question, first.keyboard) == ("Hvad er dit fornavn?", Keyboard.CAPITALS)
    assert (second.question, second.keyboard) == ("Hvad er dit telefonnummer?", Keyboard.DIGITS)
    assert dict(third.facts)["Telefon"] == "12 34 56 78"
    assert dict(third.facts)["Fornavn"] == "Åse"


def test_every_question_says_what_it_is_for_and_when_it_is_erased() -> None:
    """Before the answer, in both languages."""
    for language, erased in ((DANISH, "sletter det 14 dage efter"), (ENGLISH, "erase it 14 days after")):
        visitor = asked().do(LanguageChosen(language))
        assert erased in visitor.sees(FormView).why
        assert erased in visitor.types("Bo").do(NextPressed()).sees(FormView).why
        assert erased in visitor.do(ContactKindChosen(ContactKind.EMAIL)).sees(FormView).why
        assert "14" in visitor.types("bo@x.dk").do(NextPressed()).sees(ReviewView).promise


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Åse", "Åse"),
        ("  Anne   Marie ", "Anne Marie"),
        ("Jean-Luc", "Jean-Luc"),
        ("O'Neill", "O'Neill"),
        ("محمد", "محمد"),
        ("Оксана", "Оксана"),
        ("B0b<b>", "Bbb"),
        ("x" * 60, "x" * 40),
        ("\u202eevil\x00", "evil"),
    ],
)
def test_a_name_is_letters_of_any_script(typed: str, name: str) -> None:
    """With blanks, hyphens and apostrophes, at most forty; other keys do nothing."""
    place = asked().types(typed).do(NextPressed()).kiosk.place

    assert isinstance(place, Asking)
    assert place.field is Field.CONTACT
    assert place.draft.first_name == name


@pytest.mark.parametrize("typed", ["", "   ", "-'"])
def test_a_name_that_is_none_is_asked_for_again(typed: str) -> None:
    """The problem names the field and the remedy, and goes with the next key."""
    visitor = asked().types(typed).do(NextPressed())

    assert visitor.sees(FormView).problem == "Fornavnet mangler. Skriv mindst ét bogstav."
    assert visitor.types("B").sees(FormView).problem == ""


@pytest.mark.parametrize(
    ("kind", "typed", "contact"),
    [
        (ContactKind.PHONE, "12 34 56 78", "12345678"),
        (ContactKind.PHONE, "+46 70 123 45 67", "+46701234567"),
        (ContactKind.PHONE, "1234abcd5678", "12345678"),
        (ContactKind.EMAIL, "bo@post.dk", "bo@post.dk"),
        (ContactKind.EMAIL, "b o@post.dk", "bo@post.dk"),
        (ContactKind.EMAIL, "bø@blåbær.dk", "bø@blåbær.dk"),
    ],
)
def test_a_good_contact_leads_on(kind: ContactKind, typed: str, contact: str) -> None:
    """Blanks may be typed, and are not kept."""
    place = asked().types("Bo").do(NextPressed(), ContactKindChosen(kind)).types(typed).do(NextPressed()).kiosk.place

    assert isinstance(place, Review)
    assert place.draft == Draft("Bo", kind, contact)


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        (ContactKind.PHONE, "", "Telefonnummeret mangler."),
        (ContactKind.PHONE, "1234567", "Telefonnummeret skal have 8 tal"),
        (ContactKind.PHONE, "123456789", "Telefonnummeret skal have 8 tal"),
        (ContactKind.PHONE, "+1234567", "Telefonnummeret skal have 8 tal"),
        (ContactKind.EMAIL, "", "E-mailen mangler."),
        (ContactKind.EMAIL, "bo@post", "E-mailen skal have @"),
        (ContactKind.EMAIL, "bo.post.dk", "E-mailen skal have @"),
        (ContactKind.EMAIL, "a@b@c.dk", "E-mailen skal have @"),
    ],
)
def test_a_contact_that_cannot_be_right_is_asked_for_again(kind: ContactKind, typed: str, problem: str) -> None:
    """The problem names the field, and the remedy follows."""
    visitor = asked().types("Bo").do(NextPressed(), ContactKindChosen(kind)).types(typed).do(NextPressed())

    assert visitor.sees(FormView).problem.startswith(problem)
    assert len(visitor.sees(FormView).problem) > len(problem)


def test_a_contact_has_an_end() -> None:
    """A key too many, or one that is not one character, does nothing."""
    visitor = asked().types("Bo").do(NextPressed()).types("1" * 30).do(KeyTyped("12"), KeyTyped(""))

    assert visitor.sees(FormView).value == "1" * 20

    visitor.do(ContactKindChosen(ContactKind.EMAIL)).types("a" * 100)

    assert visitor.sees(FormView).value == "a" * 80


def test_the_other_kind_of_contact_begins_empty() -> None:
    """A phone number is no e-mail address; the kind already chosen keeps what was typed."""
    visitor = asked().types("Bo").do(NextPressed()).types("1234")

    assert visitor.do(ContactKindChosen(ContactKind.PHONE)).sees(FormView).value == "1234"
    assert visitor.do(ContactKindChosen(ContactKind.EMAIL)).sees(FormView).value == ""
    assert [press.chosen for press in visitor.sees(FormView).choices] == [False, True]
    assert visitor.sees(FormView).keyboard is Keyboard.EMAIL


def test_the_kind_of_contact_is_not_asked_with_the_name() -> None:
    """A press that belongs to another screen changes nothing."""
    visitor = asked()
    before = visitor.kiosk.place

    assert visitor.do(ContactKindChosen(ContactKind.EMAIL)).kiosk.place == before


def test_erase_takes_the_last_character() -> None:
    """Of the name and of the contact; an empty field stays empty."""
    visitor = asked().types("Bo").do(KeyErased())
    assert visitor.sees(FormView).value == "B"

    visitor.do(NextPressed(), KeyErased()).types("12").do(KeyErased())
    assert visitor.sees(FormView).value == "1"


def test_back_goes_question_by_question_and_keeps_the_draft() -> None:
    """From the review to the contact, to the name, to the event."""
    visitor = reviewing()

    assert visitor.do(BackPressed()).sees(FormView).value == "12345678"
    assert visitor.do(BackPressed()).sees(FormView).value == "Åse"
    assert visitor.do(BackPressed()).scene.view.frame.title == "Det sker her – læs om det"  # type: ignore[union-attr]


def test_home_drops_the_draft() -> None:
    """Coming back begins anew."""
    visitor = asked().types("Åse").do(HomePressed())

    assert visitor.kiosk.place == Home()
    assert visitor.kiosk.trail == ()
    assert "Åse" not in repr(visitor.scene)


def test_a_language_or_help_does_not_cost_the_draft() -> None:
    """On any screen, also here."""
    visitor = asked().types("Åse").do(LanguageChosen(ENGLISH))
    assert visitor.sees(FormView).value == "Åse"

    visitor.do(HelpPressed())
    assert visitor.kiosk.place == Help()

    visitor.do(BackPressed())
    assert visitor.sees(FormView).value == "Åse"


def test_nobody_is_carried_out_of_a_half_written_form() -> None:
    """A press that belongs to another screen changes nothing."""
    visitor = asked().types("Åse")
    before = visitor.kiosk.place

    assert visitor.do(RoomChosen(Room.READING), SendPressed(), PrintPressed()).kiosk.place == before
