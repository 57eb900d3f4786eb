"""The branch's profile: what librarians decide of the glass, and that kiosks are told."""

from __future__ import annotations

import pytest
from django.test import Client

from hub.acts.colours import ROOMS, contrast, readable, usual, worn
from hub.models import BranchProfile, Library
from hub.office.profile_form import filled, spoken
from screens.theme import colour
from screens.theme import contrast as contrast_of_the_glass
from tests.hub.desk import Kiosk
from tests.hub.office import staff

PAGE = "/office/profile/"


@pytest.fixture
def browser(library: Library) -> Client:
    """Give an editor."""
    return staff("Redaktør")


def form(library: Library, **changed: str) -> dict[str, str]:
    """Fill the form in as it stands, but for what is changed; an empty box is left out, as browsers do."""
    begun = filled(BranchProfile.objects.get(library=library))
    said = {name: "on" if value is True else value for name, value in begun.items() if value is not False}
    return {name: value for name, value in (said | changed).items() if value != "off"}


def test_what_is_kept_reaches_the_kiosks(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """Opening line, languages in their order, fields in theirs, and the pair of colours that is the branch's own."""
    changed = form(
        library, opening_da="Kom ind", rest="en", tile_reading="1", tile_local="2", tile_debate="", field_local="#003300", keep="1"
    )

    answer = browser.post(PAGE, changed)

    assert answer.status_code == 302
    told = kiosk.everything()[0]["settings library"]
    assert told["opening"]["da"] == "Kom ind"
    assert told["languages"] == ["en", *(tag for tag in spoken() if tag != "en")]
    assert told["tiles"] == ["reading", "local", "communities"]
    assert told["colours"] == {"local": {"field": "#003300", "text": usual()["local"]["text"]}}


def test_looking_first_keeps_nothing(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """The picture shows what the form says, and says that it is not kept."""
    answer = browser.post(PAGE, form(library, opening_da="Kun set", field_local="#003300", look="1"))

    page = answer.content.decode()
    assert "Ikke gemt endnu" in page
    assert 'fill="#003300"' in page
    assert "Kun set" in page
    assert BranchProfile.objects.get(library=library).opening_da == ""


@pytest.mark.parametrize(
    ("field", "text"), [("#777777", "#888888"), ("#255a33", "#aabbaa"), ("red", "#ffffff"), ('"><script>', "#ffffff")]
)
def test_colours_that_not_everybody_can_read_are_not_kept(browser: Client, library: Library, field: str, text: str) -> None:
    """7:1 for the words, as on the glass; and no colour is ever markup."""
    answer = browser.post(PAGE, form(library, field_local=field, text_local=text, keep="1"))

    assert "mindst 7:1" in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    assert BranchProfile.objects.get(library=library).colours == {}


@pytest.mark.parametrize("changed", [{"rest": "en", "speak_en": "off"}, {f"tile_{room}": "" for room in ROOMS}])
def test_a_profile_that_hangs_together_badly_is_not_kept(browser: Client, library: Library, changed: dict[str, str]) -> None:
    """A language to rest in that is not spoken; a front page with nothing on it."""
    answer = browser.post(PAGE, form(library, keep="1", **changed))

    assert answer.status_code == 200
    assert BranchProfile.objects.get(library=library).languages == ""


def test_the_hub_and_the_glass_measure_contrast_alike() -> None:
    """What one takes the other never refuses; and the usual colours pass."""
    for pair in worn({}).values():
        assert contrast(pair["field"], pair["text"]) == pytest.approx(
            contrast_of_the_glass(colour(pair["field"]), colour(pair["text"]))
        )
        assert readable(pair["field"], pair["text"])


def test_words_in_the_picture_are_never_markup(browser: Client, library: Library) -> None:
    """An editor's line is text."""
    page = browser.post(PAGE, form(library, opening_da="<b>x</b> & y", look="1")).content.decode()

    assert "<b>x</b>" not in page


def test_branch_staff_see_the_profile_and_cannot_change_it(library: Library) -> None:
    """It is the editors'."""
    desk = staff("Filialmedarbejder", "desk")

    assert desk.get(PAGE).status_code == 200
    assert desk.post(PAGE, form(library, keep="1")).status_code == 403
