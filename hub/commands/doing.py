"""What each command does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from hub import outside
from hub.acts import content, fleet, retention
from hub.acts.identity import backed_up, identity, new_epoch
from hub.acts.roles import keep_roles
from hub.acts.staff import make_account
from hub.commands import books, copying, demo, same_keys
from hub.models import Library

WORKERS = 2


def say(*lines: str) -> None:
    """Print for whoever called."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def setup(chosen: argparse.Namespace | None = None) -> int:
    """Make or update everything; safe to run again."""
    del chosen
    call_command("migrate", verbosity=0)
    identity(outside.now())
    keep_roles()
    return 0


def serve(chosen: argparse.Namespace) -> int:
    """Set up, and become the web server."""
    setup()
    unknown = same_keys.unknown_seals()
    if unknown:
        say(
            f"hub: {settings.CONFIG.data}/keys does not hold the {', '.join(unknown)} that kiosks seal with.",
            "Copy the folder keys from the machine that has it, and start again. Lost everywhere: new-seal; see docs/hub.md.",
        )
        return 1
    if chosen.demo:
        say(*demo.made(outside.now()))
    say(f"hub: {settings.CONFIG.address}/office/   (data in {settings.CONFIG.data}; Ctrl-C stops it)")
    threads = 4 if settings.CONFIG.database else 1
    words = ["--interface", "wsgi", "--host", chosen.host, "--port", str(chosen.port), "--no-ws", "--log-level", "warning"]
    words += ["--workers", str(WORKERS), "--blocking-threads", str(threads)]
    words += ["--respawn-failed-workers", "hub.wsgi:application"]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(copying.ROOT), os.environ.get("PYTHONPATH", "")]))
    os.execv(sys.executable, [sys.executable, "-m", "granian", *words])  # noqa: S606 - our own words; this process becomes the server
    return 1


def library(chosen: argparse.Namespace) -> int:
    """Take in a branch."""
    content.add_library(chosen.key, chosen.name, now=outside.now())
    return 0


def staff(chosen: argparse.Namespace) -> int:
    """Make an account."""
    secret = outside.password()
    make_account(chosen.name, secret, role=chosen.role, libraries=chosen.library)
    say(f"{chosen.name}: {secret}", "It is shown this once. Change it after the first log-in.")
    return 0


def code(chosen: argparse.Namespace) -> int:
    """Make a one-time code."""
    where = Library.objects.get(key=chosen.library)
    fresh = fleet.make_code(where, chosen.place, approve=False, hours=24, who="command line", now=outside.now())
    say(f"{fresh.code}   {settings.CONFIG.address}   (24 hours, one kiosk)")
    return 0


def backup(chosen: argparse.Namespace) -> int:
    """Copy everything, then say what is safe."""
    begun = outside.now()
    copying.copy_out(chosen.folder)
    backed_up(begun)
    say(f"backup: {chosen.folder}")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """The files were put back before; now nobody may take the old cursors for new ones."""
    del chosen
    setup()
    new_epoch(outside.now())
    say("restored, under a new epoch. The port may open.")
    return 0


def epoch(chosen: argparse.Namespace) -> int:
    """Begin a new epoch."""
    del chosen
    new_epoch(outside.now())
    say("a new epoch has begun. Restart the hub.")
    return 0


def safe(chosen: argparse.Namespace) -> int:
    """Believe that a backup is finished."""
    del chosen
    backed_up(outside.now())
    return 0


def erase(chosen: argparse.Namespace) -> int:
    """Apply the rules of retention."""
    del chosen
    done = retention.erase_old(outside.now(), "command line")
    say(
        f"erased: {done.people} people, {done.notes} notes, {done.stubs} stubs, {done.refusals} refusals, "
        f"{done.tombstones} tombstones"
    )
    return 0


def check_feed(chosen: argparse.Namespace) -> int:
    """Mend the feed; 1 when there was something to mend, which no write of ours leaves."""
    del chosen
    wrong = [line for each in Library.objects.all() for line in content.publish_all(each, outside.now())]
    say(*(wrong or ["the feed says what the content is"]))
    return 1 if wrong else 0


def new_seal(chosen: argparse.Namespace) -> int:
    """Make a key, and tell every branch."""
    del chosen
    seal = settings.KEYS.new_seal()
    for each in Library.objects.all():
        content.republish_settings(each, outside.now())
    say(f"{seal.id}: make a backup now; without its file the letters sealed to it cannot be opened.")
    return 0


DOING: dict[str, Callable[[argparse.Namespace], int]] = {
    "serve": serve,
    "setup": setup,
    "library": library,
    "staff": staff,
    "code": code,
    "backup": backup,
    "restore": restore,
    "new-epoch": epoch,
    "backed-up": safe,
    "erase": erase,
    "check-feed": check_feed,
    "new-seal": new_seal,
    "fetch-books": books.fetch,
    "want-book": books.want,
    "unwant-book": books.unwant,
}
