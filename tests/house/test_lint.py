"""An exception from a rule has a reason beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

IGNORED = re.compile(r'^\s*"(?P<code>[A-Z]+[0-9]*)",')
WITH_REASON = re.compile(r'^\s*"[A-Z]+[0-9]*",\s+# \S+ \S+')
EXCUSE = re.compile(r"#\s*(?:noqa|type: ignore|pragma: no cover)\b(?P<rest>.*)")
GOOD_EXCUSE = re.compile(r"(?::\s*[A-Z0-9, ]+|\[[\w, -]+\])?(?:\s*[-–:#]|\s{2})\s*\w+.*")


def test_every_ignored_lint_has_a_reason(project: Path) -> None:
    """The tables of exceptions in pyproject.toml are a list of reasons."""
    ignored = [line for line in (project / "pyproject.toml").read_text("utf-8").splitlines() if IGNORED.match(line)]
    assert ignored

    assert [line for line in ignored if not WITH_REASON.match(line)] == []


def test_an_excuse_in_the_code_names_its_reason(python_files: list[Path], project: Path) -> None:
    """Whoever switches a check off in a line of what ships says why in that line."""
    bare = [
        f"{path.relative_to(project)}:{number}"
        for path in python_files
        if path.relative_to(project).parts[0] != "tests"  # there a wrong type is often the point
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (excuse := EXCUSE.search(line)) and not GOOD_EXCUSE.fullmatch(excuse["rest"])
    ]

    assert not bare
