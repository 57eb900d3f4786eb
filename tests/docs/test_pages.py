"""What the pages say can be followed: links lead somewhere, commands and classes exist, decisions have one form."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from kiosk.cli import parser

PROJECT = Path(__file__).parents[2]
DECISIONS = sorted((PROJECT / "docs" / "decisions").glob("[0-9]*.md"))

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE_WORD = re.compile(r"`([^`\n]+)`")
CLASS_NAME = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)*")
SAID = re.compile(r"""_?log\.(?:debug|info|warning|error)\(\s*"([^"]+)"(?: if \w+ else "([^"]+)")?""")

ELSEWHERE = re.compile(
    r"/(?:root|home|work|farm|Users)/|(?:pypi|pythonhosted)\.org|index-url|(?:127\.0\.0\.1|localhost):[0-9]{4}", re.IGNORECASE
)


def commands() -> list[str]:
    """List the commands of the kiosk."""
    actions = parser()._actions
    return [name for action in actions if isinstance(action, argparse._SubParsersAction) for name in action.choices]


def ours() -> str:
    """Give the text of all our code."""
    folders = ("kiosk", "devices", "screens")
    return "\n".join(path.read_text("utf-8") for folder in folders for path in sorted((PROJECT / folder).rglob("*.py")))


def test_every_link_between_pages_leads_somewhere(pages: dict[str, str]) -> None:
    """A page that was moved takes its links with it."""
    dead = [
        f"{page}: {target}"
        for page, text in pages.items()
        for target in LINK.findall(text)
        if "://" not in target and not ((PROJECT / page).parent / target.split("#")[0]).exists()
    ]

    assert not dead


def test_every_page_in_docs_can_be_reached(pages: dict[str, str]) -> None:
    """Starting at the README, a page that nobody links to is a page that nobody reads."""
    reached, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in pages:
            continue
        reached.add(page)
        targets = [(PROJECT / page).parent / target.split("#")[0] for target in LINK.findall(pages[page]) if "://" not in target]
        waiting += [str(target.resolve().relative_to(PROJECT.resolve())) for target in targets]

    assert {page for page in pages if page.startswith("docs/")} <= reached


def test_no_page_names_somebodys_machine_or_index(pages: dict[str, str]) -> None:
    """Readers have their own folders and their own package index."""
    found = {page: match.group() for page, text in pages.items() if (match := ELSEWHERE.search(text))}

    assert not found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(pages: dict[str, str], command: str) -> None:
    """Whoever types `kiosk --help` finds each word of it explained."""
    assert re.search(rf"`kiosk {command}\b", pages["README.md"])


def test_no_page_names_a_command_that_is_not_there(pages: dict[str, str]) -> None:
    """A command that was renamed is renamed on every page."""
    named = {word for text in pages.values() for word in re.findall(r"(?:`|^    |bin/)kiosk ([a-z][\w-]*)", text, re.MULTILINE)}
    assert named

    assert named <= set(commands())


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_a_number_and_three_parts(path: Path) -> None:
    """What stood before us, what we chose, what follows from it."""
    headings = re.findall(r"^#+ .*$", path.read_text("utf-8"), re.MULTILINE)

    assert headings[0].startswith(f"# {path.stem[:4]} ")
    assert headings[1:] == ["## Context", "## Decision", "## Consequence"]


def test_decisions_are_numbered_without_gaps_and_listed(pages: dict[str, str]) -> None:
    """The list names each, by the title it has."""
    assert [path.stem[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]

    titles = [path.read_text("utf-8").splitlines()[0].removeprefix("# ") for path in DECISIONS]

    listed = pages["docs/decisions/README.md"]
    assert [title for title, path in zip(titles, DECISIONS, strict=True) if f"[{title}]({path.name})" not in listed] == []


@pytest.mark.parametrize("page", ["docs/glossary.md", "docs/architecture.md", "docs/privacy.md"])
def test_every_class_a_page_names_is_in_the_code(pages: dict[str, str], page: str) -> None:
    """One word for one thing: when the class gets another name, so does the page."""
    code = ours()
    words = [part for words in CODE_WORD.findall(pages[page]) for part in re.split(r"\W+", words) if CLASS_NAME.fullmatch(part)]
    assert words

    assert [word for word in words if not re.search(rf"^class {word}\b|^{word} = ", code, re.MULTILINE)] == []


def test_every_file_the_architecture_names_is_there(pages: dict[str, str]) -> None:
    """A reader who follows the page finds the file."""
    named = [
        word
        for word in CODE_WORD.findall(pages["docs/architecture.md"])
        if re.fullmatch(r"(?:kiosk|screens|devices|assets|tests)/[\w/.]+", word)
    ]
    assert named

    assert [word for word in named if not (PROJECT / word).exists()] == []


def test_the_runbook_explains_every_line_of_the_log(pages: dict[str, str]) -> None:
    """A technician who reads a line finds out what it means."""
    lines = {line for found in SAID.findall(ours()) for line in found if line}
    assert len(lines) > 10

    fixed = {line: [part.strip(" :") for part in re.split(r"%[sd]|,", line)] for line in lines}

    assert [line for line, parts in fixed.items() if any(part not in pages["docs/runbook.md"] for part in parts)] == []
