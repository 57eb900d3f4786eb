"""The description of the folder names every file and every field there is."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.sources.folder import FILES
from kiosk.sources.folder_dates import When
from kiosk.sources.folder_rows import (
    BookRow,
    BranchFile,
    EventRow,
    GroupRow,
    HoursRow,
    PickRow,
    Row,
    SealRow,
    SeatsRow,
    ShelfRow,
    TagRow,
)

GUIDE = Path(__file__).parents[2] / "docs" / "folder-format.md"


@pytest.mark.parametrize(
    "shape", [BranchFile, EventRow, GroupRow, BookRow, HoursRow, TagRow, SeatsRow, ShelfRow, PickRow, SealRow, When]
)
def test_every_field_of_a_row_is_described(shape: type[Row | When]) -> None:
    """Given a field the reader knows, whoever writes a folder can read about it."""
    guide = GUIDE.read_text(encoding="utf-8")

    missing = [field.encode_name for field in msgspec.structs.fields(shape) if f"`{field.encode_name}`" not in guide]

    assert [name for name in missing if f'"{name}":' not in guide] == []


def test_every_file_is_described() -> None:
    """Given the files that must be there, each has its own heading."""
    guide = GUIDE.read_text(encoding="utf-8")

    assert [file for file in FILES if f"## {file}" not in guide] == []
