"""A folder that looks like the kernel's /sys and /dev, as far as devices are looked for in them."""

from __future__ import annotations

import shutil
from pathlib import Path

KEYBOARD = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
BUTTON = "10000000000000 0"
"""The keys of a keyboard, and of a power button, as the kernel writes them."""


class FakeSystem:
    """Things can be added and taken away."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing plugged in."""
        self.sys, self.dev = folder / "sys", folder / "dev"
        self.dev.mkdir(parents=True)

    def add_serial(
        self, name: str, *, usb: str = "", node: Path | None = None, product: str = "", by_id: str = "", uart: str = ""
    ) -> None:
        """Plug a serial port in. `node` is what its device node leads to."""
        port = self.sys / "class" / "tty" / name
        (port / "device").parent.mkdir(parents=True)
        if uart:
            (port / "type").write_text(f"{uart}\n")
        self._belongs(port, usb, product)
        if node is not None:
            (self.dev / name).symlink_to(node)
        if by_id:
            (self.dev / name).touch()
            self._named(self.dev / "serial" / "by-id" / by_id, self.dev / name)

    def add_printer(self, name: str, *, usb: str = "", product: str = "") -> None:
        """Plug a printer in."""
        port = self.sys / "class" / "usbmisc" / name
        port.mkdir(parents=True)
        self._belongs(port, usb, product)

    def add_keyboard(self, name: str, *, usb: str, product: str, keys: str = KEYBOARD, by_id: str = "") -> None:
        """Plug something with keys in."""
        device = self.sys / "class" / "input" / name / "device"
        (device / "id").mkdir(parents=True)
        (device / "capabilities").mkdir()
        vendor, _, model = usb.partition(":")
        (device / "id" / "vendor").write_text(f"{vendor}\n")
        (device / "id" / "product").write_text(f"{model}\n")
        (device / "name").write_text(f"{product}\n")
        (device / "capabilities" / "key").write_text(f"{keys}\n")
        if by_id:
            (self.dev / "input").mkdir(exist_ok=True)
            (self.dev / "input" / name).touch()
            self._named(self.dev / "input" / "by-id" / by_id, self.dev / "input" / name)

    def remove(self, kind: str, name: str) -> None:
        """Pull something out: `tty`, `usbmisc` or `input`."""
        shutil.rmtree(self.sys / "class" / kind / name, ignore_errors=True)
        (self.dev / name).unlink(missing_ok=True)

    def _belongs(self, port: Path, usb: str, product: str) -> None:
        """Let a port belong to a USB device, or to none."""
        owner = self.sys / "devices" / f"1-{port.name}"
        (owner / "1.0").mkdir(parents=True, exist_ok=True)
        if usb:
            (owner / "idVendor").write_text(f"{usb.partition(':')[0]}\n")
            (owner / "idProduct").write_text(f"{usb.partition(':')[2]}\n")
            (owner / "product").write_text(f"{product}\n")
        (port / "device").symlink_to(owner / "1.0")

    @staticmethod
    def _named(link: Path, node: Path) -> None:
        """Give a device its name that stays."""
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(node)
