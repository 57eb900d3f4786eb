"""The commands about books: ask the national catalogue, and say which books a branch wants."""

from __future__ import annotations

import argparse
import random
import signal
import sys
import threading
import time

from django.conf import settings

from hub import outside
from hub.acts.book_round import BookRound, RoundReport
from hub.acts.books import BadNameError, unwant_book, want_book
from hub.models import Library
from hub.sources.covers import Covers
from hub.sources.exchange import Asks, Exchange
from hub.sources.fbi import Fbi
from hub.sources.fbi_settings import FbiSettings
from hub.sources.patience import Patience
from hub.sources.token import TokenKeeper
from hub.sources.trouble import SourceError

SENTENCES = {
    "not_set_up": "hub.toml has no agency, client_id and client_secret under [fbi]; see docs/hub.md. Nothing was asked.",
    "bad_credentials": (
        "The login service or the catalogue does not take us: compare agency, client_id and client_secret under [fbi] in hub.toml "
        "with what DBC gave the library."
    ),
    "slow_down": "The catalogue wants to be left alone. Tomorrow's round asks for the rest. If it happens often, raise pause_s.",
    "server_error": "The catalogue is in trouble itself. Tomorrow's round asks for the rest.",
    "slow": "The catalogue took too long to answer. Tomorrow's round asks for the rest.",
    "unreachable": "The catalogue cannot be reached: look at the network, and at address and token_address under [fbi].",
    "truncated": "An answer broke off, again and again. Look at the network.",
    "tls": "The certificate there is not one we trust: somebody may stand between, or the certificates of this machine are old.",
    "not_ours": ("What answered is not the catalogue: a portal may stand between, or address, profile or token_address is wrong."),
    "refused": "The catalogue does not take our question: its schema may have changed, which is for a developer to look at.",
    "stopped": "Stopped. What was answered until then is kept.",
}
"""What each reason of trouble means to whoever looks after the hub."""


def fetch(chosen: argparse.Namespace) -> int:
    """Do a round, or only check; 1 when it came to an early end."""
    stopping = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    try:
        return _checked(stopping) if chosen.check else _fetched(stopping)
    finally:
        signal.signal(signal.SIGTERM, before)


def want(chosen: argparse.Namespace) -> int:
    """Want a book."""
    library = Library.objects.get(key=chosen.library)
    try:
        wanted = want_book(
            library, chosen.book, who="command line", now=outside.now(), pick_by=chosen.by, pick_words=chosen.because
        )
    except BadNameError:
        return _no_name()
    _say(f"{library.key}: {wanted.name}. What the catalogue says of it comes with the next fetch-books.")
    return 0


def unwant(chosen: argparse.Namespace) -> int:
    """Take a book back."""
    library = Library.objects.get(key=chosen.library)
    try:
        gone = unwant_book(library, chosen.book, who="command line", now=outside.now())
    except BadNameError:
        return _no_name()
    _say(f"{library.key}: taken back" if gone else f"{library.key}: staff did not want it")
    return 0 if gone else 1


def catalogue(us: FbiSettings, asks: Asks, patience: Patience) -> Fbi:
    """Put the catalogue together; its token lies in the data folder, outside of backups."""
    tokens = TokenKeeper(settings=us, asks=asks, patience=patience, file=settings.CONFIG.data / "fbi-token.json", now=outside.now)
    return Fbi(settings=us, asks=asks, tokens=tokens, patience=patience)


def _patience(us: FbiSettings, stopping: threading.Event) -> Patience:
    """Be as patient as the settings say, and end when told to."""
    return Patience(wait=stopping.wait, clock=time.monotonic, random=random.random, pause_s=us.pause_s)


def _fetched(stopping: threading.Event) -> int:
    """Do a round, and say what came of it."""
    us, asks = settings.CONFIG.fbi, Exchange()
    if not us.ready:
        _say(SENTENCES["not_set_up"])
        return 1
    patience = _patience(us, stopping)
    pictures = Covers(asks=asks, patience=patience, hosts=us.cover_hosts) if us.covers else None
    done = BookRound(catalogue=catalogue(us, asks, patience), pictures=pictures, abstracts=us.abstracts, now=outside.now()).run()
    _say(_said(done))
    if done.trouble:
        _say(SENTENCES[done.trouble])
    return 1 if done.trouble else 0


def _said(done: RoundReport) -> str:
    """Write a report."""
    return (
        f"books: {done.asked} asked for, {done.found} found, {done.missing} not in the catalogue, {done.unknown} not answered, "
        f"{done.covers} covers, {done.forgotten} forgotten"
    )


def _checked(stopping: threading.Event) -> int:
    """Ask the smallest thing that needs all of it to be right."""
    us = settings.CONFIG.fbi
    try:
        size = catalogue(us, Exchange(), _patience(us, stopping)).size()
    except SourceError as error:
        _say(SENTENCES[error.reason])
        return 1
    _say(
        f"The catalogue takes us as {us.agency}. Largest question: complexity {size.complexity.value} of {size.complexity.max}, "
        f"depth {size.depth.value} of {size.depth.max}."
    )
    return 0


def _no_name() -> int:
    """Say that a name is none."""
    _say("That is neither an ISBN (10 or 13 digits, with a right check digit) nor a work's id (work-of:870970-basis:…).")
    return 1


def _say(*lines: str) -> None:
    """Print for whoever called."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
