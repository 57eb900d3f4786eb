"""The whole kiosk without seeing it: every walk by keys that can be felt, with what is said as the only evidence."""

from __future__ import annotations

import pytest

from kiosk.audit.walks import TOKEN, shelf
from kiosk.codes import BookCode, SlipCode
from kiosk.nouns import DANISH, ENGLISH, Language, SlipToken
from kiosk.visit import events as e
from kiosk.visit.look import TactileKey
from kiosk.visit.states import Done, GroupPage, Resting
from tests.runtime.blind import Blind

NEXT, SELECT, REPEAT, HOME = TactileKey.NEXT, TactileKey.SELECT, TactileKey.REPEAT, TactileKey.HOME


def an_open_event() -> str:
    """The title of an event one can sign up to."""
    programme, _ = shelf()
    return next(each.title.danish for each in programme.events if each.seats.state.value == "open" and not each.seats.full)


def signed_up(visitor: Blind) -> Blind:
    """From rest to a kept sign-up, by ear."""
    visitor.press(NEXT)
    visitor.find("Det sker her").find(an_open_event())
    visitor.find("Tilmeld")
    visitor.types("Å").find("Videre")
    visitor.types("12345678").find("Videre")
    return visitor.find("Send")


def test_somebody_finds_an_event_signs_up_and_hears_the_code() -> None:
    """Nothing is printed, so the code is all there is to take home: letter by letter, and again when asked for."""
    visitor = signed_up(Blind(headset=True))

    assert isinstance(visitor.kiosk.place, Done)
    assert visitor.hears("B, K, R, T")
    assert visitor.hears(an_open_event())
    visitor.press(NEXT, REPEAT)
    assert visitor.log.text().startswith("Jeg er færdig")


def test_the_review_is_heard_in_full_in_the_headset() -> None:
    """See, correct, send: what was typed is read back before it goes."""
    visitor = Blind(headset=True).press(NEXT)
    visitor.find("Det sker her").find(an_open_event()).find("Tilmeld")
    visitor.types("Å").find("Videre").types("12345678").find("Videre")

    assert visitor.hears("Å")
    assert visitor.hears("12 34 56 78")


def test_in_the_room_a_name_is_never_said_and_once_it_is_said_why() -> None:
    """The same sign-up without a headset: keys can be heard, the answer cannot."""
    visitor = signed_up(Blind(headset=False))

    assert isinstance(visitor.kiosk.place, Done)
    everything = " ".join(visitor.ever)
    assert everything.count("Dit navn læses ikke højt") == 1
    assert "12 34 56 78" not in everything
    assert "1, 2, 3, 4" not in everything
    assert "Skrevet: Å" not in everything
    assert "8 tegn skrevet" in everything


def test_somebody_finds_a_group() -> None:
    """By the room of groups."""
    programme, _ = shelf()
    visitor = Blind(headset=True).press(NEXT)

    visitor.find("Mød").find(programme.groups[0].name.danish)

    assert isinstance(visitor.kiosk.place, GroupPage)
    assert visitor.hears(programme.groups[0].name.danish)


def test_somebody_scans_a_book_and_goes_on_to_a_tip() -> None:
    """The page is read when it opens; a tip opens another."""
    _, books = shelf()
    isbn, (book, _) = next((isbn, found) for isbn, found in books.items() if found[0].pick and len(found[1]) > 3)
    visitor = Blind(headset=True).press(NEXT)

    visitor.happens(e.CodeScanned(BookCode(isbn)))
    assert visitor.log.text().startswith(book.title)

    tip = next(each for each in visitor.reader_stops() if each.startswith("tip."))
    visitor.press(*[NEXT] * (visitor.reader_stops().index(tip) + 1))
    assert book.title not in visitor.log.text()
    visitor.press(SELECT)
    assert not visitor.log.text().startswith(book.title)


def test_somebody_takes_a_sign_up_back() -> None:
    """By the slip held to the scanner: the question is heard before it is answered."""
    visitor = signed_up(Blind(headset=True)).press(HOME)

    visitor.happens(e.CodeScanned(SlipCode(SlipToken(TOKEN))))
    visitor.find("Meld mig fra")
    visitor.find("Ja")

    assert visitor.hears("meldt fra") or visitor.hears("afmeldt") or visitor.hears("fri")


def test_somebody_asks_for_help_and_for_larger_letters() -> None:
    """Each choice says whether it is on."""
    visitor = Blind(headset=True).press(NEXT)

    visitor.find("Hjælp")
    visitor.find("Større")

    assert visitor.hears("Større. valgt")


def test_somebody_changes_the_language_and_is_spoken_to_in_it() -> None:
    """English words come from the English voice."""
    visitor = Blind(headset=True).press(NEXT)

    visitor.find("English")

    assert [each.language for each in visitor.log.said if each.text.endswith("things to choose from.")] == [ENGLISH]


def test_a_language_without_a_voice_is_silent() -> None:
    """Given Somali, nothing is said, and nothing of the old speech goes on."""
    somali = Language("so")
    visitor = Blind(headset=True, languages=(DANISH, somali)).press(NEXT)

    visitor.happens(e.LanguageChosen(somali))

    assert visitor.log.said == []
    assert visitor.press(NEXT, NEXT).log.said == []


def test_the_warning_is_heard_and_any_key_answers_it() -> None:
    """Then one hears where one is."""
    visitor = Blind(headset=True).press(NEXT).find("Det sker her")

    visitor.happens(e.WentQuiet(visitor.kiosk.ticket))
    assert visitor.log.text().startswith("Er du der stadig?")

    visitor.press(SELECT)
    assert visitor.log.text().startswith("Det sker her")


@pytest.mark.parametrize("leaves", ["walks away", "pulls the headset out"])
def test_nothing_of_what_was_said_is_left(leaves: str) -> None:
    """Given a name that was heard, the log, what is said again and what the reader remembers are empty."""
    visitor = Blind(headset=True).press(NEXT)
    visitor.find("Det sker her").find(an_open_event()).find("Tilmeld").types("ÅÆ"[:1])
    if leaves == "walks away":
        visitor.happens(e.WentQuiet(visitor.kiosk.ticket)).happens(e.TimeRanOut(visitor.kiosk.ticket))
        assert isinstance(visitor.kiosk.place, Resting)
    else:
        visitor.happens(e.HeadsetPlugged(inside=False))

    assert visitor.log.said == []
    assert (visitor.reader._last, visitor.reader._before) == ((), None)


def test_after_the_headset_is_out_nothing_personal_is_said() -> None:
    """Speech that a key begins again goes into the room."""
    visitor = Blind(headset=True).press(NEXT)
    visitor.find("Det sker her").find(an_open_event()).find("Tilmeld").types("Å")
    visitor.happens(e.HeadsetPlugged(inside=False))
    visitor.ever.clear()

    visitor.press(NEXT)

    assert visitor.hears("1 tegn skrevet") or visitor.hears("Ét tegn skrevet")
    assert not any("Skrevet: Å" in each for each in visitor.ever)
