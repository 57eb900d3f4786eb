"""How the codes of one scanner are framed and read: what the settings say of them."""

from __future__ import annotations

import re

from msgspec import Struct

from devices.scanner.codes import classify
from devices.scanner.framing import Framer
from devices.scanner.profiles import Commands
from kiosk.codes import Code, item_rule


class ScanRules(Struct, frozen=True):
    """What stands round a code, whose slips are ours, what labels look like, and what the scanner can be told."""

    hub_host: str = ""
    item: re.Pattern[str] | None = None
    prefix: bytes = b""
    suffix: bytes = b""
    commands: Commands = Commands()

    def framer(self) -> Framer:
        """Begin to cut frames."""
        return Framer(prefix=self.prefix, suffix=self.suffix)

    def code(self, frame: str) -> Code:
        """Read a frame."""
        return classify(frame, hub_host=self.hub_host, item=self.item)


def rules_of(*, hub_host: str, item_pattern: str, prefix: str, suffix: str, commands: Commands) -> ScanRules:
    """Make rules of what stands in the settings. Raises ValueError for a pattern that cannot be used."""
    item = item_rule(item_pattern) if item_pattern else None
    return ScanRules(hub_host=hub_host, item=item, prefix=prefix.encode(), suffix=suffix.encode(), commands=commands)
