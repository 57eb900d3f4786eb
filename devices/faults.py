"""What the system's errors mean for a device: one table for every driver."""

from __future__ import annotations

import errno

from kiosk.ports import DeviceError, Trouble

TROUBLES = {
    errno.EACCES: Trouble.FORBIDDEN,
    errno.EPERM: Trouble.FORBIDDEN,
    errno.EBUSY: Trouble.HELD,
    errno.EWOULDBLOCK: Trouble.HELD,  # somebody else's lock on a port
}


def fault_of(error: Exception) -> DeviceError:
    """Give the fault to raise for an error at opening; whatever is not known means that the device is gone."""
    number = error.errno if isinstance(error, OSError) else None
    return DeviceError(TROUBLES.get(number or 0, Trouble.GONE).value)
