"""The command line's door."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line. Until something is running there is no garbage worth a look, and looking takes time."""
    gc.disable()
    _without("typing_extensions", "msgspec")
    from kiosk.cli import main as run

    return run()


def _without(left_out: str, wanted: str) -> None:
    """Import a module without one that it only looks into for what old Pythons lack: a thirtieth of the glass's start."""
    if left_out in sys.modules:
        return
    sys.modules[left_out] = None  # type: ignore[assignment] # the import system's own word for »there is none«
    try:
        __import__(wanted)
    finally:
        del sys.modules[left_out]


if __name__ == "__main__":
    sys.exit(main())
