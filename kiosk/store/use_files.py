"""Counts of use on their way to the hub: a small file each, left by the glass, sent and dropped by sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.store.files import replace_file, told_as_ours

if TYPE_CHECKING:
    from pathlib import Path

MOST = 24 * 60
"""Hours that wait at most: two months without a network; then the oldest go."""


class UseFiles:
    """The folder `use` in the data folder."""

    def __init__(self, folder: Path) -> None:
        """Take the data folder."""
        self._folder = folder / "use"

    def leave(self, name: str, body: str) -> None:
        """Leave an op for the hub. Raises StoreError."""
        with told_as_ours():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            replace_file(self._folder / f"{name}.json", body.encode(), durable=False)
            for old in self._names()[:-MOST]:
                (self._folder / old).unlink(missing_ok=True)

    def waiting(self, most: int) -> tuple[tuple[str, str], ...]:
        """Give the oldest ops that wait: name of the file, and the op as it travels. Raises StoreError."""
        with told_as_ours():
            return tuple((name, (self._folder / name).read_text("utf-8", "replace")) for name in self._names()[:most])

    def drop(self, name: str) -> None:
        """The hub has it. Raises StoreError."""
        with told_as_ours():
            (self._folder / name).unlink(missing_ok=True)

    def _names(self) -> list[str]:
        """Every file that is whole, the oldest first: the name begins with the hour."""
        return sorted(path.name for path in self._folder.glob("*.json"))
