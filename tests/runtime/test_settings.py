"""Settings: everything has a type and a bound, and a bad file is told of by file, place and remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk import settings as module
from kiosk.settings import Branch, FolderSettings, Settings, SettingsError, folder_of, read

GOOD = '[branch]\nname = "Prøve"\n'
EXAMPLE = Path(__file__).parents[2] / "config" / "kiosk.toml"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_name_is_all_it_takes(tmp_path: Path) -> None:
    """Given a branch with a name, everything else has a default."""
    assert read(written(tmp_path, GOOD)) == Settings(branch=Branch(name="Prøve"))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (GOOD + "[branch\n", "line 3", ""),
        (GOOD + 'x = "\n', "line 3", ""),
        (GOOD + "[screen]\nwidth = 10\n", "screen.width", ">= 480"),
        (GOOD + '[screen]\nwidth = "1080"\n', "screen.width", "int"),
        (GOOD + "[screen]\ndiagonal_inches = 2\n", "screen.diagonal_inches", ">= 7"),
        (GOOD + "[printer]\nbaud = 57\n", "printer.baud", ">= 300"),
        (GOOD + "[scanner]\nbaud = 0\n", "scanner.baud", ">= 300"),
        (GOOD + "[languages]\noffered = []\n", "languages.offered", "length >= 1"),
        (GOOD + "[printer]\ncolour = true\n", "printer", "colour"),
        (GOOD + "[printr]\n", "top level", "printr"),
        ("[screen]\n", "top level", "branch"),
        (GOOD + '[hub]\naddress = "hub.example"\n', "hub.address", "web address"),
        (GOOD + '[hub]\npublic = "ftp://x"\n', "hub.public", "web address"),
        (GOOD + "[content]\nround_seconds = 0\n", "content.round_seconds", ">= 1"),
        (GOOD + '[[sources]]\nkind = "rss"\nname = "a"\n', "sources[0].kind", "rss"),
        (GOOD + '[[sources]]\nkind = "feed"\nname = "a"\naddress = "x"\n', "sources[0].address", "web address"),
        (GOOD + '[[sources]]\nkind = "folder"\nname = "a"\nfolder = "x"\n' * 2, "sources", "'a' is used twice"),
        (GOOD + '[[sources]]\nkind = "folder"\nname = "a"\n', "sources[0]", "folder"),
    ],
)
def test_a_bad_file_is_told_of_by_file_place_and_remedy(tmp_path: Path, text: str, where: str, what: str) -> None:
    """One line: the file, the line or key, what is wrong, and what to do."""
    path = written(tmp_path, text)

    with pytest.raises(SettingsError) as caught:
        read(path)

    error = caught.value
    assert error.file == path
    assert error.where == where
    assert what in error.what
    assert error.remedy
    assert str(error) == f"{path}: {where}: {error.what}. {error.remedy}"
    assert "\n" not in str(error)


def test_a_file_that_is_not_there_or_not_text_is_told_of(tmp_path: Path) -> None:
    """A missing file, a folder, and bytes that are no UTF-8."""
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[branch]\nname = "Prøve"\n'.encode("latin-1"))

    for path, what in ((tmp_path / "none.toml", "cannot be read"), (tmp_path, "cannot be read"), (latin, "is not UTF-8 text")):
        with pytest.raises(SettingsError, match=what) as caught:
            read(path)
        assert caught.value.where == "file"


def test_a_relative_folder_is_taken_from_where_the_file_lies(tmp_path: Path) -> None:
    """And an absolute one is itself."""
    assert folder_of(tmp_path / "kiosk.toml", "data") == (tmp_path / "data").resolve()
    assert folder_of(tmp_path / "kiosk.toml", "/var/lib/x") == Path("/var/lib/x")


def test_every_kind_of_source_can_be_written(tmp_path: Path) -> None:
    """Each kind with what it needs, and its own default for how often."""
    kinds = {
        "folder": 'folder = "x"',
        "dpl_events": 'address = "https://x.dk"',
        "dpl_hours": 'address = "https://x.dk"\nbranch_id = 3',
        "icalendar": 'address = "https://x.dk/a.ics"',
        "feed": 'address = "https://x.dk/rss"',
        "schema_org": 'address = "https://x.dk"',
    }
    text = GOOD + "".join(f'[[sources]]\nkind = "{kind}"\nname = "{kind}"\n{more}\n' for kind, more in kinds.items())

    settings = read(written(tmp_path, text))

    assert [source.name for source in settings.sources] == list(kinds)
    assert isinstance(settings.sources[0], FolderSettings)
    assert {source.every_minutes for source in settings.sources} == {12.0}


@pytest.mark.skipif(not EXAMPLE.exists(), reason="there is no config/kiosk.toml yet")
def test_the_example_explains_every_key_and_no_other() -> None:
    """Given config/kiosk.toml, it can be read, and every key of the settings stands in it, set or as a comment."""
    read(EXAMPLE)
    text = EXAMPLE.read_text("utf-8")
    assert tomllib.loads(text)["branch"]

    missing = [f"{table}.{key}" for table, keys in _tables().items() for key in keys if not _stands(text, table, key)]
    assert missing == []


def _tables() -> dict[str, list[str]]:
    """Every table of the settings with its keys, and every kind of source with its."""
    tables = {}
    for field in msgspec.structs.fields(Settings):
        kind: Any = field.type
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            tables[field.name] = [each.encode_name for each in msgspec.structs.fields(kind)]
    for name in module.SourceSettings.__args__:
        tables["sources"] = [*tables.get("sources", []), *[each.encode_name for each in msgspec.structs.fields(name)]]
    return tables


def _stands(text: str, table: str, key: str) -> bool:
    """Whether a key stands under its table's heading, set or commented out."""
    import re

    parts = re.split(rf"^#?\s*\[+{table}[\].]", text, flags=re.MULTILINE)[1:]
    bodies = [re.split(r"^#?\s*\[", part, flags=re.MULTILINE)[0] for part in parts]
    return any(re.search(rf"^#?\s*{key}\s*=", body, flags=re.MULTILINE) for body in bodies) or any(
        part.startswith(f"{key}]") for part in parts
    )
