"""A fleet of kiosks as one process: each asks as the real one does, over a connection of its own for every question."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter, time
from typing import Any

CONNECT_S, READ_S, TOTAL_S = 3.0, 10.0, 30.0
"""What a real kiosk waits. Source: kiosk.sync.line.Timing."""


class LostError(Exception):
    """A question without a whole answer."""


@dataclass
class Told:
    """What the fleet saw: milliseconds by kind of question, those that came to nothing, and the statuses of answers."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    acked: int = 0

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(map(len, self.ms.values())) + sum(self.lost.values())


@dataclass
class Answer:
    """An answer: status, tag, body, and how many seconds it asks to be left alone."""

    status: int
    tag: str
    body: bytes
    wait_s: float = 0.0

    def data(self) -> Any:
        """Read the body."""
        return json.loads(self.body)


class Kiosk:
    """One kiosk of the fleet."""

    def __init__(self, port: int, device: str, secret: str, told: Told, letters: list[str] | None = None) -> None:
        """`letters` are ops as JSON, not handed over yet."""
        self._port = port
        self._head = (
            f"Host: 127.0.0.1:{port}\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n"
            f"User-Agent: samlingspunkt-kiosk/bench\r\nConnection: close\r\nAuthorization: Bearer {device}.{secret}\r\n"
        )
        self._told = told
        self.letters = letters or []
        self.cursor = self.tag = ""
        self.wait_s = 0.0

    async def _ask(self, kind: str, path: str, body: str = "", more: str = "") -> Answer:
        """Ask once. Raises LostError."""
        begun, self.wait_s = perf_counter(), 0.0
        try:
            async with asyncio.timeout(TOTAL_S):
                answer = await self._exchange(path, body.encode(), more)
        except (OSError, TimeoutError, ValueError, IndexError) as error:
            self._told.lost[kind] = self._told.lost.get(kind, 0) + 1
            raise LostError(kind) from error
        self._told.ms.setdefault(kind, []).append((perf_counter() - begun) * 1000)
        self.wait_s = answer.wait_s
        self._told.statuses[answer.status] = self._told.statuses.get(answer.status, 0) + 1
        return answer

    async def _exchange(self, path: str, body: bytes, more: str) -> Answer:
        """Send and read to the end."""
        async with asyncio.timeout(CONNECT_S):
            reading, writing = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
            writing.write(f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\n{self._head}{more}{length}\r\n".encode() + body)
            raw = b""
            while piece := await asyncio.wait_for(reading.read(65536), READ_S):
                raw += piece
        finally:
            writing.close()
        return _read(raw)

    async def feed(self) -> bool:
        """Ask for a page; whether there is more at once."""
        more = f"If-None-Match: {self.tag}\r\n" if self.tag and self.cursor else ""
        kind = "feed" if self.cursor else "feed, all"
        answer = await self._ask(
            kind, f"/v1/feed?cursor={self.cursor}&limit=200" if self.cursor else "/v1/feed?limit=200", "", more
        )
        if answer.status != 200:
            return False
        page = answer.data()
        self.cursor, self.tag = page["next"], "" if page["more"] else answer.tag
        return bool(page["more"])

    async def beat(self) -> None:
        """Say how it is."""
        said = {
            "app": "1.0",
            "boot": "b7000000-0000-4000-8000-000000000001",
            "uptime_s": 3600,
            "clock": datetime.fromtimestamp(time(), UTC).isoformat(timespec="seconds"),
        }
        said |= {"cursor": self.cursor, "feed_age_s": 60, "waiting": len(self.letters), "parked": 0, "oldest_s": 0, "bad_rows": 0}
        said |= {"disk_free_mb": 9000, "parts": {"printer": "ready", "glass": "ready", "scanner": "ready"}, "fault": ""}
        await self._ask("heartbeat", "/v1/heartbeat", json.dumps(said))

    async def push(self) -> None:
        """Hand over up to twenty letters; what was taken is done."""
        batch = self.letters[:20]
        answer = await self._ask(f"{len(batch)} sign-ups", "/v1/ops", '{"ops":[' + ",".join(batch) + "]}")
        if answer.status == 200:
            taken = [each for each in answer.data()["results"] if each["verdict"] in {"accepted", "duplicate"}]
            self._told.acked += len(taken)
            self.letters = [letter for letter in self.letters if letter[7:43] not in {each["id"] for each in taken}]


def _read(raw: bytes) -> Answer:
    """Read a whole answer. Raises ValueError and IndexError."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if fields.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(int(lines[0].split()[1]), fields.get("etag", ""), body, float(fields.get("retry-after", 0)))


async def poll(kiosk: Kiosk, seconds: float, rhythm_s: float, dice: random.Random) -> None:
    """Live for a while: first within one rhythm, then feed and heartbeat, each give or take a fifth."""
    ending = asyncio.get_running_loop().time() + seconds
    await asyncio.sleep(dice.uniform(0, rhythm_s))
    while asyncio.get_running_loop().time() < ending:
        await _well(kiosk.feed)
        await _well(kiosk.beat)
        await asyncio.sleep(rhythm_s * dice.uniform(0.8, 1.2))


async def come_back(kiosk: Kiosk, within_s: float, dice: random.Random) -> None:
    """Come back from an outage within so long: letters first, then all of the feed, then a sign of life; again until it is done."""
    await asyncio.sleep(dice.uniform(0, within_s))
    failures = 0
    while kiosk.letters:
        before = len(kiosk.letters)
        await _well(kiosk.push)
        failures = 0 if len(kiosk.letters) < before else failures + 1
        await _patience(kiosk, failures, dice)
    failures = 0
    while not kiosk.tag:
        before_page = kiosk.cursor
        await _well(kiosk.feed)
        failures = 0 if kiosk.cursor != before_page else failures + 1
        await _patience(kiosk, failures, dice)
    await _well(kiosk.beat)


async def _patience(kiosk: Kiosk, failures: int, dice: random.Random) -> None:
    """Wait after a failure: as the hub wishes and up to as long again, else doubling. Source: kiosk.sync.pauses."""
    if failures == 0:
        return
    doubled = min(300.0, 2.0 * 2 ** (failures - 1)) * dice.uniform(0.5, 1.0)
    await asyncio.sleep(kiosk.wait_s * dice.uniform(1.0, 2.0) if kiosk.wait_s else doubled)


async def _well(ask: Callable[[], Awaitable[bool | None]]) -> bool:
    """Ask, and let what comes to nothing be counted only."""
    try:
        return bool(await ask())
    except LostError:
        return False


async def alone(kiosks: list[Kiosk], act: Callable[[Kiosk], Awaitable[Any]], at_once: int = 4) -> None:
    """Let every kiosk do one thing, a few at a time."""
    room = asyncio.Semaphore(at_once)

    async def one(kiosk: Kiosk) -> None:
        async with room:
            with suppress(LostError):
                await act(kiosk)

    await asyncio.gather(*map(one, kiosks))
