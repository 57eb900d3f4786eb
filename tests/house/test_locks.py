"""The locks: what is installed is what was tested, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = ("requirements.lock", "requirements-dev.lock")


def read_lock(project: Path, name: str) -> dict[str, str]:
    """Read a lock as package name -> its whole line, continuations joined."""
    text = (project / "config" / name).read_text("utf-8").replace("\\\n", " ")
    return {line.split("==")[0]: line for line in text.splitlines() if line.strip()}


def names(requirements: list[str]) -> set[str]:
    """Give the bare names of requirements, spelled as the lock spells them."""
    return {re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_a_version_and_a_hash(project: Path, name: str) -> None:
    """Nothing else stands in a lock: no option, no address, no loose version."""
    line = re.compile(r"[a-z0-9-]+==[\w.+!]+( ; (?:(?!--)[^#\\])+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")

    loose = [package for package, words in read_lock(project, name).items() if not line.fullmatch(words)]

    assert not loose


def test_the_locks_hold_all_that_pyproject_asks_for(project: Path, settings: dict[str, Any]) -> None:
    """A dependency that was added without bin/lock is found here, not on a library's floor."""
    runtime, dev = (read_lock(project, name) for name in LOCKS)

    assert names(settings["project"]["dependencies"]) <= runtime.keys()
    assert names(settings["dependency-groups"]["dev"]) <= dev.keys()
    assert names(settings["build-system"]["requires"]) <= runtime.keys()  # bin/setup builds without fetching anything


def test_the_tests_run_on_the_versions_of_the_kiosk(project: Path) -> None:
    """The lock for tests holds the kiosk's own versions and files, and more; only when one is needed may differ."""
    runtime, dev = (read_lock(project, name) for name in LOCKS)

    assert {package: _pinned(dev.get(package, "")) for package in runtime} == {
        package: _pinned(line) for package, line in runtime.items()
    }


def _pinned(line: str) -> tuple[str, ...]:
    """Give the version and the hashes of a line, without its conditions."""
    return tuple(word for word in line.split() if re.match(r"[\w-]+==", word) or word.startswith("--hash="))
