"""The licence is there, whole, and the one that the package names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def test_the_licence_is_the_eupl_from_its_first_article_to_its_appendix(project: Path, settings: dict[str, Any]) -> None:
    """A licence with a page missing is no licence."""
    text = (project / "LICENSE").read_text("utf-8")

    assert settings["project"]["license"] == "EUPL-1.2"
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [number for number in range(1, 16) if f"\n{number}." not in text] == []
    assert text.rstrip().endswith("require the production of a new EUPL version.")
