"""Every setting stands in config/kiosk.toml and in docs/settings.md, with its true default, and no other one does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from kiosk import settings
from kiosk.build_sync import source_of
from kiosk.sources.http import HttpGetter

PROJECT = Path(__file__).parents[2]
CONFIG = PROJECT / "config" / "kiosk.toml"

NEEDED = object()
"""Stands for: this key has no default."""

TABLE_ROW = re.compile(r"\| `(\w+)` \|.*\| (?:`(.*?)`|(needed)) \|$")

SECTIONS: dict[str, type[msgspec.Struct]] = {
    field.encode_name: field.type for field in msgspec.structs.fields(settings.Settings) if field.encode_name != "sources"
}
SOURCES: dict[str, type[msgspec.Struct]] = {
    str(msgspec.inspect.type_info(kind).tag): kind  # type: ignore[attr-defined] # they are structs with a tag
    for kind in get_args(settings.SourceSettings)
}


def defaults(shape: type[msgspec.Struct]) -> dict[str, object]:
    """Give the keys of a section with their defaults, as TOML would hold them."""
    return {field.encode_name: _default(field) for field in msgspec.structs.fields(shape)}


def _default(field: msgspec.structs.FieldInfo) -> object:
    if field.required:
        return NEEDED
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    return list(value) if isinstance(value, tuple) else value


def everything() -> dict[str, Any]:
    """Read kiosk.toml with its commented tables switched on: a comment inside a comment stays one."""
    lines = CONFIG.read_text("utf-8").splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("# ----"))
    head, sources = "\n".join(lines[:begin]), lines[begin:]
    head = re.sub(r"^# (?=\[branch\.opening\]|da = |en = )", "", head, flags=re.MULTILINE)
    code = [line.removeprefix("# ") for line in sources if re.match(r"# (\[\[sources\]\]|\w+ = |# )", line)]
    return tomllib.loads("\n".join([head, *code]))


def told() -> dict[str, dict[str, str]]:
    """Read docs/settings.md: heading -> key -> default as it is written."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for line in (PROJECT / "docs" / "settings.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        row = TABLE_ROW.match(line)
        if row:
            found.setdefault(heading, {})[row[1]] = row[2] or row[3]
    return found


def test_there_are_sections_and_sources_to_look_at() -> None:
    """The tests below can fail."""
    assert "screen" in SECTIONS
    assert {"folder", "icalendar"} <= set(SOURCES)


@pytest.mark.parametrize("section", SECTIONS)
def test_kiosk_toml_names_every_key_of_a_section_and_no_other(section: str) -> None:
    """Whoever copies the file sees all there is."""
    assert set(everything()[section]) == set(defaults(SECTIONS[section]))


def test_kiosk_toml_changes_nothing_but_the_name() -> None:
    """What stands in the file is what holds where nothing stands."""
    read = settings.read(CONFIG)

    assert read == settings.Settings(branch=settings.Branch(name=read.branch.name))


@pytest.mark.parametrize("kind", SOURCES)
def test_kiosk_toml_has_an_example_of_every_source_with_every_key(kind: str) -> None:
    """Each kind is there to be switched on; a default that says something is shown as it is."""
    examples = [row for row in everything()["sources"] if row["kind"] == kind]
    assert len(examples) == 1

    example, known = examples[0], defaults(SOURCES[kind])

    assert set(example) == {"kind", *known}
    assert {key: example[key] for key, value in known.items() if value and value is not NEEDED} == {
        key: value for key, value in known.items() if value and value is not NEEDED
    }


def test_the_examples_of_sources_can_be_used() -> None:
    """Somebody takes the # away, and the sync process makes these sources."""
    read = msgspec.convert(everything(), settings.Settings)

    made = [source_of(source, CONFIG, HttpGetter()) for source in read.sources]

    assert [source.name for source in made] == [source.name for source in read.sources]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_tells_every_key_of_a_section_with_its_default(section: str) -> None:
    """The table and the code say the same."""
    assert _as_values(told()[f"[{section}]"]) == defaults(SECTIONS[section])


@pytest.mark.parametrize("kind", SOURCES)
def test_the_page_tells_every_key_of_a_source_with_its_default(kind: str) -> None:
    """What all sources have, and what is this kind's own."""
    page = told()

    assert _as_values(page["[[sources]]"] | page[f'kind = "{kind}"']) == defaults(SOURCES[kind])


def test_the_page_has_no_section_that_does_not_exist() -> None:
    """A setting that was taken out is gone from the page."""
    assert set(told()) == {"[[sources]]", *(f"[{section}]" for section in SECTIONS), *(f'kind = "{kind}"' for kind in SOURCES)}


def _as_values(written: dict[str, str]) -> dict[str, object]:
    return {key: NEEDED if text == "needed" else tomllib.loads(f"x = {text}")["x"] for key, text in written.items()}
