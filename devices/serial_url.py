"""What pyserial opens by itself, and how an address of the settings names it."""

from __future__ import annotations

PYSERIAL = ("/dev/", "loop://", "socket://", "rfc2217://", "hwgrep://", "spy://", "alt://")
"""Paths and schemes that pyserial knows."""


def serial_url(address: str) -> str:
    """`serial:/dev/ttyACM0` -> `/dev/ttyACM0`; a pyserial URL stays. Empty when it is no address of a serial line."""
    if address.startswith("serial:/"):
        return address.removeprefix("serial:")
    return address if address.startswith(PYSERIAL) else ""
