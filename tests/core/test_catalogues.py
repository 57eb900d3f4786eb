"""The catalogues: whole, used, kind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kiosk.nouns import DANISH, ENGLISH, Language
from kiosk.words.catalogue import Catalogue
from kiosk.words.compile import calendar_json, compiled_bytes, main
from tests.core.samples import CATALOGUE, ZONE

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "assets" / "words"
PLACE = re.compile(r"\{(\w+)\}")
LITERAL = re.compile(r'f?"([a-z_{][A-Za-z0-9_.{}]*)"')

Texts = dict[str, tuple[str, ...]]


def texts(language: str) -> Texts:
    """All texts of a language by key; plurals have two."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        found: Texts = {}
        for message in read_po(file, abort_invalid=True):
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string
            found[key] = (said,) if isinstance(said, str) else tuple(said or ())
    found.pop("")
    return found


DA, EN = texts("da"), texts("en")
BOTH = [("da", DA), ("en", EN)]
FILES = sorted(path.stem for path in FOLDER.glob("*.po"))
ALL = [(name, texts(name)) for name in FILES]
QUOTES = {
    "da": "»«",
    "da_let": "»«",
    "en": "“”‘’",
    "de": "„“‚‘",
    "pl": "„”",
    "uk": "«»",
    "tr": "“”‘’",
    "so": "“”‘’",
    "ar": "«»",
    "fa": "«»",
}
"""The quotation marks of each language; any other pair is a slip of the pen."""


def wrong(found: Texts, pattern: str) -> list[str]:
    """The keys whose text holds what it must not hold."""
    return [key for key, said in found.items() if any(re.search(pattern, one) for one in said)]


def test_there_are_ten_languages() -> None:
    """Nine, and plain Danish."""
    assert sorted(QUOTES) == FILES


@pytest.mark.parametrize(("language", "found"), ALL)
def test_every_language_says_everything(language: str, found: Texts) -> None:
    """No key is missing, empty or more than the Danish ones in any."""
    assert found.keys() == DA.keys(), language
    assert [key for key, said in found.items() if not all(said)] == []


@pytest.mark.parametrize(("language", "found"), ALL)
def test_every_language_fills_the_same_places(language: str, found: Texts) -> None:
    """A name that Danish asks for is given to the others too; only a form for one or two may leave the count out."""
    for key, danish in DA.items():
        assert set(PLACE.findall(danish[-1])) == set(PLACE.findall(found[key][-1])), (language, key)
        assert (len(danish) > 1) == (len(found[key]) > 1), (language, key)


@pytest.mark.parametrize(("language", "found"), ALL)
def test_every_language_has_a_form_for_every_number(language: str, found: Texts) -> None:
    """And gettext can choose one for any count."""
    words = CATALOGUE.words(Language("da-x-let" if language == "da_let" else language))
    plural = next(key for key, said in found.items() if len(said) > 1)

    assert len({len(said) for said in found.values()} - {1}) == 1
    assert all(words.many(plural, count, name="x") for count in (*range(120), 1000))


@pytest.mark.parametrize("language", FILES)
def test_nobody_pretends_that_a_translation_was_reviewed(language: str) -> None:
    """The header of each file but the Danish says how it came about."""
    head = (FOLDER / f"{language}.po").read_text(encoding="utf-8").split("\n\n")[0]

    assert language in {"da", "en"} or "X-Translation: machine-made, not reviewed" in head


@pytest.mark.parametrize(("language", "found"), ALL)
def test_every_language_has_its_own_quotation_marks(language: str, found: Texts) -> None:
    """And no other's, and no straight ones."""
    others = set('»«„“”‚‘"') - set(QUOTES[language]) - set("’")
    others -= set("»«") if QUOTES[language] == "«»" else set()
    names = {"press.languages", "language_choice.line"}  # these quote other languages' words

    assert [key for key in wrong(found, f"[{''.join(sorted(others))}]") if key not in names] == []


def test_every_text_is_used() -> None:
    """A key stands in the code as it is, or by the beginning that the code completes."""
    literals = {found for path in (ROOT / "kiosk").rglob("*.py") for found in LITERAL.findall(path.read_text(encoding="utf-8"))}
    told = [each for each in literals if re.sub(r"\{.*?\}", "", each).strip(".")]  # what is all places tells nothing
    patterns = [re.compile(re.sub(r"\\\{.*?\\\}", r"[a-z_.]*", re.escape(each))) for each in told]
    families = {
        family
        for family in ("language", "form", "refused", "trouble", "source_trouble", "parked", "slip_kind", "slip_state", "enrolling")
        if family in literals
    }

    said = [key for key in (*DA, "no.such.key") if key.rsplit(".", 1)[0] not in families]
    unused = [key for key in said if not any(pattern.fullmatch(key) for pattern in patterns)]

    assert unused == ["no.such.key"]


@pytest.mark.parametrize(("language", "found"), BOTH)
def test_nothing_is_shouted(language: str, found: Texts) -> None:
    """No exclamation marks, no capitals for whole words but PIN and the like."""
    assert wrong(found, "!") == [], language
    assert wrong(found, r"\b(?!PIN\b|DKK\b)[A-ZÆØÅ]{3,}\b") == [], language


def test_danish_is_set_as_danish() -> None:
    """»…« round what is quoted, a true en dash, and »kl.« never parted from its number."""
    assert wrong(DA, "[\"“”„']") == []
    assert wrong(DA, r" - |--") == []
    assert wrong(DA, r"kl\. ") == []


def test_english_is_set_as_english() -> None:
    """Curly quotes and apostrophes."""
    assert wrong(EN, "[\"»«']") == []
    assert wrong(EN, r" - |--") == []


@pytest.mark.parametrize(("language", "found"), BOTH)
def test_nothing_is_told_by_colour_or_place_alone(language: str, found: Texts) -> None:
    """Whoever cannot see the screen gets the same words."""
    sights = r"(?i)\b(grønne?|røde?|blå|til højre|til venstre|nedenfor|green|red|blue|below|on the right)\b"
    assert wrong(found, sights) == [], language


def test_danish_words_are_plain() -> None:
    """None of the words that offices use."""
    assert wrong(DA, r"(?i)registrer|behandl|venligst|ugyldig|fejl\b|indtast|bekræft|enhed\b|annuller|brugeren") == []


def test_an_unknown_key_is_a_bug() -> None:
    """In tests it raises, in every language."""
    for language in (DANISH, ENGLISH):
        with pytest.raises(KeyError, match=r"no\.such\.key"):
            CATALOGUE.words(language)("no.such.key")
        with pytest.raises(KeyError, match=r"no\.such\.key"):
            CATALOGUE.words(language).many("no.such.key", 2)


def test_what_english_lacks_is_said_in_danish(tmp_path: Path) -> None:
    """On the glass a visitor never sees a key; with `strict` it raises."""
    for name in ("da.po", "calendar.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    lines = (FOLDER / "en.po").read_text(encoding="utf-8").replace('msgid "press.home"', 'msgid "press.house"')
    (tmp_path / "en.po").write_text(lines, encoding="utf-8")

    assert Catalogue.load(tmp_path).words(ENGLISH)("press.home") == "Forside"
    with pytest.raises(KeyError):
        Catalogue.load(tmp_path, strict=True).words(ENGLISH)("press.home")


def test_a_language_without_a_catalogue_is_danish() -> None:
    """Better than nothing."""
    assert CATALOGUE.words(Language("xx"))("press.home") == "Forside"


def test_words_from_outside_are_never_taken_for_places() -> None:
    """A title with braces is a title."""
    words = CATALOGUE.words(DANISH)

    assert words("home.local.now", title="{__class__} {0}") == "Lige nu: {__class__} {0}"


def test_a_compiled_catalogue_is_read_while_it_is_fresh(tmp_path: Path) -> None:
    """One that is older than its source is passed over."""
    for name in ("da.po", "en.po", "calendar.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    main(tmp_path)
    changed = (tmp_path / "da.po").read_text(encoding="utf-8").replace("Forside", "Begyndelsen")
    (tmp_path / "da.po").write_text(changed, encoding="utf-8")

    os.utime(tmp_path / "da.po", ns=(1, 1))
    assert Catalogue.load(tmp_path).words(DANISH)("press.home") == "Forside"

    newer = (tmp_path / "da.mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(tmp_path / "da.po", ns=(newer, newer))
    assert Catalogue.load(tmp_path).words(DANISH)("press.home") == "Begyndelsen"


def test_the_kiosk_starts_without_babel(tmp_path: Path) -> None:
    """It is slow to import; compiled catalogues need none of it."""
    for name in ("da.po", "en.po"):
        shutil.copy(FOLDER / name, tmp_path / name)
    main(tmp_path)
    code = (
        "import sys; from pathlib import Path; from kiosk.words.catalogue import Catalogue; import kiosk.visit.view;"
        f"Catalogue.load(Path({str(tmp_path)!r})); sys.exit('babel' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_calendar_json_is_what_cldr_says() -> None:
    """`bin/words` was run after the last change."""
    assert (FOLDER / "calendar.json").read_text(encoding="utf-8") == calendar_json()
    assert compiled_bytes(FOLDER / "da.po")


def moment(text: str) -> datetime:
    """A moment on the branch's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
