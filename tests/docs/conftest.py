"""The documents, found once for every test of them."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Give every page for people, by its path in the project."""
    found = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("assets/**/*.md"), *PROJECT.glob("bench/*.md")]
    return {str(path.relative_to(PROJECT)): path.read_text("utf-8") for path in sorted(found)}
