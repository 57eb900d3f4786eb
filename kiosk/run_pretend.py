"""`kiosk devices pretend`: a pretend scanner and printer without a kiosk, told what to do on a socket or on standard input."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING, Self

from devices.printer.pretend import PretendPrinter
from devices.scanner.pretend import PretendScanner
from kiosk.demo.orders import OrderBox, give, obey

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

BOX = "orders.sock"
QUIT = "quit"
WATCH_S = 0.5


class PretendDevices:
    """A scanner on a pseudo-terminal, a printer on a socket, slips as pictures, in one folder. `with` plugs them in and out."""

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        """Take the folder, and the printer's port; 0 = any that is free."""
        self.slips = folder / "slips"
        self.slips.mkdir(parents=True, exist_ok=True)
        self.printer = PretendPrinter(folder=self.slips, port=port)
        self.scanner = PretendScanner(link=folder / "scanner")

    def __enter__(self) -> Self:
        """Plug both in."""
        self.printer.start()
        self.scanner.plug()
        return self

    def __exit__(self, *_: object) -> None:
        """Pull both out."""
        self.scanner.unplug()
        self.printer.stop()


def run_pretend(folder: Path, *, port: int) -> int:
    """Stand in for the devices until `quit`, SIGTERM or Ctrl+C. 0 well, 2 when the folder or the port cannot be used."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        with PretendDevices(folder.resolve(), port=port) as devices:
            box = folder.resolve() / BOX
            orders = OrderBox(box)
            threading.Thread(target=_pass_on, args=(sys.stdin, box), name="standard-input", daemon=True).start()
            _say(f'scanner  address = "serial:{devices.scanner.link}"')
            _say(f'printer  address = "tcp://127.0.0.1:{devices.printer.port}"')
            _say(f"slips    {devices.slips}")
            _say(f"orders   {box}")
            _obey_until(stopping, orders, devices)
            orders.close()
    except OSError as error:
        print(f"kiosk devices pretend: {error.strerror or 'the folder cannot be used'}: {folder}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _obey_until(stopping: threading.Event, orders: OrderBox, devices: PretendDevices) -> None:
    """Do what comes, and say whether it was an order."""
    while not stopping.is_set():
        order = orders.next(WATCH_S)
        if order == QUIT:
            return
        if order:
            _say(f"done: {order.split()[0]}" if obey(devices, order) else "no such order")


def _pass_on(lines: TextIO, box: Path) -> None:
    """Put each line of standard input into the box that the panel's orders come to; its end ends nothing."""
    for line in lines:
        order = line.strip()
        if order and not give(box, order):
            return


def _say(words: str) -> None:
    """Print at once: somebody may be reading along."""
    print(words, flush=True)  # noqa: T201 - the command line speaks
