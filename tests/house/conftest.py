"""The files of the project, as the tests of the house want them."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

NOT_OURS = {"__pycache__", "build", "var"}


@pytest.fixture(scope="session")
def files(project: Path) -> list[Path]:
    """Give every file that is, or is about to be, part of the project."""
    command = ["git", "-C", str(project), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        return sorted(path for path in project.rglob("*") if path.is_file() and _ours(path.relative_to(project)))
    return sorted(path for name in listed if name and (path := project / name).is_file())


def _ours(path: Path) -> bool:
    """Guess, without git's help, whether a file is the project's."""
    hidden = path.parts[0].startswith(".") and path.parts[0] not in {".ci", ".gitignore"}
    return not hidden and not NOT_OURS.intersection(path.parts) and not any(part.endswith(".egg-info") for part in path.parts)


@pytest.fixture(scope="session")
def python_files(files: list[Path]) -> list[Path]:
    """Give the Python files among them."""
    return [path for path in files if path.suffix == ".py"]


@pytest.fixture(scope="session")
def settings(project: Path) -> dict[str, Any]:
    """Give what pyproject.toml says."""
    return tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
