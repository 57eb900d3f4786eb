"""Compiles the catalogues beside this file into the data folder, so that nothing made by a machine lies in the project."""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path

HERE = Path(__file__).parent
ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


def compiled(data: Path) -> Path:
    """Write `locale/LANG/LC_MESSAGES/django.mo` for each catalogue that changed, and give the folder."""
    folder = data / "locale"
    for source in HERE.glob("*.po"):
        target = folder / source.stem / "LC_MESSAGES" / "django.mo"
        content = catalogue_file(read_catalogue(source))
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_suffix(".new")
            beside.write_bytes(content)
            beside.replace(target)
    return folder


def read_catalogue(path: Path) -> dict[str, str]:
    """Read a catalogue without plurals: Danish words -> the same in the other language."""
    return {_joined(entry[1]): _joined(entry[2]) for entry in ENTRY.finditer(path.read_text("utf-8")) if _joined(entry[1])}


def _joined(strings: str) -> str:
    """Read the quoted strings of an entry as one."""
    return "".join(ast.literal_eval(line) for line in strings.strip().splitlines())


def catalogue_file(words: dict[str, str]) -> bytes:
    """Write the form that Python's gettext reads. Source: GNU gettext manual, »The Format of GNU MO Files«."""
    rows = sorted((key.encode(), value.encode()) for key, value in {"": HEADER, **words}.items())
    at = 28 + 16 * len(rows)
    keys = b"".join(key + b"\0" for key, _ in rows)
    values = b"".join(value + b"\0" for _, value in rows)
    table_k = table_v = b""
    at_k, at_v = at, at + len(keys)
    for key, value in rows:
        table_k += struct.pack("<II", len(key), at_k)
        table_v += struct.pack("<II", len(value), at_v)
        at_k += len(key) + 1
        at_v += len(value) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + table_k + table_v + keys + values
