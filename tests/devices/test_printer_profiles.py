"""What we say of printers, held against what python-escpos knows of the same ones."""

from __future__ import annotations

import json
import subprocess
import sys

from devices.printer.profiles import profile


def test_our_profiles_say_what_python_escpos_knows_of_the_same_printers() -> None:
    """Its capabilities are the source: dots, letters in a line, the code page's place, QR codes. Asked in a process of its own."""
    ask = (
        "import json; from escpos.capabilities import CAPABILITIES as known; known = known['profiles'];"
        "print(json.dumps([known['TM-T20II'], known['default']]))"
    )
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60).stdout
    epson, default = json.loads(said.splitlines()[-1])

    ours = profile("epson-tm-t20iii-text")

    assert ours.dots == epson["media"]["width"]["pixels"]
    assert ours.columns == epson["fonts"]["0"]["columns"]
    assert epson["codePages"][str(ours.slot)].lower() == ours.code_page
    assert default["codePages"][str(ours.slot)].lower() == ours.code_page
    assert (ours.native_qr, ours.cutter) == (epson["features"]["qrCode"], epson["features"]["paperFullCut"])
