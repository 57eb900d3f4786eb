"""What every file of the house has to keep to."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LINES = 250

STRANGE_PLACE = re.compile(
    r"""
      (?<![\w.~$%-]) / (?:root|home|work|farm|Users) / [\w.]          # somebody's machine
    | --(?:extra-)? index-url | --find -links                         # a package index, as an option
    | "resolved":\s*"https?:                                          # the same in a lock of npm
    | https?://[^\s"'<>]+ \. (?:whl|tar\.gz|tgz|deb)\b                # a file to fetch from one
    | https?://(?:[\w-]+\.)* (?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org)/(?:simple|packages)
    """,
    re.VERBOSE,
)


def test_a_python_file_is_at_most_250_lines(python_files: list[Path], project: Path) -> None:
    """A file is one sentence; a long one is two files."""
    long = {
        str(path.relative_to(project)): lines
        for path in python_files
        if "migrations" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > LINES
    }

    assert not long


def test_no_file_names_somebodys_machine_or_a_package_index(files: list[Path], project: Path) -> None:
    """Whoever installs has their own folders and their own package index."""
    found = [
        f"{path.relative_to(project)}: {match.group()}"
        for path in files
        if (text := _text(path)) and (match := STRANGE_PLACE.search(text))
    ]

    assert not found


def test_the_search_for_strange_places_finds_them() -> None:
    """The test above can fail."""
    # Put together here, so that this file passes it.
    strange = ["/ro" + "ot/.cache", "see /wo" + "rk/x", "--index" + "-url x", "https://example" + ".org/a-1.0.whl"]

    assert [words for words in strange if not STRANGE_PLACE.search(words)] == []
    assert not STRANGE_PLACE.search("a slip's /home button, kiosk/work/, https://example.org/simple and --no-emit" + "-index-url")


def test_every_module_of_the_kiosk_opens_with_a_sentence(python_files: list[Path], project: Path) -> None:
    """The docstring at the head of a module says what it is for, and ends as sentences do."""
    modules = [path for path in python_files if path.relative_to(project).parts[0] in {"kiosk", "devices", "screens"}]
    assert modules

    silent = [str(path.relative_to(project)) for path in modules if not _first_line(path).endswith((".", "?", "!"))]

    assert not silent


def _text(path: Path) -> str:
    """Read a file of words; nothing of a picture or a font."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def _first_line(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    return (words or "").split("\n", 1)[0].rstrip()
