"""The command line: what a technician, a developer and a service unit can ask of the kiosk."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.ports import PortError
from kiosk.runtime import log
from kiosk.settings import Settings, SettingsError, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[[argparse.Namespace], int]

CONFIG = Path("/etc/samlingspunkt/kiosk.toml")

BAD_SETTINGS, BAD_STORE = 2, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status. 0 well, 1 trouble found, 2 wrong use or settings, 3 too many bugs, 4 the disk."""
    options = parser().parse_args(arguments)
    log.set_up()
    command: Command = options.command
    if command is not _run:  # the glass turns the collector on when Home is up
        gc.enable()
    try:
        return command(options)
    except SettingsError as error:
        print(f"kiosk: {error}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return BAD_SETTINGS
    except PortError as error:
        print(f"kiosk: the data folder cannot be used: {error.reason}. See kiosk doctor", file=sys.stderr)  # noqa: T201
        return BAD_STORE


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="kiosk", description="Samlingspunkt: a self-service kiosk for a public library.")
    top.add_argument("--version", action="version", version=f"kiosk {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _running(commands)
    _checking(commands)
    _devices(commands)
    return top


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str, run: Command
) -> argparse.ArgumentParser:
    """Add a command with its help."""
    command = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    command.set_defaults(command=run)
    return command


def _config(command: argparse.ArgumentParser) -> None:
    """Every command that needs settings takes the same option."""
    command.add_argument("--config", type=Path, default=CONFIG, metavar="FILE", help=f"the settings (default {CONFIG})")


def _running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the commands that run something."""
    run = _add(commands, "run", "run the glass", _run)
    _config(run)
    run.add_argument("--targets", type=Path, metavar="FILE", help="for tests: write what is on the glass to FILE after each change")
    run.add_argument("--frames", type=Path, metavar="FILE", help="for benches: append our own milliseconds of each drawing to FILE")
    sync = _add(commands, "sync", "run the process that talks to the network", _sync)
    _config(sync)
    sync.add_argument("--once", action="store_true", help="push and pull once, then end")
    sync.add_argument("--json", action="store_true", help="with --once: print the report as JSON")
    demo = _add(commands, "demo", "run glass, sync, hub and pretend devices with the demo branch", _demo)
    demo.add_argument("--size", default="", metavar="WxH", help="size of the window (default: what fits the display)")
    demo.add_argument("--language", choices=("da", "en"), default="da", help="the language the kiosk rests in")
    demo.add_argument("--data", type=Path, metavar="DIR", help="where the demo keeps its files (default var/demo)")
    demo.add_argument("--no-hub", action="store_true", help="without the real hub: a pretend one answers the sign-ups")
    demo.add_argument("--no-panel", action="store_true", help="without the device panel beside the glass")
    demo.add_argument("--targets", type=Path, metavar="FILE", help="for tests: as kiosk run --targets")
    tour = _add(commands, "tour", "drive the real app as a visitor would, and photograph each step", _tour)
    tour.add_argument("--out", type=Path, required=True, metavar="DIR", help="where pictures, slips and tour.json go")
    tour.add_argument("--size", default="1080x1920", metavar="WxH", help="size of the glass (default 1080x1920)")
    tour.add_argument("--language", choices=("da", "en"), default="da", help="the language of the visitor")


def _checking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the commands that look at something."""
    enrol = _add(commands, "enrol", "make this kiosk a device of a hub, with a code that staff made there", _enrol)
    enrol.add_argument("code", nargs="?", default="", metavar="CODE", help="the code (default: read from standard input)")
    enrol.add_argument("--hub", default="", metavar="URL", help="the hub's address (default: hub.address of the settings)")
    _config(enrol)
    doctor = _add(commands, "doctor", "find what is wrong with this kiosk, and say what to do", _doctor)
    _config(doctor)
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    check = _add(commands, "check", "check a settings file", _check)
    check.add_argument("config", type=Path, metavar="CONFIG", help="the settings file")
    audit = _add(commands, "audit", "hold every screen against the checklist of accessibility", _audit)
    audit.add_argument("--json", action="store_true", help="print the results as JSON")
    audit.add_argument("--full", action="store_true", help="every language, size, theme and glass, and real pixels (ten minutes)")
    replay = _add(commands, "replay", "replay a journal through the machine, and say where it went another way", _replay)
    replay.add_argument("journal", type=Path, metavar="JOURNAL", help="a journal of a kiosk")
    _config(replay)
    replay.add_argument("--json", action="store_true", help="print each line as JSON")
    pin = _add(commands, "pin", "set the staff PIN (read from standard input, never an argument)", _pin)
    _config(pin)
    panel = _add(commands, "panel", "the window of pretend devices beside the glass", _panel)
    panel.add_argument("folder", type=Path, metavar="DIR", help="the demo's folder")
    panel.add_argument("--left", type=int, default=0, metavar="PIXELS", help="where the window begins")


def _devices(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the commands for scanner and printer."""
    devices = commands.add_parser(
        "devices", help="find, watch and try scanner and printer", description="Find, watch and try devices."
    )
    acts = devices.add_subparsers(title="what to do", required=True, metavar="ACT")
    listed = _add(acts, "list", "list what is plugged in, with the address for the settings", _list_devices)
    listed.add_argument("--json", action="store_true", help="print the list as JSON")
    listen = _add(acts, "listen", "print the kind and the length of each scan, never what was scanned", _listen)
    _config(listen)
    listen.add_argument("--count", type=int, default=0, metavar="N", help="end after N scans (default: at Ctrl+C)")
    _config(_add(acts, "print-test", "print a test slip", _print_test))
    status = _add(acts, "status", "say how each device is, and what to do", _device_states)
    _config(status)
    status.add_argument("--json", action="store_true", help="print the states as JSON")
    pretend = _add(acts, "pretend", "stand in for scanner and printer; orders on standard input or a socket", _pretend)
    pretend.add_argument(
        "--folder", type=Path, required=True, metavar="DIR", help="where scanner, slips and the orders' socket lie"
    )
    pretend.add_argument("--port", type=int, default=0, metavar="PORT", help="the printer's port (default: any that is free)")


def _run(options: argparse.Namespace) -> int:
    settings = _settings(options.config)
    from kiosk.run_glass import run_glass

    return run_glass(settings, options.config, targets=options.targets, frames=options.frames)


def _settings(path: Path) -> Settings:
    return read(path)


def _sync(options: argparse.Namespace) -> int:
    from kiosk.run_sync import run_sync, sync_once

    settings = _settings(options.config)
    if options.once:
        return sync_once(settings, options.config, as_json=options.json)
    return run_sync(settings, options.config)


def _enrol(options: argparse.Namespace) -> int:
    from kiosk.run_enrol import run_enrol

    return run_enrol(_settings(options.config), options.config, code=options.code, hub=options.hub)


def _demo(options: argparse.Namespace) -> int:
    from kiosk.demo.supervisor import run_demo

    return run_demo(
        size=options.size,
        language=options.language,
        folder=options.data,
        panel=not options.no_panel,
        hub=not options.no_hub,
        targets=options.targets,
    )


def _tour(options: argparse.Namespace) -> int:
    from kiosk.demo.tour import run_tour

    return run_tour(out=options.out, size=options.size, language=options.language)


def _doctor(options: argparse.Namespace) -> int:
    from kiosk.doctor import examine

    return examine(options.config, as_json=options.json)


def _check(options: argparse.Namespace) -> int:
    from kiosk.run_check import run_check

    return run_check(options.config)


def _audit(options: argparse.Namespace) -> int:
    from kiosk.run_audit import run_audit

    return run_audit(as_json=options.json, full=options.full)


def _replay(options: argparse.Namespace) -> int:
    from kiosk.run_replay import run_replay

    return run_replay(options.journal, options.config, as_json=options.json)


def _pin(options: argparse.Namespace) -> int:
    from kiosk.run_pin import set_pin

    return set_pin(_settings(options.config), options.config)


def _panel(options: argparse.Namespace) -> int:
    from kiosk.demo.panel import run_panel

    return run_panel(options.folder, left=options.left)


def _list_devices(options: argparse.Namespace) -> int:
    from kiosk.run_devices import list_devices

    return list_devices(as_json=options.json)


def _listen(options: argparse.Namespace) -> int:
    from kiosk.run_devices import listen

    return listen(_settings(options.config), count=options.count)


def _print_test(options: argparse.Namespace) -> int:
    from kiosk.run_devices import print_test

    return print_test(_settings(options.config), options.config)


def _device_states(options: argparse.Namespace) -> int:
    from kiosk.run_devices import print_states

    return print_states(_settings(options.config), as_json=options.json)


def _pretend(options: argparse.Namespace) -> int:
    from kiosk.run_pretend import run_pretend

    return run_pretend(options.folder, port=options.port)
