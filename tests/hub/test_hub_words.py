"""The words: every Danish one has its English one, and nothing else stands in the catalogue."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

from hub.words.compile import catalogue_file, read_catalogue

HUB = Path(__file__).resolve().parents[2] / "hub"
IN_PAGES = re.compile(r"""{% translate (["'])(.*?)\1 %}|_\("([^"]*)"\)""")


def said() -> set[str]:
    """Find every word that is to be translated."""
    found: set[str] = set()
    for path in HUB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                assert isinstance(node.args[0], ast.Constant), path
                found.add(str(node.args[0].value))
    for path in HUB.rglob("*.html"):
        found |= {match[2] or match[3] for match in IN_PAGES.finditer(path.read_text("utf-8"))}
        assert "blocktranslate" not in path.read_text("utf-8"), path
    return found


def test_every_word_has_its_english_and_none_is_left_over() -> None:
    """Whoever writes a Danish word writes the English one too."""
    known, words = read_catalogue(HUB / "words" / "en.po"), said()

    assert words - known.keys() == set()
    assert known.keys() - words == set()
    assert all(known.values())


def test_places_in_the_words_are_kept() -> None:
    """%(n)s in one language is %(n)s in the other."""
    for danish, english in read_catalogue(HUB / "words" / "en.po").items():
        assert sorted(re.findall(r"%\(\w+\)s", danish)) == sorted(re.findall(r"%\(\w+\)s", english))


def test_the_compiled_file_is_read_by_pythons_own_gettext() -> None:
    """We write it ourselves; gettext judges."""
    words = {"Log ind": "Log in", "æøå »x«": "odd"}

    read = gettext.GNUTranslations(io.BytesIO(catalogue_file(words)))

    assert [read.gettext(word) for word in words] == list(words.values())
