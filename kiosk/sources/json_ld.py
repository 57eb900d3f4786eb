"""Finds the schema.org events in a page: every JSON-LD block, whatever they are wrapped in."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kiosk.sources.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NODES = 5000
"""How many objects of a page are looked at."""

DEEPEST = 12
"""How many levels down they are looked for."""

_WRAPPERS = ("@graph", "itemListElement", "item", "subEvent", "mainEntity", "event", "events", "@list", "@set")

_ALSO_EVENTS = frozenset({"Festival", "Hackathon", "CourseInstance"})
"""Kinds of Event that do not end so. Source: schema.org, Event, more specific types."""


def events_in(html: str) -> tuple[Row, ...] | None:
    """A page -> its events; None where it carries no JSON-LD at all, which is no list without events but another page."""
    blocks = _blocks(html)
    if not blocks:
        return None
    found: list[Row] = []
    seen = 0
    for block in blocks:
        for node in _nodes(_values(block), 0):
            seen += 1
            if seen > MOST_NODES:
                return tuple(found)
            if _is_event(node):
                found.append(Row(node))
    return tuple(found)


def _blocks(html: str) -> list[str]:
    """The raw text of the JSON-LD scripts."""
    parser = _Scripts()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:
        # The standard library's parser says so of some broken declarations; what it read until then stands.
        return parser.blocks
    return parser.blocks


def _values(block: str) -> object:
    """A block -> JSON values; a broken one says nothing."""
    try:
        # Some editors put comments of HTML or CDATA round it, and line breaks into strings.
        words = block.strip().removeprefix("<!--").removesuffix("-->").strip()
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every object that a block lists, however it is wrapped."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _WRAPPERS:
            yield from _nodes(value.get(name), depth + 1)


def _is_event(node: dict[str, object]) -> bool:
    """Whether the object says it is an event, by short name, address or prefix."""
    said = node.get("@type")
    kinds = (str(kind).replace(":", "/").rsplit("/", 1)[-1] for kind in (said if isinstance(said, list) else [said]))
    return any(kind.endswith("Event") or kind in _ALSO_EVENTS for kind in kinds)


class _Scripts(HTMLParser):
    """Gathers JSON-LD scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script of our kind."""
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        """Note its end."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """Take its text."""
        if self._inside:
            self.blocks[-1] += data
