#!/usr/bin/python3
"""Write the configuration of one machine of the cluster: `render.py CLUSTER.env NUMBER FOLDER`.

CLUSTER.env is a filled-in copy of cluster.env, NUMBER is 1, 2 or 3. FOLDER gets etcd.env, patroni.yml and haproxy.cfg.
Needs only what Debian's python3 brings. The tests of the cluster run on what this writes.
"""

import os
import string
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN = ("NODE", "ETCD", "PEER", "API", "PG", "HUB")


def values(path: Path, number: str) -> dict[str, str]:
    """Read NAME=value lines; add the machine's own names, and the port of every address. Raises SystemExit for an empty value."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    empty = sorted(name for name, value in told.items() if not value)
    if empty:
        sys.exit(f"render: {path} gives no value for {', '.join(empty)}")
    told |= {name: told[f"{name}{number}"] for name in OWN}
    return told | {f"{name}_PORT": value.rsplit(":", 1)[1] for name, value in told.items() if ":" in value}


def render(path: Path, number: str, folder: Path) -> None:
    """Fill in every template, for its owner only: they hold passwords. Raises KeyError for a name without a value."""
    told = values(path, number)
    folder.mkdir(parents=True, exist_ok=True)
    os.umask(0o077)
    for template in sorted(HERE.glob("*.in")):
        filled = string.Template(template.read_text("utf-8")).substitute(told)
        (folder / template.stem).write_text(filled, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    render(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
