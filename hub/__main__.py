"""`python -m hub COMMAND`: start the hub, look after it, and bring it back after a bad day."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Name the commands."""
    made = argparse.ArgumentParser(prog="hub", description="The hub of Samlingspunkt.")
    made.add_argument("--data", type=Path, help="the data folder (else HUB_DATA, else var/hub)")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="set up what is missing, and serve")
    serve.add_argument("--port", type=int, default=8642)
    serve.add_argument("--host", default="127.0.0.1", help="loopback unless said otherwise; put HTTPS in front")
    serve.add_argument("--demo", action="store_true", help="with the demo library and a staff account, where there are none")
    commands.add_parser("setup", help="make or update the database and the roles")
    library = commands.add_parser("library", help="take in a branch")
    library.add_argument("key")
    library.add_argument("name")
    staff = commands.add_parser("staff", help="make a staff account, and print its first password")
    staff.add_argument("name")
    staff.add_argument("--role", default="Administrator")
    staff.add_argument("--library", action="append", default=[], metavar="KEY", help="where they work; none = everywhere")
    code = commands.add_parser("code", help="make a one-time code for a kiosk")
    code.add_argument("library", metavar="KEY")
    code.add_argument("place")
    backup = commands.add_parser("backup", help="copy database and keys into a new folder, and tell kiosks what is safe")
    backup.add_argument("folder", type=Path)
    restore = commands.add_parser("restore", help="put a backup back into an empty data folder, under a new epoch")
    restore.add_argument("folder", type=Path)
    commands.add_parser("new-epoch", help="after any other restore, before the port opens")
    commands.add_parser("backed-up", help="a backup made by other means began when this is called, and is finished")
    commands.add_parser("erase", help="delete what has had its time; run it every night")
    commands.add_parser("check-feed", help="compare the feed with the content, and mend it; run it every night")
    _books(commands)
    commands.add_parser("new-seal", help="make a new key for personal data; old letters can still be opened")
    return made


def _books(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Name the commands about books."""
    fetch = commands.add_parser("fetch-books", help="ask the national catalogue for books and covers; run it every night")
    fetch.add_argument("--check", action="store_true", help="only say whether the catalogue takes us")
    for name, words in (("want-book", "put a book on a branch's kiosks"), ("unwant-book", "take it back")):
        each = commands.add_parser(name, help=words)
        each.add_argument("library", metavar="KEY")
        each.add_argument("book", metavar="ISBN-OR-WORK")
        if name == "want-book":
            each.add_argument("--by", default="", metavar="FIRST-NAME", help="who on the staff stands by it")
            each.add_argument("--because", default="", metavar="WORDS", help="and why")


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked."""
    chosen = parser().parse_args(arguments)
    if chosen.data:
        os.environ["HUB_DATA"] = str(chosen.data)
    if chosen.command == "serve":
        os.environ["HUB_SERVED_AT"] = f"http://127.0.0.1:{chosen.port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    if chosen.command == "restore":
        from hub.commands.copying import put_back

        put_back(chosen.folder)
    import django

    django.setup()
    from hub.commands.doing import DOING

    return DOING[chosen.command](chosen)


if __name__ == "__main__":
    sys.exit(main())
