"""A theme whose words cannot be read is refused, and the refusal says which pair it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.theme import BODY_CONTRAST, SHAPE_CONTRAST, ThemeError, colour, contrast, load_colours

THEMES = Path(__file__).parents[2] / "assets" / "themes"
PAPER = (THEMES / "paper.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["paper", "night", "contrast"])
def test_our_own_themes_are_good(name: str) -> None:
    """Every pair of every theme that ships stands out as much as it must, measured here anew."""
    colours = load_colours(THEMES / f"{name}.toml")

    assert contrast(colours.ink, colours.paper) >= BODY_CONTRAST
    assert contrast(colours.quiet, colours.paper) >= BODY_CONTRAST
    assert contrast(colours.ink, colours.tint) >= BODY_CONTRAST
    assert contrast(colours.line, colours.paper) >= SHAPE_CONTRAST
    assert set(colours.rooms) >= {"reading", "communities", "local"}
    assert all(contrast(pair.field, pair.text) >= BODY_CONTRAST for pair in colours.rooms.values())


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    black, white, grey = colour("#000000"), colour("#FFFFFF"), colour("#767676")

    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(white, white) == pytest.approx(1.0)
    assert contrast(grey, white) == contrast(white, grey) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ('ink = "#1A1A1A"', 'ink = "#B0A89A"', "ink on paper"),
        ('quiet = "#575249"', 'quiet = "#8C8577"', "quiet on paper"),
        ('tint = "#EFE6D4"', 'tint = "#555555"', "ink on tint"),
        ('line = "#8C8577"', 'line = "#EFE6D4"', "line on paper"),
        ('field = "#962F22"', 'field = "#D9A79F"', "rooms.reading"),
    ],
)
def test_a_pair_that_cannot_be_read_is_refused_by_name(tmp_path: Path, good: str, bad: str, named: str) -> None:
    """The message holds the file, the pair, and the contrast that was measured."""
    assert good in PAPER
    theme = tmp_path / "branch.toml"
    theme.write_text(PAPER.replace(good, bad), encoding="utf-8")

    with pytest.raises(ThemeError, match=rf"branch\.toml: {named}: contrast \d+\.\d:1, at least \d+:1 is needed"):
        load_colours(theme)


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ('ink = "#1A1A1A"', 'ink = "black"', "'black'"),
        ('ink = "#1A1A1A"', 'ink = "#GG1A1A"', "'#GG1A1A'"),
        ('ink = "#1A1A1A"', "", "ink"),
        ('ink = "#1A1A1A"', 'ink = "#1A1A1A"\nshadow = "#000000"', "shadow"),
        ('ink = "#1A1A1A"', "ink = ", "branch.toml"),
    ],
)
def test_a_theme_that_makes_no_sense_is_refused_by_name(tmp_path: Path, good: str, bad: str, named: str) -> None:
    """A colour that is none, a key that is missing, one that nobody knows: each is named."""
    theme = tmp_path / "branch.toml"
    theme.write_text(PAPER.replace(good, bad), encoding="utf-8")

    with pytest.raises(ThemeError) as caught:
        load_colours(theme)

    assert named in str(caught.value)
    assert "branch.toml" in str(caught.value)


def test_a_theme_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    """A missing file is told of like a bad one."""
    with pytest.raises(ThemeError, match=r"nowhere\.toml"):
        load_colours(tmp_path / "nowhere.toml")
