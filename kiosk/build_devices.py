"""Puts the devices together, after Home is on the glass: their libraries are heavy, and nobody needs them before."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.nouns import Lost, Part
from kiosk.ports import Trouble
from kiosk.rooms.staff.model import SlipLine
from kiosk.visit.effects import Sound
from kiosk.visit.events import CodeScanned, HeadsetFound, HeadsetPlugged, HealthChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from devices.headset import HeadsetKeeper
    from devices.printer.job import Job
    from devices.printer_keeper import PrinterKeeper
    from devices.scanner.rules import ScanRules
    from devices.scanner_keeper import ScannerKeeper
    from kiosk.ports import Printer
    from kiosk.settings import Settings
    from kiosk.slips.blocks import Slip
    from kiosk.visit.events import Event

_log = logging.getLogger("devices")

NONE = "none"

SLIPS_TOLD = 8
"""How many of the last slips the staff screen tells of."""


class LatePrinter:
    """The printer's keeper, once it is there. Until then a slip is answered with a code on the glass."""

    def __init__(self) -> None:
        """Begin without a printer."""
        self.keeper: PrinterKeeper | None = None

    def print_slip(self, slip: Slip, done: Callable[[Trouble | None], None]) -> None:
        """Print, or say at once that there is no printer."""
        if self.keeper is None:
            done(Trouble.NOT_CONFIGURED)
        else:
            self.keeper.print_slip(slip, done)

    def forget(self) -> None:
        """Drop what waits."""
        if self.keeper is not None:
            self.keeper.forget()

    def slips(self) -> tuple[SlipLine, ...]:
        """Tell what became of the last slips, newest first."""
        jobs = self.keeper.jobs()[: -SLIPS_TOLD - 1 : -1] if self.keeper is not None else ()
        return tuple(SlipLine(job.kind, job.state.value, job.changed_at or job.queued_at, _why(job)) for job in jobs)


class Devices:
    """The keepers of one kiosk."""

    def __init__(self, settings: Settings, post: Callable[[Event], None], printer: LatePrinter) -> None:
        """Take the addresses, and where codes and health go. Nothing is opened yet."""
        self._settings = settings
        self._post = post
        self._printer = printer
        self._scanner: ScannerKeeper | None = None
        self._headset: HeadsetKeeper | None = None

    def start(self) -> None:
        """Import, make and start the keepers. An address nobody knows leaves that device lost, and the other one working."""
        for part, begin in ((Part.SCANNER, self._start_scanner), (Part.PRINTER, self._start_printer)):
            try:
                begin()
            except ValueError:
                _log.error("address not known", extra={"fields": {"part": part.value}})
                self._post(HealthChanged(part, Lost(Trouble.NOT_CONFIGURED.value)))
        self._start_headset()

    def beep(self, sound: Sound) -> None:
        """Let the scanner itself answer a scan, where its profile has a sound for it; visitors look at it, not at the glass."""
        if self._scanner is not None and sound is Sound.SCANNED:
            self._scanner.beep_good()
        elif self._scanner is not None and sound is Sound.NOT_UNDERSTOOD:
            self._scanner.beep_bad()

    def stop(self) -> None:
        """Stop them."""
        if self._headset is not None:
            self._headset.stop()
        if self._scanner is not None:
            self._scanner.stop()
        if self._printer.keeper is not None:
            self._printer.keeper.stop()

    def _start_scanner(self) -> None:
        """The scanner."""
        settings = self._settings.scanner
        if settings.address == NONE:
            self._post(HealthChanged(Part.SCANNER, Lost(Trouble.NOT_CONFIGURED.value)))
            return
        from devices.scanner.addresses import scanner_at
        from devices.scanner_keeper import ScannerKeeper

        self._scanner = ScannerKeeper(
            scanner=scanner_at(settings.address, settings.baud, settings.frame_timeout_ms / 1000),
            on_code=lambda code: self._post(CodeScanned(code)),
            on_health=lambda health: self._post(HealthChanged(Part.SCANNER, health)),
            rules=scan_rules(self._settings),
        )
        self._scanner.start()

    def _start_printer(self) -> None:
        """The printer."""
        settings = self._settings.printer
        if settings.address == NONE:
            self._post(HealthChanged(Part.PRINTER, Lost(Trouble.NOT_CONFIGURED.value)))
            return
        from devices.printer_keeper import PrinterKeeper

        printer = printer_of(self._settings)
        keeper = PrinterKeeper(printer=printer, on_health=lambda health: self._post(HealthChanged(Part.PRINTER, health)))
        self._printer.keeper = keeper
        keeper.start()

    def _start_headset(self) -> None:
        """The headset's jack, where the kiosk speaks at all."""
        if self._settings.voice.engine == NONE:
            return
        from devices.headset import HeadsetKeeper, Jacks

        self._headset = HeadsetKeeper(
            jacks=Jacks(),
            on_found=lambda inside: self._post(HeadsetFound(inside)),
            on_plugged=lambda inside: self._post(HeadsetPlugged(inside)),
        )
        self._headset.start()


def _why(job: Job) -> str:
    """Give the reason code of a job's trouble."""
    return job.trouble.value if job.trouble else ""


def printer_of(settings: Settings) -> Printer:
    """The printer of this branch, not yet opened. Raises ValueError that says what is known."""
    from devices.catalogue import printer_at

    ours = settings.printer
    fonts = Path(settings.fonts.folder)
    return printer_at(ours.address, profile=ours.profile, font_folder=fonts, status=ours.status, baud=ours.baud)


def scan_rules(settings: Settings) -> ScanRules:
    """How codes are framed and read in this branch. Raises ValueError."""
    from urllib.parse import urlsplit

    from devices.scanner.profiles import profile
    from devices.scanner.rules import rules_of

    scanner = settings.scanner
    return rules_of(
        hub_host=urlsplit(settings.hub.public or settings.hub.address).netloc,
        item_pattern=scanner.item_pattern,
        prefix=scanner.prefix,
        suffix=scanner.suffix,
        commands=profile(scanner.profile),
    )


def qr_rows(payload: str) -> list[list[bool]]:
    """Rows of a QR code with its quiet zone, True = dark; Q where the payload is all capitals, else M."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

    level = ERROR_CORRECT_Q if payload.upper() == payload else ERROR_CORRECT_M
    code = qrcode.QRCode(border=4, error_correction=level)
    code.add_data(payload)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    return rows
