"""Every trouble a device can have is said to staff, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.look_devices import REMEDIES
from kiosk.nouns import DANISH, ENGLISH, Language
from kiosk.ports import Trouble
from kiosk.words.catalogue import Catalogue

WORDS = Catalogue.load(Path(__file__).parents[2] / "assets" / "words", strict=True)


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_words_of_its_own(trouble: Trouble, language: Language) -> None:
    """Two sentences on the staff screen: what is wrong, and what to do. Never the words for »something«."""
    words = WORDS.words(language)

    said = words(f"trouble.{trouble.value}")

    assert said != words("trouble.other")
    assert said.count(".") >= 2


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_remedy_on_the_command_line(trouble: Trouble) -> None:
    """For a technician."""
    assert REMEDIES[trouble]
