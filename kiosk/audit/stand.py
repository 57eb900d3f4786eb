"""The real glass as a puppet, in a process of its own: shows the scenes it is told to, and says what was touched.

Used as `python -m kiosk.audit.stand WIDTH HEIGHT INCHES`. On standard input a line of JSON is a screen to show (`{"walk", "case"}`)
or an empty object, which asks what was touched since; each is answered by a line.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
from typing import TYPE_CHECKING

import msgspec

from kiosk.audit.ruler import FONTS
from kiosk.audit.showing import scene_of
from kiosk.audit.values import MM_PER_INCH, Case
from kiosk.build import ASSETS
from kiosk.build_devices import qr_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.visit.events import Event
    from screens.app import Glass


class Order(msgspec.Struct, frozen=True):
    """What to show, and whether to hold everything calm; an empty walk asks what was touched."""

    walk: str = ""
    case: Case | None = None
    calm: bool = False


class Puppet:
    """Follows orders."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """Take whom to answer."""
        self.orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self.touched: list[str] = []
        self._say = say

    def post(self, event: Event) -> None:
        """Note what was touched."""
        self.touched.append(type(event).__name__)

    def follow(self, glass: Glass) -> None:
        """Follow what was ordered meanwhile."""
        while not self.orders.empty():
            order = self.orders.get()
            if order.case is None:
                self._say(json.dumps(self.touched))
                self.touched.clear()
                continue
            scene = scene_of(order.walk, order.case)
            look = msgspec.structs.replace(scene.look, calm=order.calm)
            glass.present(msgspec.structs.replace(scene, look=look))
            self._say("shown")


def main(width: int, height: int, inches: float) -> int:
    """Open the glass and follow orders until there are no more."""
    from screens.app import Glass, Panel

    puppet = Puppet(lambda words: print(words, flush=True))  # noqa: T201 - the wire to whoever orders
    glass = Glass(
        panel=Panel(width, height, inches * MM_PER_INCH),
        themes=ASSETS / "themes",
        fonts=FONTS,
        watch=None,
        make_matrix=lambda payload, take: take(qr_rows(payload)),
        note_bug=lambda error: print(f"bug: {error!r}", file=sys.stderr),  # noqa: T201 - for the developer who audits
    )
    glass.present(scene_of("resting", Case("portrait")))
    listener = threading.Thread(target=_listen, args=(puppet, glass), daemon=True)
    return glass.run(post=puppet.post, pump=lambda: puppet.follow(glass), tick=lambda: None, ready=listener.start)


def _listen(puppet: Puppet, glass: Glass) -> None:
    """Take orders from standard input."""
    for line in sys.stdin:
        puppet.orders.put(msgspec.json.decode(line, type=Order))
        glass.wake()
    glass.stop()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
