"""Searching what a process holds in memory for words that should not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CHUNK = 16 * 1024 * 1024


@dataclass(frozen=True)
class Trace:
    """Where words were found: which part of memory, and what stands round them."""

    region: str
    at: int
    around: bytes


def traces(pid: int, words: bytes) -> list[Trace]:
    """Find every place in a process's readable memory where `words` stand."""
    found: list[Trace] = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            (
                span,
                rights,
                *_,
            ) = line.split(maxsplit=5)
            name = line.split(maxsplit=5)[5] if len(line.split(maxsplit=5)) > 5 else "anonymous"
            if "r" not in rights or name in {"[vvar]", "[vsyscall]", "[vdso]"}:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            found += _in_region(memory, start, end, words, name)
    return found


def _in_region(memory: object, start: int, end: int, words: bytes, name: str) -> list[Trace]:
    """Search one region, in pieces that overlap."""
    found = []
    at = start
    while at < end:
        piece = _read(memory, at, min(CHUNK, end - at))
        found += [
            Trace(name, at + hit.start(), piece[max(0, hit.start() - 24) : hit.end() + 24])
            for hit in re.finditer(re.escape(words), piece)
        ]
        at += max(1, min(CHUNK, end - at) - (len(words) if end - at > CHUNK else 0))
    return found


def _read(memory: object, at: int, size: int) -> bytes:
    """Read a piece; what cannot be read holds nothing of ours."""
    try:
        memory.seek(at)  # type: ignore[attr-defined]
        data: bytes = memory.read(size)  # type: ignore[attr-defined]
    except (OSError, ValueError, OverflowError):
        return b""
    return data
