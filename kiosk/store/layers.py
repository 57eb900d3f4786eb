"""Two small files between the processes: what the hub wants of the settings (sync writes), and what runs (the glass writes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kiosk.store.files import replace_file, told_as_ours
from kiosk.wire import Layer, Running

if TYPE_CHECKING:
    from pathlib import Path

_layers = msgspec.json.Decoder(Layer)
_running = msgspec.json.Decoder(Running)


class LayerFiles:
    """`wanted.json` and `running.json` in the data folder. What cannot be read counts as never written."""

    def __init__(self, folder: Path) -> None:
        """Take the data folder."""
        self._wanted = folder / "wanted.json"
        self._running = folder / "running.json"

    def wanted(self) -> Layer | None:
        """Give what the hub wants; None when it has not said."""
        try:
            return _layers.decode(self._wanted.read_bytes())
        except (OSError, msgspec.MsgspecError):
            return None

    def want(self, layer: Layer) -> None:
        """Hand on what the hub wants; the same again writes nothing. Raises StoreError."""
        if layer != self.wanted():
            with told_as_ours():
                replace_file(self._wanted, msgspec.json.encode(layer))

    def running(self) -> Running:
        """Give what the glass runs with."""
        try:
            return _running.decode(self._running.read_bytes())
        except (OSError, msgspec.MsgspecError):
            return Running()

    def run(self, running: Running) -> None:
        """Keep what the glass runs with. Raises StoreError."""
        with told_as_ours():
            replace_file(self._running, msgspec.json.encode(running))
