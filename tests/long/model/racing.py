"""Two kiosks and one last seat, again and again: each asks at the same moment, or both come back to the network at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.long.model.hubs import ModelHub
from tests.long.model.kiosk import ModelKiosk
from tests.long.model.proxy import FaultyLine

CHUNK = 250
"""So many events are made in one transaction."""


class Outcome(Struct, frozen=True):
    """How the races went: seats won by each kiosk, those put on the waiting list, those refused, and what was wrong."""

    won: tuple[int, int]
    waiting: int
    refused: int
    wrong: tuple[str, ...]


@contextmanager
def two_kiosks(hub: ModelHub, folder: Path) -> Iterator[tuple[ModelKiosk, ModelKiosk]]:
    """Take two kiosks of one branch in."""
    hub.does("library", key=folder.name)
    kiosks = tuple(ModelKiosk(folder / f"kiosk{number}", FaultyLine(hub.port), seed=number) for number in range(2))
    try:
        for number, kiosk in enumerate(kiosks):
            # The hub has seen other races: an id is minted once.
            kiosk.dice.seed(f"{folder.name} {number}")
            kiosk.enrol(hub.does("code", library=folder.name))
        yield kiosks[0], kiosks[1]
    finally:
        for kiosk in kiosks:
            kiosk.stop()
            kiosk.way.close()


def race(hub: ModelHub, folder: Path, times: int, *, online: bool) -> Outcome:
    """Race for `times` last seats; every other event has a waiting list."""
    with two_kiosks(hub, folder) as kiosks:
        keys = [f"r{number}" for number in range(times)]
        for start in range(0, times, CHUNK):
            hub.does("events", library=folder.name, keys=keys[start : start + CHUNK : 2], capacity=1)
            hub.does("events", library=folder.name, keys=keys[start + 1 : start + CHUNK : 2], capacity=1, waitlist=False)
        start_line = threading.Barrier(2, timeout=1200)
        with ThreadPoolExecutor(2) as lanes:
            for racer in [lanes.submit(_run, kiosk, keys, start_line, online) for kiosk in kiosks]:
                racer.result()
        return _judge(kiosks, hub.does("state", library=folder.name), keys)


def _run(kiosk: ModelKiosk, keys: list[str], start_line: threading.Barrier, online: bool) -> None:
    """Sign up for each, and hand over at the same moment as the other one; offline all of it waits until the end."""
    kiosk.courier.push_once()
    for key in keys:
        kiosk.sign_up(key)
        if online:
            start_line.wait()
            kiosk.courier.push_once()
    start_line.wait()
    while kiosk.letters.counts().waiting:
        kiosk.clock += kiosk.courier.pause_s() + 40.0
        kiosk.courier.push_once()


def _judge(kiosks: tuple[ModelKiosk, ModelKiosk], state: dict[str, Any], keys: list[str]) -> Outcome:
    """Compare: every seat given once, to somebody who was told so, and everybody told something true."""
    there = {row[0]: (row[4], row[1]) for row in state["signups"]}
    seated = Counter(key for key, status in there.values() if status == "confirmed")
    wrong = [f"{key}: {seated[key]} seats given" for key in keys if seated[key] != 1]
    wrong += [f"{each['key']}: counted {each['taken']}" for each in state["seats"] if (each["taken"], each["capacity"]) != (1, 1)]
    told: list[Counter[str]] = []
    for kiosk in kiosks:
        heard = kiosk.told()
        told.append(Counter(status or code for _, status, code in heard.values()))
        wrong += [f"{id_}: told {heard[id_]}" for id_ in kiosk.made if there.get(id_, ("", ""))[1] != heard[id_][1]]
    won = (told[0]["confirmed"], told[1]["confirmed"])
    return Outcome(won, told[0]["waitlist"] + told[1]["waitlist"], told[0]["full"] + told[1]["full"], tuple(wrong[:10]))
